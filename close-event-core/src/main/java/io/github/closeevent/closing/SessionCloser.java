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

package io.github.closeevent.closing;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.CloseReport;
import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.session.SessionRecord;
import io.github.closeevent.session.SessionRecords;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Closes sessions on threads of its own: some servers block the caller until a peer has
 * read.
 *
 * @since 0.1.0
 */
public final class SessionCloser implements WebSocketCloser, AutoCloseable {

	/**
	 * How often to look whether a session can be closed: its handler is being told that
	 * it is open, a SockJS client is between two polls, or an exception may end it.
	 */
	private static final Duration LOOK = Duration.ofMillis(20);

	/**
	 * How often to look whether an end that has begun was taken back, which hardly ever
	 * happens, and there may be many.
	 */
	private static final Duration SELDOM = Duration.ofMillis(250);

	/**
	 * So that an exception which ended nothing is forgotten before the closer gives up.
	 */
	private static final Duration MARGIN = Duration.ofSeconds(1);

	private static final Log logger = LogFactory.getLog(SessionCloser.class);

	private final SessionRecords records;

	private final Duration handshakeTimeout;

	private final ClosingThreads threads = new ClosingThreads("close-event-closing");

	/**
	 * Apart, because those who do not read may hold all the others, and only a cut
	 * connection lets go of its thread.
	 */
	private final ClosingThreads threadsAfterwards = new ClosingThreads("close-event-closed");

	/**
	 * When the waiting ends for those that cannot be told yet, or null for each after its
	 * own time.
	 */
	private volatile @Nullable Long latest;

	/**
	 * Create a closer.
	 * @param records the open sessions
	 * @param handshakeTimeout how long a server may try to write a Close frame to a peer
	 * that does not read, and how long a SockJS client may take to poll; positive
	 */
	public SessionCloser(SessionRecords records, Duration handshakeTimeout) {
		Assert.notNull(records, "'records' must not be null");
		Assert.isTrue(handshakeTimeout != null && handshakeTimeout.compareTo(Duration.ZERO) > 0,
				"'handshakeTimeout' must be positive");
		this.records = records;
		this.handshakeTimeout = handshakeTimeout;
	}

	@Override
	public CompletableFuture<CloseReport> close(SessionSelector selector, int code, String reason) {
		Assert.notNull(selector, "'selector' must not be null");
		CloseFrame frame = CloseFrame.toSend(code, reason);
		List<SessionRecord> selected = this.records.stream()
			.filter((record) -> selector.test(record.snapshot()))
			.toList();
		return close(selected, CloseInitiator.APPLICATION, frame);
	}

	/**
	 * Close sessions.
	 * @param sessions the sessions
	 * @param initiator on whose behalf
	 * @param frame what to send
	 * @return the future of the report, completed on one of the closer's threads
	 */
	public CompletableFuture<CloseReport> close(Collection<SessionRecord> sessions, CloseInitiator initiator,
			CloseFrame frame) {
		CloseOperation operation = new CloseOperation(this.threadsAfterwards);
		for (SessionRecord record : sessions) {
			if (operation.add(record)) {
				long giveUp = System.nanoTime() + this.handshakeTimeout.plus(MARGIN).toNanos();
				this.threads.execute(() -> close(record, initiator, frame, operation, giveUp));
			}
		}
		operation.complete();
		return operation.getReport();
	}

	private void close(SessionRecord record, CloseInitiator initiator, CloseFrame frame, CloseOperation operation,
			long giveUp) {
		if (record.isEnded()) {
			return;
		}
		boolean mustWait = record.isEnding() || !record.isOpened() || !record.getConnection().isReachable();
		if (mustWait && isTimeLeft(giveUp)) {
			this.threads.execute(() -> close(record, initiator, frame, operation, giveUp),
					(isEndingForGood(record)) ? SELDOM : LOOK);
			return;
		}
		if (isEndingForGood(record)) {
			return;
		}
		try {
			record.getConnection().allowToClose(this.handshakeTimeout);
			record.close(initiator, frame);
		}
		catch (Throwable ex) {
			logger.debug("Could not close " + record.getInfo(), ex);
		}
		if (!isEndingForGood(record)) {
			operation.refused(record);
		}
	}

	private boolean isTimeLeft(long giveUp) {
		long now = System.nanoTime();
		Long latest = this.latest;
		return giveUp - now > 0 && (latest == null || latest - now > 0);
	}

	private static boolean isEndingForGood(SessionRecord record) {
		return record.isEnding() && !record.mayGoOn();
	}

	/**
	 * Wait no longer for sessions that cannot be told yet, until the application starts
	 * again: they are closed as they are then.
	 * @param patience how long a handler may still take to open its session, a SockJS
	 * client to poll, and an end that has begun to come or to be taken back
	 */
	public void hurry(Duration patience) {
		this.latest = System.nanoTime() + patience.toNanos();
	}

	/**
	 * The application starts, maybe again: there is time.
	 */
	public void start() {
		this.latest = null;
	}

	@Override
	public void close() {
		hurry(Duration.ZERO);
		this.threads.close();
		this.threadsAfterwards.close();
	}

}
