/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.closeevent.benchmarks.control;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * When a server was told of the ends of its sessions; of very many it keeps the last.
 */
final class Ends {

	private static final int CAPACITY = 1 << 17;

	private final AtomicInteger count = new AtomicInteger();

	private final long[] times = new long[CAPACITY];

	void add(long time) {
		this.times[this.count.getAndIncrement() & (CAPACITY - 1)] = time;
	}

	int count() {
		return this.count.get();
	}

	/**
	 * Return when the last end was told, or 0 if there was none.
	 */
	long last() {
		return Arrays.stream(kept()).max().orElse(0);
	}

	String times() {
		return Arrays.stream(kept()).mapToObj(String::valueOf).collect(Collectors.joining(" "));
	}

	void reset() {
		this.count.set(0);
	}

	private long[] kept() {
		int count = this.count.get();
		if (count <= CAPACITY) {
			return Arrays.copyOf(this.times, count);
		}
		int oldest = count & (CAPACITY - 1);
		long[] kept = new long[CAPACITY];
		System.arraycopy(this.times, oldest, kept, 0, CAPACITY - oldest);
		System.arraycopy(this.times, 0, kept, CAPACITY - oldest, oldest);
		return kept;
	}

}
