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

package io.github.closeevent.session;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Calls of {@code close} while one was under way: the server does what one of them asks.
 * Used under the lock of the session's record.
 */
final class LaterCloses {

	private final List<CloseCause> closes = new ArrayList<>(2);

	void add(CloseCause close) {
		this.closes.add(close);
	}

	boolean remove(CloseCause close) {
		return this.closes.remove(close);
	}

	@Nullable CloseCause removeFirst() {
		return (this.closes.isEmpty()) ? null : this.closes.remove(0);
	}

	@Nullable CloseCause findByThread(Thread thread) {
		return this.closes.stream().filter((close) -> close.thread() == thread).findFirst().orElse(null);
	}

}
