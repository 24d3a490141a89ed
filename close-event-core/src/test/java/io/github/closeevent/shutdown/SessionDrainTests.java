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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.closing.SessionCloser;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.FakeConnection;
import io.github.closeevent.session.FakeSessionRecord;
import io.github.closeevent.session.SessionRecords;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SessionDrain}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SessionDrainTests {

	private static final CloseFrame FRAME = new CloseFrame(1012, "restart");

	private static final Duration LONG = Duration.ofMinutes(1);

	private final SessionRecords records = new SessionRecords();

	private final SessionCloser closer = new SessionCloser(this.records, LONG);

	private final ClosingWatch watch = new ClosingWatch();

	private final CloseEventPublisher publisher = new CloseEventPublisher((event) -> {
	}, Runnable::run, false, 10, 1);

	private final AtomicInteger cutting = new AtomicInteger();

	@AfterEach
	void end() {
		this.closer.close();
		this.watch.close();
	}

	@Test
	void allSessionsAreSentTheFrameOnBehalfOfTheContainer() {
		List<FakeSessionRecord> sessions = open(5);
		SessionDrain drain = drain(100, Duration.ofMillis(1), LONG);
		drain.drain();
		assertThat(sessions).allSatisfy((session) -> {
			assertThat(session.getCloses()).containsExactly(FRAME);
			assertThat(session.seen().cause()).isNotNull()
				.satisfies((cause) -> assertThat(cause.initiator()).isEqualTo(CloseInitiator.CONTAINER));
		});
		assertThat(drain.getProgress()).isEqualTo(new DrainProgress(5, 5, 5, 0));
	}

	@Test
	void newSessionsAreRefusedUntilTheApplicationStartsAgain() {
		SessionDrain drain = drain(100, Duration.ofMillis(1), LONG);
		drain.open();
		assertThat(this.records.getRetryAfter()).isNull();
		drain.drain();
		assertThat(this.records.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
		drain.open();
		assertThat(this.records.getRetryAfter()).isNull();
	}

	@Test
	void nothingIsSaidIfThereWasNothingToDo(CapturedOutput output) {
		drain(100, Duration.ofMillis(1), LONG).drain();
		assertThat(output).doesNotContain("Closed WebSocket sessions");
	}

	@Test
	void oneLineTellsWhatWasDone(CapturedOutput output) {
		open(3);
		open().onClose((record) -> end(record, false));
		drain(100, Duration.ofMillis(1), LONG).drain();
		assertThat(output)
			.containsPattern("Closed WebSocket sessions with CloseFrame\\[code=1012 \\(Service Restart\\), "
					+ "reason=\"restart\"] in \\d+ ms: 4 asked, 4 ended, 3 of them clean, 0 open");
	}

	@Test
	void sessionsAreClosedInBatches() {
		List<FakeSessionRecord> sessions = open(10);
		SessionDrain drain = drain(4, LONG, Duration.ofHours(1));
		CompletableFuture<Void> drained = CompletableFuture.runAsync(drain::drain);
		Awaitility.await().until(() -> drain.getProgress().ended() == 4);
		assertThat(sessions).filteredOn((session) -> !session.getCloses().isEmpty()).hasSize(4);
		assertThat(drain.getProgress()).isEqualTo(new DrainProgress(4, 4, 4, 6));
		drain.abort();
		drained.join();
		// The others are told in the last moment.
		assertThat(sessions).allSatisfy((session) -> assertThat(session.getCloses()).containsExactly(FRAME));
	}

	@Test
	void batchesGrowIfThereIsNoTimeForSmallOnes() {
		List<FakeSessionRecord> sessions = open(1000);
		SessionDrain drain = drain(1, Duration.ofMillis(100), Duration.ofSeconds(20));
		drain.drain();
		// One at a time would take 100 s.
		assertThat(sessions).allSatisfy((session) -> assertThat(session.getCloses()).containsExactly(FRAME));
	}

	@Test
	void sessionThatSlippedInIsClosed() {
		FakeSessionRecord early = open().onClose((record) -> {
		});
		SessionDrain drain = drain(100, Duration.ofMillis(1), LONG);
		CompletableFuture<Void> drained = CompletableFuture.runAsync(drain::drain);
		Awaitility.await().until(() -> !early.getCloses().isEmpty());
		FakeSessionRecord late = open();
		Awaitility.await().until(() -> !late.getCloses().isEmpty());
		end(early, true);
		drained.join();
		assertThat(early.getCloses()).hasSize(1);
		assertThat(drain.getProgress()).isEqualTo(new DrainProgress(2, 2, 2, 0));
	}

	/**
	 * A session is forgotten before those who wait for its end are told.
	 */
	@Test
	void lastLineCountsWhoWasForgottenAMomentAgo(CapturedOutput output) {
		FakeSessionRecord slow = open().onClose((record) -> this.records.remove(record));
		SessionDrain drain = drain(100, Duration.ofMillis(1), LONG);
		CompletableFuture<Void> drained = CompletableFuture.runAsync(drain::drain);
		Awaitility.await().until(() -> this.records.size() == 0);
		assertThat(drained).isNotDone();
		slow.end(true);
		drained.join();
		assertThat(output).contains("1 asked, 1 ended, 1 of them clean, 0 open");
	}

	@Test
	void sessionWhoseHandlerIsStillBeingToldIsToldWhenTimeIsUp() {
		FakeConnection connection = new FakeConnection();
		FakeSessionRecord opening = new FakeSessionRecord(new Object(),
				WebSocketSessionInfo.builder(this.records.nextId()).build(), Map.of(), connection) {

			@Override
			public boolean isOpened() {
				return false;
			}

		};
		opening.onClose((record) -> connection.phase(Phase.OUTBOUND).closeWritten());
		this.records.add(opening);
		drain(100, Duration.ofMillis(1), Duration.ofMillis(300)).drain();
		assertThat(opening.getCloses()).containsExactly(FRAME);
		assertThat(connection.getStateWhenCut()).isEqualTo(new ConnectionState(Phase.OUTBOUND, false, null, true));
	}

	@Test
	void impatienceEndsTheWaitingForListenersToo() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch slow = new CountDownLatch(1);
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> {
			begun.countDown();
			await(slow);
		}, (task) -> new Thread(task).start(), true, 10, 1);
		publisher.publish(new CloseEvent(WebSocketSessionInfo.builder("1").build(), CloseEventInit.create()), true);
		begun.await();
		SessionDrain drain = new SessionDrain(this.records, this.closer, this.watch, publisher,
				new DrainSettings(FRAME, 1, LONG, LONG, Duration.ofHours(1), LONG), () -> {
				});
		Thread drained = new Thread(drain::drain);
		drained.start();
		Awaitility.await().until(() -> drained.getState() == Thread.State.TIMED_WAITING);
		drain.abort();
		drained.join();
		assertThat(publisher.isIdle()).isFalse();
		slow.countDown();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void peersThatNeverAnswerAreGivenUpAndTheirEventsPublished() {
		FakeSessionRecord silent = open()
			.onClose((record) -> this.watch.add(record, System.nanoTime(), LONG, (settled, expired) -> {
				end((FakeSessionRecord) settled, false);
				return true;
			}));
		SessionDrain drain = drain(100, Duration.ofMillis(1), Duration.ofMillis(300));
		drain.drain();
		assertThat(silent.isEnded()).isTrue();
		assertThat(((FakeConnection) silent.getConnection()).isCut()).isTrue();
		assertThat(this.cutting).hasValue(1);
		assertThat(drain.getProgress()).isEqualTo(new DrainProgress(1, 1, 0, 0));
	}

	/**
	 * Reactor Netty writes it after the call that asks for it.
	 */
	@Test
	void frameThatIsStillBeingWrittenIsWaitedForWhenTimeIsUp() {
		FakeConnection connection = new FakeConnection() {

			private final AtomicInteger looks = new AtomicInteger();

			@Override
			public ConnectionState getState() {
				if (super.getState().phase() == Phase.OUTBOUND && this.looks.incrementAndGet() == 3) {
					closeWritten();
				}
				return super.getState();
			}

		};
		this.records
			.add(new FakeSessionRecord(new Object(), WebSocketSessionInfo.builder(this.records.nextId()).build(),
					Map.of(), connection)
				.onClose((record) -> connection.phase(Phase.OUTBOUND)));
		drain(100, Duration.ofMillis(1), Duration.ofMillis(300)).drain();
		assertThat(connection.getStateWhenCut()).isEqualTo(new ConnectionState(Phase.OUTBOUND, false, null, true));
	}

	@Test
	void impatienceEndsIt() {
		open().onClose((record) -> {
		});
		SessionDrain drain = drain(100, Duration.ofMillis(1), LONG);
		CompletableFuture<Void> drained = CompletableFuture.runAsync(drain::drain);
		Awaitility.await().until(() -> drain.getProgress().asked() == 1);
		drain.abort();
		drained.join();
		assertThat(drain.getProgress()).isEqualTo(new DrainProgress(1, 0, 0, 1));
	}

	@Test
	void interruptEndsItAndIsKept() throws InterruptedException {
		open().onClose((record) -> {
		});
		SessionDrain drain = drain(100, Duration.ofMillis(1), LONG);
		CountDownLatch interrupted = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			drain.drain();
			if (Thread.currentThread().isInterrupted()) {
				interrupted.countDown();
			}
		});
		thread.start();
		Awaitility.await().until(() -> drain.getProgress().asked() == 1);
		thread.interrupt();
		interrupted.await();
	}

	@Test
	void secondCallWaitsForTheFirst() {
		FakeSessionRecord silent = open().onClose((record) -> {
		});
		SessionDrain drain = drain(100, Duration.ofMillis(1), LONG);
		CompletableFuture<Void> first = CompletableFuture.runAsync(drain::drain);
		Awaitility.await().until(() -> !silent.getCloses().isEmpty());
		CompletableFuture<Void> second = CompletableFuture.runAsync(drain::drain);
		assertThat(second).isNotDone();
		end(silent, true);
		first.join();
		second.join();
		assertThat(silent.getCloses()).hasSize(1);
	}

	@Test
	void progressIsLoggedWhileItTakesLong(CapturedOutput output) {
		FakeSessionRecord silent = open().onClose((record) -> {
		});
		SessionDrain drain = drain(100, Duration.ofMillis(1), LONG);
		CompletableFuture<Void> drained = CompletableFuture.runAsync(drain::drain);
		Awaitility.await()
			.until(() -> output.getOut()
				.contains("Closing WebSocket sessions before the application stops: 1 asked, 0 ended, 0 of them clean,"
						+ " 1 open"));
		end(silent, true);
		drained.join();
	}

	@Test
	void sessionThatOpensAfterTheDrainIsClosed() {
		SessionDrain drain = drain(100, Duration.ofMillis(1), LONG);
		drain.drain();
		FakeSessionRecord late = open();
		Awaitility.await().until(() -> late.getCloses().size() == 1);
		drain.open();
		FakeSessionRecord welcome = open();
		assertThat(welcome.getCloses()).isEmpty();
	}

	@Test
	void settingsAreChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> drain(0, LONG, LONG))
			.withMessage("'batchSize' must be positive");
		assertThatIllegalArgumentException().isThrownBy(() -> drain(1, Duration.ofMillis(-1), LONG))
			.withMessage("'interval' must not be negative");
		assertThatIllegalArgumentException().isThrownBy(() -> drain(1, LONG, Duration.ZERO))
			.withMessage("'timeout' must be positive");
	}

	private SessionDrain drain(int batchSize, Duration interval, Duration timeout) {
		return new SessionDrain(this.records, this.closer, this.watch, this.publisher,
				new DrainSettings(FRAME, batchSize, interval, timeout, Duration.ofSeconds(5), Duration.ofSeconds(7)),
				() -> this.cutting.incrementAndGet());
	}

	private List<FakeSessionRecord> open(int count) {
		List<FakeSessionRecord> sessions = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			sessions.add(open());
		}
		return sessions;
	}

	private FakeSessionRecord open() {
		FakeSessionRecord record = new FakeSessionRecord(WebSocketSessionInfo.builder(this.records.nextId()).build());
		record.onClose((closed) -> end(closed, true));
		this.records.add(record);
		return record;
	}

	private void end(FakeSessionRecord record, boolean clean) {
		record.end(clean);
		this.records.remove(record);
	}

}
