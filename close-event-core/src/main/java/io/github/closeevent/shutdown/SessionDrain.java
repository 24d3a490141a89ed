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

package io.github.closeevent.shutdown;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.closing.SessionCloser;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecord;
import io.github.closeevent.session.SessionRecords;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Closes all open sessions before the web server stops: refuses new ones, asks those that
 * are open in batches, because clients that all come back in the same moment are an
 * outage, waits until they have ended and their events were heard, and gives up after a
 * while.
 *
 * @since 0.1.0
 */
public final class SessionDrain {

	/**
	 * How often to look for sessions that slipped in, and whether all have ended.
	 */
	private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	/**
	 * How long to wait at most for Close frames that were asked for when time was up.
	 */
	private static final long LAST_MOMENT = SECOND;

	/**
	 * How long to wait then for a handler that opens its session, or for a poll, so that
	 * there is time left to write the frame.
	 */
	private static final Duration LAST_PATIENCE = Duration.ofMillis(500);

	private static final Log logger = LogFactory.getLog(SessionDrain.class);

	private final SessionRecords records;

	private final SessionCloser closer;

	private final ClosingWatch watch;

	private final CloseEventPublisher publisher;

	private final DrainSettings settings;

	private final Runnable cutting;

	private final Lock lock = new ReentrantLock();

	/**
	 * Those that were asked to close and have not ended.
	 */
	private final Set<SessionRecord> closing = ConcurrentHashMap.newKeySet();

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicInteger ended = new AtomicInteger();

	private final AtomicInteger clean = new AtomicInteger();

	private volatile CountDownLatch aborted = new CountDownLatch(1);

	/**
	 * When the first call of this stop began, or null before it.
	 */
	private volatile @Nullable Long start;

	/**
	 * Create a drain.
	 * @param records the open sessions
	 * @param closer closes them
	 * @param watch the watch over sessions whose end has begun
	 * @param publisher delivers their events
	 * @param settings how to close them
	 * @param cutting called before the connections of those that have not ended in time
	 * are cut
	 */
	public SessionDrain(SessionRecords records, SessionCloser closer, ClosingWatch watch, CloseEventPublisher publisher,
			DrainSettings settings, Runnable cutting) {
		Assert.notNull(records, "'records' must not be null");
		Assert.notNull(closer, "'closer' must not be null");
		Assert.notNull(watch, "'watch' must not be null");
		Assert.notNull(publisher, "'publisher' must not be null");
		Assert.notNull(settings, "'settings' must not be null");
		this.records = records;
		this.closer = closer;
		this.watch = watch;
		this.publisher = publisher;
		this.settings = settings;
		this.cutting = cutting;
	}

	/**
	 * Take new sessions: the application starts, maybe again.
	 */
	public void open() {
		this.aborted = new CountDownLatch(1);
		this.start = null;
		this.closer.start();
		this.publisher.start();
		this.records.admitNew();
	}

	/**
	 * Refuse new sessions and close those that are open. Returns when they have ended and
	 * their events were delivered, or time is up. A second call waits for the first.
	 */
	public void drain() {
		this.records.refuseNew(this.settings.retryAfter(), (late) -> ask(List.of(late)));
		this.lock.lock();
		try {
			if (!isEmpty() || !this.publisher.isIdle()) {
				drainAndDeliver();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void drainAndDeliver() {
		try (SecondSignal signal = SecondSignal.whileIn(this::abort)) {
			if (!isEmpty()) {
				Long known = this.start;
				long start = (known != null) ? known : System.nanoTime();
				this.start = start;
				new Run(start).drain();
			}
			this.publisher.drain(this.settings.deliveryTimeout());
		}
	}

	/**
	 * Whether all have ended. Those who are told of an end hear of it after its session
	 * has been forgotten.
	 */
	private boolean isEmpty() {
		return this.records.size() == 0 && this.closing.isEmpty();
	}

	private void ask(List<SessionRecord> sessions) {
		List<SessionRecord> open = sessions.stream().filter(this::await).toList();
		this.asked.addAndGet(open.size());
		this.closer.close(open, CloseInitiator.CONTAINER, this.settings.frame());
	}

	private boolean await(SessionRecord record) {
		if (!this.closing.add(record)) {
			return false;
		}
		boolean open = record.whenEnded((event) -> ended(record, event));
		if (!open) {
			this.closing.remove(record);
		}
		return open;
	}

	private void ended(SessionRecord record, CloseEvent event) {
		if (event.wasClean()) {
			this.clean.incrementAndGet();
		}
		this.ended.incrementAndGet();
		this.closing.remove(record);
	}

	/**
	 * Wait no longer: whoever stops the application has lost patience.
	 */
	public void abort() {
		this.aborted.countDown();
		this.publisher.hurry();
	}

	/**
	 * Return how far the drain has come.
	 * @return the figures of now, all zero before it has begun but for the open sessions
	 */
	public DrainProgress getProgress() {
		int ended = this.ended.get();
		return new DrainProgress(this.asked.get(), ended, Math.min(ended, this.clean.get()), this.records.size());
	}

	/**
	 * One run of the drain.
	 */
	private final class Run {

		private final long start;

		private final long timeout = SessionDrain.this.settings.timeout().toNanos();

		private final long interval = SessionDrain.this.settings.interval().toNanos();

		private final DrainProgress before = getProgress();

		private long logged;

		/**
		 * Begin a run.
		 * @param start when the time that there is for all runs of a stop began
		 */
		Run(long start) {
			this.start = start;
			this.logged = start;
		}

		void drain() {
			boolean inTime = true;
			while (inTime && !isEmpty()) {
				List<SessionRecord> unasked = unasked();
				int size = Math.min(unasked.size(), batchSize(unasked.size()));
				Collections.shuffle(unasked);
				ask(unasked.subList(0, size));
				inTime = pause((size < unasked.size()) ? jitter() : LOOK);
			}
			if (!inTime) {
				giveUp();
			}
			if (SessionDrain.this.records.size() > 0) {
				SessionDrain.this.cutting.run();
			}
			List<SessionRecord> left = List.copyOf(SessionDrain.this.closing);
			SessionDrain.this.watch.expire();
			// Those who never read or answer would keep a server from stopping.
			left.forEach((record) -> record.getConnection().cut());
			report();
		}

		/**
		 * Ask those who were not asked yet: if they can be told in a moment, they are.
		 */
		private void giveUp() {
			SessionDrain.this.closer.hurry(LAST_PATIENCE);
			ask(unasked());
			boolean interrupted = Thread.interrupted();
			long end = System.nanoTime() + LAST_MOMENT;
			while (end - System.nanoTime() > 0 && !SessionDrain.this.closing.stream().allMatch(SessionRecord::isTold)) {
				LockSupport.parkNanos(LOOK);
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}

		private List<SessionRecord> unasked() {
			return SessionDrain.this.records.stream()
				.filter((record) -> !SessionDrain.this.closing.contains(record))
				.collect(Collectors.toList());
		}

		/**
		 * Larger than configured if need be: the second half of the time is for the
		 * answers.
		 */
		private int batchSize(int unasked) {
			int size = SessionDrain.this.settings.batchSize();
			long left = this.timeout / 2 - elapsed();
			long batches = (this.interval > 0) ? Math.max(1, left / this.interval) : unasked;
			return (int) Math.max(size, Math.ceil((double) unasked / Math.max(1, batches)));
		}

		private long jitter() {
			return (long) (this.interval * ThreadLocalRandom.current().nextDouble(0.5, 1.5));
		}

		private long elapsed() {
			return System.nanoTime() - this.start;
		}

		/**
		 * Wait a moment.
		 * @return whether there is time left
		 */
		private boolean pause(long time) {
			long now = System.nanoTime();
			if (now - this.logged >= SECOND) {
				this.logged = now;
				logger.info("Closing WebSocket sessions before the application stops: " + figures());
			}
			try {
				long left = this.timeout - elapsed();
				return left > 0 && !SessionDrain.this.aborted.await(Math.min(time, left), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}

		private void report() {
			logger.info("Closed WebSocket sessions with " + SessionDrain.this.settings.frame() + " in "
					+ TimeUnit.NANOSECONDS.toMillis(elapsed()) + " ms: " + figures());
		}

		private String figures() {
			DrainProgress now = getProgress();
			return (now.asked() - this.before.asked()) + " asked, " + (now.ended() - this.before.ended()) + " ended, "
					+ (now.clean() - this.before.clean()) + " of them clean, " + now.open() + " open";
		}

	}

}
