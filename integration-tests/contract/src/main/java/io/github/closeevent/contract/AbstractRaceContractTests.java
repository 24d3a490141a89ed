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

package io.github.closeevent.contract;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawWebSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * More than one thing happens at once. Who was first cannot be seen in the bytes, but
 * what was sent can.
 */
abstract class AbstractRaceContractTests extends AbstractHandlerContractTests {

	private static final String MESSAGE = "x".repeat(8000);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private volatile Instant asked = Instant.now();

	@AfterAll
	void stopThreads() {
		this.threads.shutdownNow();
	}

	@RepeatedTest(10)
	@LeftOutOfTruth("Whichever is faster")
	void bothCloseAtOnce() throws Exception {
		expectUnseenClose();
		ApplicationSession session = session();
		CyclicBarrier barrier = new CyclicBarrier(2);
		Future<?> closing = inBackground(() -> {
			barrier.await(10, TimeUnit.SECONDS);
			session.close(4001, "server");
		});
		barrier.await(10, TimeUnit.SECONDS);
		sendIfOpen(() -> this.client.sendClose(4002, "client"));
		CloseFrame sent = answerIfAny();
		CloseEvent event = event();
		closing.get(10, TimeUnit.SECONDS);
		if (!knowsWhichWasFirst()) {
			expectEarlyEvent();
			assertThat(event.getInitiator()).isIn(CloseInitiator.PEER, CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isIn(4001, 4002, 1006);
			return;
		}
		if (sent == null && mayTakeALostFrameForSent() && frame(4002, "client").equals(event.getReceived())) {
			expectEarlyEvent();
			assertThat(event.getSent()).as(event.toString()).isIn(null, frame(4001, "server"));
			return;
		}
		assertThat(event.getSent()).as(event.toString()).isEqualTo(sent);
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(sent != null && event.getReceived() != null);
		if (event.getInitiator() == CloseInitiator.PEER) {
			assertThat(event.getCode()).as(event.toString()).isEqualTo(4002);
			assertThat(event.getReceived()).as(event.toString()).isEqualTo(frame(4002, "client"));
		}
		else {
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
			boolean out = sent != null && sent.code() == 4001;
			assertThat(event.getCode()).as(event.toString()).isEqualTo((out) ? 4001 : 1006);
			assertThat(event.getReceived()).as(event.toString()).isIn(null, frame(4002, "client"));
		}
	}

	/**
	 * Whether the server may lose its own Close frame when it reads the peer's in the
	 * same instant, and says of what it has written no more than of what it has lost.
	 * @return {@code true} if the event of such a close may name a frame that was lost
	 */
	protected boolean mayTakeALostFrameForSent() {
		return false;
	}

	/**
	 * Whether it can be known which of two closes was first on the wire.
	 * @return {@code false} if the event may name the other end
	 */
	protected boolean knowsWhichWasFirst() {
		return true;
	}

	@Test
	void peerReadsSlowly() throws Exception {
		ApplicationSession session = session();
		inBackground(() -> {
			for (int i = 0; i < 400; i++) {
				session.send(MESSAGE);
			}
			session.awaitSent();
			close(session, 1000, "done");
		});
		CloseFrame sent = readSlowly();
		assertThat(sent).isEqualTo(frame(1000, "done"));
		sendIfOpen(() -> this.client.sendClose(1000));
		if (isLate(event())) {
			assertSentAtMost(event(), sent);
			return;
		}
		assertAnswered(sent, frame(1000, ""));
	}

	private CloseFrame readSlowly() throws IOException {
		for (int i = 0;; i++) {
			RawWebSocket.Frame frame = this.client.readFrame(PATIENCE);
			if (frame.isClose()) {
				return frame(frame.closeCode(), frame.closeReason());
			}
			if (i % 100 == 0) {
				await().pollDelay(Duration.ofMillis(50)).until(() -> true);
			}
		}
	}

	@Test
	@LeftOutOfTruth("Whether the frame gets out is a race")
	void applicationClosesOnAnotherThreadWhileItSends() throws Exception {
		ApplicationSession session = session();
		AtomicInteger count = flood(session);
		await().pollInterval(Duration.ofMillis(1)).until(() -> count.get() > 20);
		inBackground(() -> close(session, 4001, ""));
		CloseFrame sent = answerIfAny();
		sendIfOpen(() -> this.client.sendClose(4001));
		CloseEvent event = event();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
		if (!knowsWhichWasFirst()) {
			// The message that failed makes SockJS close, too, with 1011.
			expectEarlyEvent();
			return;
		}
		if (isLate(event)) {
			assertSentAtMost(event, sent);
			return;
		}
		assertSent(event, sent);
		assertThat(event.getReceived()).as(event.toString()).isIn(null, frame(4001, ""));
		if (sent != null && awaitsAnswerAfterLateMessage()) {
			assertThat(event.wasClean()).as(event.toString()).isTrue();
		}
	}

	/**
	 * The Close frame may get stuck behind the messages. If it comes out after the event,
	 * nothing is corrected.
	 */
	@Test
	@LeftOutOfTruth("Whether the frame gets out is a race")
	void applicationClosesAndPeerReadsNothing() throws Exception {
		expectEarlyEvent();
		ApplicationSession session = session();
		awaitStuck(flood(session));
		long asked = System.nanoTime();
		inBackground(() -> session.close(4001));
		CloseEvent event = event();
		assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(4));
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
		assertSentAtMost(event, answerIfAny());
		assertThat(event.getReceived()).as(event.toString()).isNull();
	}

	private void close(ApplicationSession session, int code, String reason) throws IOException {
		this.asked = Instant.now();
		session.close(code, reason);
	}

	/**
	 * Whether the event came because this end had waited long enough: the messages before
	 * the Close frame may take a busy machine longer. Nothing is corrected then.
	 */
	private boolean isLate(CloseEvent event) {
		boolean late = !event.getClosedAt().isBefore(this.asked.plus(HANDSHAKE_TIMEOUT));
		if (late) {
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
			expectEarlyEvent();
		}
		return late;
	}

	/**
	 * The event tells of the frame that came in the end, or of none.
	 */
	static void assertSentAtMost(CloseEvent event, @Nullable CloseFrame sent) {
		assertSent(event, (event.getSent() != null) ? sent : null);
	}

	/**
	 * Send more than fits between the two, until it is closed.
	 */
	final AtomicInteger flood(ApplicationSession session) {
		AtomicInteger count = new AtomicInteger();
		inBackground(() -> {
			for (int i = 0; i < 3000; i++) {
				session.send(MESSAGE);
				count.incrementAndGet();
			}
		});
		return count;
	}

	static void awaitStuck(AtomicInteger count) {
		AtomicInteger last = new AtomicInteger(-1);
		await().pollInterval(Duration.ofMillis(500))
			.atMost(PATIENCE)
			.until(() -> last.getAndSet(count.get()) == count.get());
	}

	final Future<?> inBackground(Act act) {
		return this.threads.submit(() -> {
			try {
				act.run();
			}
			catch (IOException | RuntimeException ex) {
				// Something else was faster.
			}
			return null;
		});
	}

	/**
	 * What is done on another thread.
	 */
	interface Act {

		void run() throws Exception;

	}

}
