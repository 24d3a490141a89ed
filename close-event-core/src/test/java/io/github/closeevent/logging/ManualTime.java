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

package io.github.closeevent.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * A clock that a test advances, and the tasks that wait for it.
 */
final class ManualTime implements LongSupplier, LongFunction<Executor> {

	private final List<Task> tasks = new ArrayList<>();

	private long now;

	ManualTime(long now) {
		this.now = now;
	}

	@Override
	public long getAsLong() {
		return this.now;
	}

	@Override
	public Executor apply(long delay) {
		return (task) -> this.tasks.add(new Task(this.now + delay, task));
	}

	int tasks() {
		return this.tasks.size();
	}

	void advance(long nanos) {
		this.now += nanos;
		List<Task> due = this.tasks.stream().filter((task) -> task.time - this.now <= 0).toList();
		this.tasks.removeAll(due);
		due.forEach((task) -> task.action.run());
	}

	private record Task(long time, Runnable action) {

	}

}
