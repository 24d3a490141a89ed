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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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

	/**
	 * How long to wait for Close frames that were asked for when time was up.
	 */
	private static final long LAST_MOMENT = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final Log logger = LogFactory.getLog(SessionDrain.class);

	private final SessionRecords records;

	private final SessionCloser closer;

	private final ClosingWatch watch;

	private final CloseEventPublisher publisher;

	private final DrainSettings settings;

	private final Lock lock = new ReentrantLock();

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicInteger ended = new AtomicInteger();

	private final AtomicInteger clean = new AtomicInteger();

	private volatile CountDownLatch aborted = new CountDownLatch(1);

	/**
	 * Create a drain.
	 * @param records the open sessions
	 * @param closer closes them
	 * @param watch the watch over sessions whose end has begun
	 * @param publisher delivers their events
	 * @param settings how to close them
	 */
	public SessionDrain(SessionRecords records, SessionCloser closer, ClosingWatch watch, CloseEventPublisher publisher,
			DrainSettings settings) {
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
	}

	/**
	 * Take new sessions: the application starts, maybe again.
	 */
	public void open() {
		this.aborted = new CountDownLatch(1);
		this.records.admitNew();
	}

	/**
	 * Refuse new sessions and close those that are open. Returns when they have ended and
	 * their events were delivered, or time is up. A second call waits for the first.
	 */
	public void drain() {
		this.records.refuseNew(this.settings.retryAfter());
		this.lock.lock();
		try {
			if (this.records.size() == 0) {
				return;
			}
			try (SecondSignal signal = SecondSignal.whileIn(this::abort)) {
				new Run().drain();
			}
			this.publisher.drain(this.settings.deliveryTimeout());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait no longer: whoever stops the application has lost patience.
	 */
	public void abort() {
		this.aborted.countDown();
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

		private final Set<SessionRecord> known = Collections.newSetFromMap(new IdentityHashMap<>());

		private final long start = System.nanoTime();

		private final long timeout = SessionDrain.this.settings.timeout().toNanos();

		private final long interval = SessionDrain.this.settings.interval().toNanos();

		private final DrainProgress before = getProgress();

		private long logged = this.start;

		void drain() {
			boolean inTime = true;
			while (inTime && SessionDrain.this.records.size() > 0) {
				List<SessionRecord> unasked = unasked();
				int size = Math.min(unasked.size(), batchSize(unasked.size()));
				Collections.shuffle(unasked);
				ask(unasked.subList(0, size));
				inTime = pause((size < unasked.size()) ? jitter() : LOOK);
			}
			if (!inTime) {
				giveUp();
			}
			SessionDrain.this.watch.expire();
			// Those who never read or answer would keep a server from stopping.
			this.known.forEach((record) -> record.getConnection().cut());
			report();
		}

		/**
		 * Ask those who were not asked yet: if they can be told in a moment, they are.
		 */
		private void giveUp() {
			ask(unasked());
			LockSupport.parkNanos(LAST_MOMENT);
		}

		private List<SessionRecord> unasked() {
			return SessionDrain.this.records.stream()
				.filter((record) -> !this.known.contains(record))
				.collect(Collectors.toList());
		}

		private void ask(List<SessionRecord> batch) {
			this.known.addAll(batch);
			for (SessionRecord record : batch) {
				if (record.whenEnded(this::ended)) {
					SessionDrain.this.asked.incrementAndGet();
				}
			}
			SessionDrain.this.closer.close(batch, CloseInitiator.CONTAINER, SessionDrain.this.settings.frame());
		}

		private void ended(CloseEvent event) {
			if (event.wasClean()) {
				SessionDrain.this.clean.incrementAndGet();
			}
			SessionDrain.this.ended.incrementAndGet();
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
