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

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * So many in each period, which begins with its first one; the others are counted, and
 * the count is reported when the period is over, whether or not anything comes then.
 * Without locks: what is reported and what was let through add up to all that came.
 */
final class RateLimit {

	private final int limit;

	private final long period;

	private final LongSupplier clock;

	private final LongFunction<Executor> delayed;

	private final LongConsumer report;

	private final AtomicReference<Window> window;

	private final AtomicLong leftOut = new AtomicLong();

	/**
	 * Create a limit.
	 * @param limit how many are let through in a period
	 * @param period the period in nanoseconds
	 * @param clock tells the time in nanoseconds, as {@link System#nanoTime()} does
	 * @param delayed an executor that runs a task once, after that many nanoseconds
	 * @param report is told how many were left out, if any were
	 */
	RateLimit(int limit, long period, LongSupplier clock, LongFunction<Executor> delayed, LongConsumer report) {
		this.limit = limit;
		this.period = period;
		this.clock = clock;
		this.delayed = delayed;
		this.report = report;
		// Over already: a period begins with the first that comes.
		this.window = new AtomicReference<>(new Window(clock.getAsLong() - period, 0));
	}

	/**
	 * Whether one more is let through. Counts it if not.
	 */
	boolean tryAcquire() {
		long now = this.clock.getAsLong();
		while (true) {
			Window current = this.window.get();
			boolean over = now - current.start >= this.period;
			if (!over && current.taken >= this.limit) {
				leaveOut(current.start + this.period - now);
				return false;
			}
			Window next = (over) ? new Window(now, 1) : new Window(current.start, current.taken + 1);
			if (this.window.compareAndSet(current, next)) {
				return true;
			}
		}
	}

	private void leaveOut(long remaining) {
		if (this.leftOut.getAndIncrement() == 0) {
			this.delayed.apply(remaining).execute(this::report);
		}
	}

	/**
	 * Report now how many were left out since the last report.
	 */
	void report() {
		long count = this.leftOut.getAndSet(0);
		if (count > 0) {
			this.report.accept(count);
		}
	}

	private record Window(long start, int taken) {

	}

}
