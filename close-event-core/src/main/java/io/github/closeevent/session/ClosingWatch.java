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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Looks after the sessions whose end has begun and whose last callback may never come: no
 * server tells that the answer to a Close frame was parsed. One thread, that sleeps while
 * nothing waits, looks at the waiting sessions only, and less often the more there are.
 *
 * @since 0.1.0
 */
public final class ClosingWatch implements AutoCloseable {

	private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

	private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

	/**
	 * A look takes a microsecond or two for each session; this keeps it to some percent
	 * of a core.
	 */
	private static final long PAUSE_PER_SESSION = TimeUnit.MICROSECONDS.toNanos(25);

	private static final long LONGEST = Long.MAX_VALUE / 4;

	private static final Log logger = LogFactory.getLog(ClosingWatch.class);

	private final Map<SessionRecord, Wait> waiting = new ConcurrentHashMap<>();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private final ScheduledThreadPoolExecutor timer;

	public ClosingWatch() {
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "close-event-watch");
			thread.setDaemon(true);
			return thread;
		});
		this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.timer.setKeepAliveTime(10, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
	}

	/**
	 * Look after a session until its connection is settled or time is up. A session that
	 * is looked after already gets the later of both ends of time.
	 * @param record the session
	 * @param since when the wait began, by {@link System#nanoTime()}
	 * @param timeout how long to wait at most
	 * @param settled called on the watch's thread, or by {@link #expire()}, when the wait
	 * is over; returns whether it is over for good, must not block
	 */
	public void add(SessionRecord record, long since, Duration timeout, Settled settled) {
		Wait wait = new Wait(since + Math.min(TimeUnit.NANOSECONDS.convert(timeout), LONGEST), settled);
		this.waiting.merge(record, wait, (known, added) -> (added.deadline - known.deadline > 0) ? added : known);
		schedule();
	}

	/**
	 * Return how many sessions wait for their end.
	 * @return the number of waiting sessions
	 */
	public int size() {
		return this.waiting.size();
	}

	private void schedule() {
		if (!this.scheduled.compareAndSet(false, true)) {
			return;
		}
		try {
			this.timer.schedule(this::tick, pause(this.waiting.size()).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// Closed: the application has stopped, and nobody would hear an event.
			logger.debug("Closed, so nobody looks after the sessions that end now");
		}
		catch (Throwable ex) {
			// No thread to be had: the next session to wait tries again.
			this.scheduled.set(false);
			throw ex;
		}
	}

	/**
	 * How long to wait until the next look.
	 */
	static Duration pause(int sessions) {
		return Duration.ofNanos(Math.max(SHORTEST_PAUSE, Math.min(sessions * PAUSE_PER_SESSION, LONGEST_PAUSE)));
	}

	/**
	 * End all waiting now: the application is about to stop.
	 */
	public void expire() {
		look(true);
	}

	private void tick() {
		look(false);
		this.scheduled.set(false);
		if (!this.waiting.isEmpty()) {
			schedule();
		}
	}

	private void look(boolean all) {
		long now = System.nanoTime();
		this.waiting.forEach((record, wait) -> {
			try {
				boolean expired = all || now - wait.deadline >= 0;
				if (!expired && !record.isEnded()) {
					record.getConnection().readAnswer();
				}
				if (record.isEnded()
						|| ((expired || record.getConnection().isSettled()) && wait.settled.settled(record, expired))) {
					this.waiting.remove(record, wait);
				}
			}
			catch (Throwable ex) {
				logger.warn("Could not end " + record.getInfo(), ex);
				this.waiting.remove(record, wait);
			}
		});
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

	private record Wait(long deadline, Settled settled) {

	}

	/**
	 * Called when a wait is over.
	 */
	@FunctionalInterface
	public interface Settled {

		/**
		 * The connection is settled or time is up.
		 * @param record the session
		 * @param expired whether time is up
		 * @return {@code false} to go on waiting
		 */
		boolean settled(SessionRecord record, boolean expired);

	}

}
