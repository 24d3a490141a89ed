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

package io.github.closeevent.benchmarks.load.scenario;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * What a server was told of the ends of its sessions.
 *
 * @param count how many ends it was told of
 * @param last when the last one was told, by {@link System#nanoTime()}
 */
record Ends(int count, long last) {

	private static final Duration LOOK = Duration.ofMillis(20);

	static Ends of(ServerProcess server) {
		long[] numbers = server.numbers("ended");
		return new Ends((int) numbers[0], numbers[1]);
	}

	/**
	 * Look once more when all is over, because an end must not be told twice either.
	 * @return how many ends were told too few or too many
	 */
	static int lost(ServerProcess server, int count) {
		return Math.abs(count - of(server).count);
	}

	/**
	 * Wait until a server was told of so many ends, or time is up.
	 */
	static Ends await(ServerProcess server, int count, Duration timeout) {
		return await(server, count, timeout, (ends) -> {
		});
	}

	/**
	 * Wait, and do something else with what was told so far, as long as it is not all.
	 */
	static Ends await(ServerProcess server, int count, Duration timeout, Consumer<Ends> meanwhile) {
		long until = System.nanoTime() + timeout.toNanos();
		Ends ends = of(server);
		while (ends.count < count && System.nanoTime() - until < 0) {
			meanwhile.accept(ends);
			LockSupport.parkNanos(LOOK.toNanos());
			ends = of(server);
		}
		return ends;
	}

}
