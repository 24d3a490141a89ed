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

package io.github.closeevent.contract.shutdown;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says in the application when nothing more can be written to those who do not read.
 */
final class Flood {

	/**
	 * Begins the line that names the number of floods that are stuck.
	 */
	static final String LINE = "FLOODED ";

	private static final long LOOK_MILLIS = 50;

	/**
	 * So many looks without progress are no accident.
	 */
	private static final int QUIET = 12;

	private static final AtomicInteger begun = new AtomicInteger();

	private static final AtomicLong progress = new AtomicLong();

	private static final AtomicBoolean watched = new AtomicBoolean();

	private static long seen;

	private static int quiet;

	private Flood() {
	}

	static void begins() {
		begun.incrementAndGet();
		proceeds();
		if (watched.compareAndSet(false, true)) {
			ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor((task) -> {
				Thread thread = new Thread(task, "flood-watch");
				thread.setDaemon(true);
				return thread;
			});
			timer.scheduleWithFixedDelay(Flood::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	static void proceeds() {
		progress.incrementAndGet();
	}

	private static void look() {
		long now = progress.get();
		quiet = (now == seen) ? quiet + 1 : 0;
		seen = now;
		if (quiet == QUIET) {
			System.out.println(LINE + begun);
		}
	}

}
