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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.CloseReport;
import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.FakeConnection;
import io.github.closeevent.session.FakeSessionRecord;
import io.github.closeevent.session.SessionRecords;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SessionCloser}.
 */
class SessionCloserTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final SessionRecords records = new SessionRecords();

	private final SessionCloser closer = new SessionCloser(this.records, TIMEOUT);

	private volatile boolean known;

	@AfterEach
	void end() {
		this.closer.close();
	}

	@Test
	void selectedSessionsAreClosedAndNoOther() {
		FakeSessionRecord alice = open("1", "alice").onClose((record) -> record.end(true));
		FakeSessionRecord bob = open("2", "bob");
		CloseReport report = this.closer.close(SessionSelector.user("alice"), 4001, "Kicked").join();
		assertThat(alice.getCloses()).containsExactly(new CloseFrame(4001, "Kicked"));
		assertThat(bob.getCloses()).isEmpty();
		assertThat(report.clean()).extracting(WebSocketSessionInfo::getId).containsExactly("1");
		assertThat(report).hasToString("CloseReport[asked=1, clean=1, notClean=0, refused=0]");
	}

	@Test
	void reportComesWhenTheLastSessionHasEnded() {
		FakeSessionRecord first = open("1", "alice");
		FakeSessionRecord second = open("2", "alice");
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 1000);
		first.end(true);
		assertThat(report).isNotDone();
		second.end(false);
		assertThat(report.join().notClean()).extracting(WebSocketSessionInfo::getId).containsExactly("2");
		assertThat(report.join().asked()).isEqualTo(2);
	}

	@Test
	void reportAboutNobodyComesAtOnce() {
		assertThat(this.closer.close(SessionSelector.all(), 1000).join().asked()).isZero();
	}

	@Test
	void applicationIsTheInitiator() {
		FakeSessionRecord record = open("1", "alice").onClose((closed) -> closed.end(true));
		this.closer.close(SessionSelector.all(), 1000).join();
		assertThat(record.seen().cause()).isNotNull()
			.satisfies((cause) -> assertThat(cause.initiator()).isEqualTo(CloseInitiator.APPLICATION));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1002, 1005, 1006, 1014, 1015, 1016, 2999, 5000, -1, 65536 })
	void codeIsRefusedBeforeAnythingIsSent(int code) {
		FakeSessionRecord record = open("1", "alice");
		assertThatIllegalArgumentException().isThrownBy(() -> this.closer.close(SessionSelector.all(), code));
		assertThat(record.getCloses()).isEmpty();
	}

	@Test
	void reasonIsRefusedBeforeAnythingIsSent() {
		FakeSessionRecord record = open("1", "alice");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.closer.close(SessionSelector.all(), 4001, "x".repeat(124)))
			.withMessageContaining("123 bytes");
		assertThat(record.getCloses()).isEmpty();
	}

	@Test
	void selectorThatFailsReachesTheCaller() {
		FakeSessionRecord record = open("1", "alice");
		assertThatIllegalStateException().isThrownBy(() -> this.closer.close((session) -> {
			throw new IllegalStateException("thrown by the test");
		}, 1000));
		assertThat(record.getCloses()).isEmpty();
	}

	@Test
	void sessionThatItsServerRefusesToCloseIsReportedAndMayEndLater() {
		FakeSessionRecord record = open("1", "alice").onClose((refusing) -> {
			throw new IOException("thrown by the test");
		});
		CloseReport report = this.closer.close(SessionSelector.all(), 1000).join();
		assertThat(report.refused()).extracting(WebSocketSessionInfo::getId).containsExactly("1");
		record.end(true);
		assertThat(report.asked()).isOne();
	}

	@Test
	void sessionWhoseEndHasBegunIsNotClosedAgain() {
		FakeSessionRecord record = open("1", "alice");
		record.reported(1001, "away");
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 1000);
		record.end(false);
		assertThat(report.join().notClean()).hasSize(1);
		assertThat(record.getCloses()).isEmpty();
	}

	@Test
	void sessionThatHasEndedMeanwhileIsNotAsked() {
		FakeSessionRecord record = open("1", "alice");
		record.end(true);
		assertThat(
				this.closer.close(List.of(record), CloseInitiator.CONTAINER, new CloseFrame(1001, "")).join().asked())
			.isZero();
	}

	@Test
	void peerThatDoesNotReadDelaysNoOther() {
		CountDownLatch stuck = new CountDownLatch(1);
		for (int i = 0; i < 50; i++) {
			open("stuck-" + i, "bob").onClose((record) -> stuck.await());
		}
		open("1", "alice").onClose((record) -> record.end(true));
		CompletableFuture<CloseReport> bobs = this.closer.close(SessionSelector.user("bob"), 1000);
		assertThat(this.closer.close(SessionSelector.user("alice"), 1000).join().clean()).hasSize(1);
		assertThat(bobs).isNotDone();
		this.records.stream().forEach((record) -> ((FakeSessionRecord) record).end(false));
		assertThat(bobs.join().notClean()).hasSize(50);
		stuck.countDown();
	}

	/**
	 * On Jetty, a thread that writes to a peer which does not read is free when the
	 * connection is cut.
	 */
	@Test
	void anyNumberOfPeersThatDoNotReadAreCutInTheEnd() {
		for (int i = 0; i < 1500; i++) {
			CountDownLatch stuck = new CountDownLatch(1);
			open("stuck-" + i, new FakeConnection() {

				@Override
				public void cut() {
					stuck.countDown();
				}

			}).onClose((record) -> stuck.await());
		}
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 1000);
		this.records.stream().forEach((record) -> ((FakeSessionRecord) record).end(false));
		assertThat(report.join().notClean()).hasSize(1500);
		open("1", "alice").onClose((record) -> record.end(true));
		assertThat(this.closer.close(SessionSelector.user("alice"), 1000).join().clean()).hasSize(1);
	}

	@Test
	void serverMayTryAsLongAsThePeerMayTakeToAnswer() {
		FakeConnection connection = new FakeConnection();
		open("1", connection).onClose((record) -> record.end(true));
		this.closer.close(SessionSelector.all(), 1000).join();
		assertThat(connection.getAllowed()).isEqualTo(TIMEOUT);
	}

	@Test
	void sessionIsClosedOnceItsHandlerKnowsIt() {
		FakeSessionRecord record = new FakeSessionRecord(new Object(), WebSocketSessionInfo.builder("1").build(),
				Map.of(), new FakeConnection()) {

			@Override
			public boolean isOpened() {
				return SessionCloserTests.this.known;
			}

		};
		record.onClose((closed) -> closed.end(true));
		this.records.add(record);
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 1000);
		assertThat(record.getCloses()).isEmpty();
		this.known = true;
		assertThat(report.join().clean()).hasSize(1);
	}

	@Test
	void exceptionThatEndsNothingDoesNotKeepASessionFromBeingClosed() {
		FakeSessionRecord record = open("1", "alice").onClose((closed) -> closed.end(true));
		record.failed(CloseInitiator.APPLICATION, new IllegalStateException("swallowed"));
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 4001);
		assertThat(record.getCloses()).isEmpty();
		record.forgetFailure();
		assertThat(report.join().clean()).hasSize(1);
		assertThat(record.getCloses()).hasSize(1);
	}

	@Test
	void endThatIsTakenBackDoesNotKeepASessionFromBeingClosed() {
		FakeSessionRecord record = open("1", "alice").onClose((closed) -> closed.end(true));
		CloseCause cause = record.closing(CloseInitiator.APPLICATION, 4000, "");
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 4001);
		assertThat(record.getCloses()).isEmpty();
		record.refused(Objects.requireNonNull(cause));
		assertThat(report.join().clean()).hasSize(1);
		assertThat(record.getCloses()).containsExactly(new CloseFrame(4001, ""));
	}

	@Test
	void whoCannotBeToldIsClosedAtOnceInAHurry() {
		FakeSessionRecord record = open("1", new FakeConnection().reachable(false))
			.onClose((closed) -> closed.end(false));
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 1000);
		assertThat(record.getCloses()).isEmpty();
		this.closer.hurry(Duration.ZERO);
		assertThat(report.join().notClean()).hasSize(1);
		assertThat(record.getCloses()).hasSize(1);
	}

	@Test
	void afterTheNextStartThereIsTimeAgain() {
		this.closer.hurry(Duration.ZERO);
		this.closer.start();
		FakeConnection connection = new FakeConnection().reachable(false);
		FakeSessionRecord record = open("1", connection).onClose((closed) -> closed.end(true));
		FakeSessionRecord other = open("2", "alice").onClose((closed) -> closed.end(true));
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 1000);
		Awaitility.await().until(() -> !other.getCloses().isEmpty());
		assertThat(record.getCloses()).isEmpty();
		connection.reachable(true);
		assertThat(report.join().clean()).hasSize(2);
	}

	@Test
	void closerThatEndsWaitsForNobody() {
		FakeSessionRecord record = open("1", new FakeConnection().reachable(false))
			.onClose((closed) -> closed.end(false));
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 1000);
		this.closer.close();
		assertThat(report.join().notClean()).hasSize(1);
		assertThat(record.getCloses()).hasSize(1);
	}

	@Test
	void peerThatDoesNotAnswerIsCut() {
		FakeConnection connection = new FakeConnection();
		open("1", connection).onClose((record) -> record.end(false));
		this.closer.close(SessionSelector.all(), 1000).join();
		Awaitility.await().until(connection::isCut);
	}

	@Test
	void clientBetweenTwoPollsIsToldByTheNext() {
		FakeConnection connection = new FakeConnection().reachable(false);
		FakeSessionRecord record = open("1", connection).onClose((closed) -> closed.end(true));
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 1000);
		assertThat(record.getCloses()).isEmpty();
		connection.reachable(true);
		assertThat(report.join().clean()).hasSize(1);
	}

	@Test
	void clientThatNeverPollsIsClosedInTheEnd() {
		FakeConnection connection = new FakeConnection().reachable(false);
		FakeSessionRecord record = open("1", connection).onClose((closed) -> closed.end(false));
		try (SessionCloser hasty = new SessionCloser(this.records, Duration.ofMillis(100))) {
			assertThat(hasty.close(SessionSelector.all(), 1000).join().notClean()).hasSize(1);
		}
		assertThat(record.getCloses()).hasSize(1);
	}

	@Test
	void clientThatLeavesBetweenTwoPollsIsNotClosed() {
		FakeConnection connection = new FakeConnection().reachable(false);
		FakeSessionRecord record = open("1", connection);
		CompletableFuture<CloseReport> report = this.closer.close(SessionSelector.all(), 1000);
		connection.phase(Phase.ENDED);
		record.end(false);
		assertThat(report.join().notClean()).hasSize(1);
		assertThat(record.getCloses()).isEmpty();
	}

	@Test
	void whatWaitsForTheReportDoesNotRunOnTheThreadThatEndsTheSession() {
		FakeSessionRecord record = open("1", "alice");
		CompletableFuture<Thread> thread = this.closer.close(SessionSelector.all(), 1000)
			.thenApply((report) -> Thread.currentThread());
		Awaitility.await().until(() -> !record.getCloses().isEmpty());
		record.end(true);
		assertThat(thread.join().getName()).isEqualTo("close-event-closed");
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1 })
	void timeoutIsPositive(long millis) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new SessionCloser(this.records, Duration.ofMillis(millis)))
			.withMessage("'handshakeTimeout' must be positive");
	}

	private FakeSessionRecord open(String id, String user) {
		return open(WebSocketSessionInfo.builder(id).principalName(user).build(), new FakeConnection());
	}

	private FakeSessionRecord open(String id, FakeConnection connection) {
		return open(WebSocketSessionInfo.builder(id).build(), connection);
	}

	private FakeSessionRecord open(WebSocketSessionInfo info, FakeConnection connection) {
		FakeSessionRecord record = new FakeSessionRecord(new Object(), info, Map.of(), connection);
		this.records.add(record);
		return record;
	}

}
