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

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.session.ConnectionState.Phase;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionRecord}.
 */
class SessionRecordTests {

	private final FakeConnection connection = new FakeConnection();

	private final Map<String, Object> attributes = new ConcurrentHashMap<>();

	private final WebSocketSessionInfo info = WebSocketSessionInfo.builder("1").build();

	private final SessionRecord record = new FakeSessionRecord(new Object(), this.info, this.attributes,
			this.connection);

	@Test
	void nothingIsSeenAtFirst() {
		assertThat(this.record.seen().cause()).isNull();
		assertThat(this.record.seen().report()).isNull();
		assertThat(this.record.seen().writeFailed()).isFalse();
		assertThat(this.record.isEnded()).isFalse();
	}

	@Test
	void closeIsTheCause() {
		CloseCause cause = this.record.closing(CloseInitiator.APPLICATION, 4001, "bye");
		assertThat(cause).isNotNull();
		assertThat(cause.kind()).isEqualTo(CloseCause.Kind.CLOSE);
		assertThat(cause.initiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(cause.code()).isEqualTo(4001);
		assertThat(cause.reason()).isEqualTo("bye");
		assertThat(cause.error()).isNull();
		assertThat(cause.thread()).isSameAs(Thread.currentThread());
		assertThat(cause.afterPeer()).isFalse();
		assertThat(this.record.seen().cause()).isSameAs(cause);
	}

	@Test
	void causeTellsThatThePeerWasFirst() {
		this.connection.phase(Phase.INBOUND).parsed(CloseFrame.EMPTY);
		CloseCause cause = this.record.closing(CloseInitiator.APPLICATION, 1000, "");
		assertThat(cause).isNotNull();
		assertThat(cause.afterPeer()).isTrue();
	}

	@Test
	void connectionIsToldOfACloseBeforeItIsPassedOn() {
		this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		assertThat(this.connection.getAskedCodes()).containsExactly(4001);
	}

	@Test
	void connectionIsToldOfAnExceptionAsACloseWith1011() {
		this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException());
		assertThat(this.connection.getAskedCodes()).containsExactly(1011);
	}

	@Test
	void exceptionMayCloseAsItsServerWants() {
		CloseCause cause = this.record.failed(CloseInitiator.APPLICATION, new CloseFrame(1002, "no"),
				new IllegalStateException("no"));
		assertThat(cause).isNotNull();
		assertThat(cause.kind()).isEqualTo(CloseCause.Kind.EXCEPTION);
		assertThat(cause.code()).isEqualTo(1002);
		assertThat(cause.reason()).isEqualTo("no");
		assertThat(this.connection.getAskedCodes()).containsExactly(1002);
	}

	@Test
	void connectionIsNotToldOfItsOwnFailure() {
		this.record.transportError(new EOFException());
		assertThat(this.connection.getAskedCodes()).isEmpty();
	}

	@Test
	void firstCauseStays() {
		CloseCause first = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.record.closing(CloseInitiator.CONTAINER, 1001, "");
		assertThat(this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException())).isNull();
		assertThat(this.record.transportError(new EOFException())).isNull();
		assertThat(this.record.seen().cause()).isSameAs(first).isNotNull();
		this.record.reported(4001, "");
		assertThat(this.record.seen().cause()).isSameAs(first);
	}

	@Test
	void closeAfterAnotherKindOfCauseIsNone() {
		CloseCause first = this.record.transportError(new EOFException());
		assertThat(this.record.closing(CloseInitiator.APPLICATION, 4001, "")).isNull();
		assertThat(this.record.seen().cause()).isSameAs(first).isNotNull();
	}

	@Test
	void secondCloseTakesThePlaceOfARefusedOne() {
		CloseCause first = this.record.closing(CloseInitiator.APPLICATION, 1005, "");
		CloseCause second = this.record.closing(CloseInitiator.CONTAINER, 1001, "");
		assertThat(first).isNotNull();
		assertThat(second).isNotNull();
		this.record.refused(first);
		assertThat(this.record.seen().cause()).isSameAs(second);
	}

	@Test
	void refusedSecondCloseLeavesTheFirst() {
		CloseCause first = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		CloseCause second = this.record.closing(CloseInitiator.CONTAINER, 1005, "");
		assertThat(second).isNotNull();
		this.record.refused(second);
		assertThat(this.record.seen().cause()).isSameAs(first);
		assertThat(first).isNotNull();
		this.record.refused(first);
		assertThat(this.record.seen().cause()).isNull();
	}

	@Test
	void closeInsideWhichTheServerReportsIsTheOne() throws InterruptedException {
		AtomicReference<CloseCause> first = new AtomicReference<>();
		Thread other = new Thread(() -> first.set(this.record.closing(CloseInitiator.APPLICATION, 4001, "")));
		other.start();
		other.join();
		assertThat(this.record.seen().cause()).isSameAs(first.get()).isNotNull();
		CloseCause second = this.record.closing(CloseInitiator.CONTAINER, 1001, "");
		this.record.reported(1001, "");
		assertThat(this.record.seen().cause()).isSameAs(second).isNotNull();
	}

	@Test
	void closeAfterTheReportIsNoCause() {
		this.connection.phase(Phase.INBOUND).parsed(CloseFrame.EMPTY);
		this.record.reported(1000, "");
		assertThat(this.record.closing(CloseInitiator.APPLICATION, 4001, "")).isNull();
		assertThat(this.record.seen().cause()).isNull();
	}

	@Test
	void nothingIsACauseOnceTheSessionHasEnded() {
		this.record.end();
		assertThat(this.record.closing(CloseInitiator.APPLICATION, 4001, "")).isNull();
		assertThat(this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException())).isNull();
		assertThat(this.record.transportError(new EOFException())).isNull();
		assertThat(this.record.seen().cause()).isNull();
	}

	@Test
	void refusedCloseIsUndone() {
		CloseCause refused = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.record.transportError(new IOException("write failed"));
		this.record.refused(refused);
		assertThat(this.record.seen().cause()).isNull();
		assertThat(this.record.seen().writeFailed()).isFalse();
		CloseCause next = this.record.closing(CloseInitiator.CONTAINER, 1001, "");
		assertThat(this.record.seen().cause()).isSameAs(next).isNotNull();
	}

	@Test
	void reportedCloseWasNotRefused() {
		CloseCause cause = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.record.reported(4001, "");
		this.record.refused(cause);
		assertThat(this.record.seen().cause()).isSameAs(cause);
	}

	@Test
	void onlyTheRefusedCloseIsUndone() {
		CloseCause refused = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.record.refused(refused);
		CloseCause next = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.record.refused(refused);
		assertThat(this.record.seen().cause()).isSameAs(next);
	}

	@Test
	void transportErrorWhileOpenIsTheCause() {
		EOFException error = new EOFException();
		CloseCause cause = this.record.transportError(error);
		assertThat(cause).isNotNull();
		assertThat(cause.kind()).isEqualTo(CloseCause.Kind.TRANSPORT);
		assertThat(cause.initiator()).isEqualTo(CloseInitiator.NETWORK);
		assertThat(cause.code()).isEqualTo(1006);
		assertThat(cause.error()).isSameAs(error);
		assertThat(this.record.seen().writeFailed()).isFalse();
	}

	@Test
	void transportErrorOnTheClosingThreadIsAFailedWrite() {
		this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.connection.phase(Phase.OUTBOUND);
		assertThat(this.record.transportError(new IOException())).isNull();
		assertThat(this.record.seen().writeFailed()).isTrue();
	}

	@Test
	void transportErrorOnAnotherThreadIsNoFailedWrite() throws InterruptedException {
		this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.connection.phase(Phase.OUTBOUND);
		Thread reader = new Thread(() -> this.record.transportError(new EOFException()));
		reader.start();
		reader.join();
		assertThat(this.record.seen().writeFailed()).isFalse();
	}

	@Test
	void transportErrorBeforeTheReportOfAPeersCloseIsAFailedAnswer() {
		this.connection.phase(Phase.INBOUND).parsed(CloseFrame.EMPTY);
		assertThat(this.record.transportError(new IOException())).isNull();
		assertThat(this.record.seen().cause()).isNull();
		assertThat(this.record.seen().writeFailed()).isTrue();
	}

	@Test
	void transportErrorAfterTheReportIsNoFailedWrite() {
		CloseCause cause = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.connection.phase(Phase.OUTBOUND);
		this.record.reported(4001, "");
		assertThat(this.record.transportError(new EOFException())).isNull();
		assertThat(this.record.seen().cause()).isSameAs(cause);
		assertThat(this.record.seen().writeFailed()).isFalse();
	}

	@Test
	void transportErrorAfterTheReportOfSockJsIsAFailedAnswer() throws InterruptedException {
		this.connection.layered().answering(true).phase(Phase.INBOUND).parsed(CloseFrame.EMPTY);
		this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.record.reported(4001, "");
		this.record.transportError(new IOException());
		assertThat(this.record.seen().writeFailed()).isFalse();
		Thread reader = new Thread(() -> this.record.transportError(new IOException()));
		reader.start();
		reader.join();
		assertThat(this.record.seen().writeFailed()).isTrue();
	}

	@Test
	void failedSendExplainsAnAbnormalReport() {
		IOException error = new IOException("Broken pipe");
		this.connection.phase(Phase.OUTBOUND);
		this.record.reported(1006, "");
		assertThat(this.record.sendFailed(error)).isTrue();
		CloseCause cause = this.record.seen().cause();
		assertThat(cause).isNotNull();
		assertThat(cause.initiator()).isEqualTo(CloseInitiator.NETWORK);
		assertThat(cause.error()).isSameAs(error);
	}

	@Test
	void failedSendExplainsNothingElse() {
		assertThat(this.record.sendFailed(new IOException())).isFalse();
		this.record.reported(1000, "");
		assertThat(this.record.sendFailed(new IOException())).isFalse();
		assertThat(this.record.seen().cause()).isNull();
	}

	@Test
	void failedSendDoesNotReplaceACause() {
		CloseCause cause = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.record.reported(1006, "");
		assertThat(this.record.sendFailed(new IOException())).isFalse();
		assertThat(this.record.seen().cause()).isSameAs(cause);
	}

	@Test
	void onlyTheFirstReportCounts() {
		this.connection.phase(Phase.OUTBOUND).idle();
		this.record.reported(4001, "first");
		this.connection.phase(Phase.ENDED);
		this.record.reported(1006, "second");
		ReportedClose report = this.record.seen().report();
		assertThat(report).isNotNull();
		assertThat(report.code()).isEqualTo(4001);
		assertThat(report.reason()).isEqualTo("first");
		assertThat(report.state().phase()).isEqualTo(Phase.OUTBOUND);
		assertThat(report.idle()).isTrue();
		assertThat(report.thread()).isSameAs(Thread.currentThread());
	}

	@Test
	void reportWithoutAReasonHasAnEmptyOne() {
		this.record.reported(1000, null);
		assertThat(this.record.seen().report()).isNotNull().extracting(ReportedClose::reason).isEqualTo("");
	}

	@Test
	void failureAfterWhichTheSessionWentOnIsForgotten() {
		this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException());
		assertThat(this.record.forgetFailure()).isTrue();
		assertThat(this.record.seen().cause()).isNull();
		assertThat(this.record.forgetFailure()).isFalse();
	}

	@Test
	void closeIsNotForgotten() {
		CloseCause cause = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		assertThat(this.record.forgetFailure()).isFalse();
		assertThat(this.record.seen().cause()).isSameAs(cause);
	}

	@Test
	void failureOfASessionThatIsNotOpenIsNotForgotten() {
		CloseCause cause = this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException());
		this.connection.phase(Phase.ENDED);
		assertThat(this.record.forgetFailure()).isFalse();
		assertThat(this.record.seen().cause()).isSameAs(cause).isNotNull();
	}

	@Test
	void reportedFailureIsNotForgotten() {
		this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException());
		this.record.reported(1011, "");
		assertThat(this.record.forgetFailure()).isFalse();
		assertThat(this.record.seen().cause()).isNotNull();
	}

	@Test
	void handlerThatWantsNoMoreMessagesIsTheCause() {
		CloseCause cause = this.record.cancelled();
		assertThat(cause).isNotNull();
		assertThat(cause.kind()).isEqualTo(CloseCause.Kind.CANCEL);
		assertThat(cause.initiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(cause.code()).isEqualTo(1005);
		assertThat(this.record.cancelled()).isNull();
		assertThat(this.record.seen().cause()).isSameAs(cause);
		assertThat(this.connection.getAskedCodes()).containsExactly(1005);
	}

	@Test
	void handlerThatWantsNoMoreMessagesAfterItsCloseChangesNothing() {
		CloseCause close = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		assertThat(this.record.cancelled()).isNull();
		this.record.cancelExplained();
		assertThat(this.record.seen().cause()).isSameAs(close).isNotNull();
	}

	@Test
	void exceptionTellsWhyTheHandlerWantsNoMoreMessages() {
		IllegalStateException error = new IllegalStateException();
		CloseCause cancel = this.record.cancelled();
		CloseCause failure = this.record.failed(CloseInitiator.APPLICATION, error);
		assertThat(failure).isNotNull().isSameAs(this.record.seen().cause());
		assertThat(failure.kind()).isEqualTo(CloseCause.Kind.EXCEPTION);
		assertThat(failure.error()).isSameAs(error);
		assertThat(cancel).isNotNull();
		assertThat(failure.nanoTime()).isEqualTo(cancel.nanoTime());
	}

	@Test
	void handlerThatWantsNoMoreMessagesWithoutAnExceptionCloses() {
		this.record.cancelled();
		this.record.cancelExplained();
		CloseCause cause = this.record.seen().cause();
		assertThat(cause).isNotNull();
		assertThat(cause.kind()).isEqualTo(CloseCause.Kind.CLOSE);
		assertThat(cause.error()).isNull();
		assertThat(this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException())).isNull();
		assertThat(this.record.seen().cause()).isSameAs(cause);
	}

	@Test
	void nothingIsThereToExplainAtFirst() {
		this.record.cancelExplained();
		this.record.explain(new IOException());
		assertThat(this.record.seen().cause()).isNull();
	}

	@Test
	void lossIsExplainedByTheFirstExceptionAfterIt() {
		IOException error = new IOException();
		CloseCause lost = this.record.lost();
		assertThat(lost).isNotNull();
		assertThat(lost.kind()).isEqualTo(CloseCause.Kind.TRANSPORT);
		assertThat(lost.initiator()).isEqualTo(CloseInitiator.NETWORK);
		assertThat(lost.error()).isNull();
		this.record.explain(error);
		this.record.explain(new IOException("second"));
		assertThat(this.record.seen().cause()).isNotNull().extracting(CloseCause::error).isSameAs(error);
	}

	@Test
	void onlyALossIsExplained() {
		CloseCause close = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		this.record.explain(new IOException());
		assertThat(this.record.seen().cause()).isSameAs(close).isNotNull();
	}

	@Test
	void lossAfterAnotherCauseIsNone() {
		CloseCause close = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		assertThat(this.record.lost()).isNull();
		assertThat(this.record.seen().cause()).isSameAs(close);
	}

	@Test
	void serverThatReportsAnswersTellsOfALossLate() {
		this.connection.tellsOfItsEndLate().phase(Phase.INBOUND);
		assertThat(this.record.lost()).isNotNull();
	}

	@Test
	void nothingIsDecidedOnceTheEndIsSeenOnTheWire() {
		this.connection.wire(new Wire(Wire.First.PEER, null, CloseFrame.EMPTY, null, false, false))
			.phase(Phase.INBOUND)
			.parsed(CloseFrame.EMPTY);
		assertThat(this.record.closing(CloseInitiator.APPLICATION, 4001, "")).isNull();
		assertThat(this.record.cancelled()).isNull();
		assertThat(this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException())).isNull();
		assertThat(this.record.seen().cause()).isNull();
		assertThat(this.connection.getAskedCodes()).isEmpty();
	}

	@Test
	void exceptionIsForgottenIfAnotherEndComesFirst() {
		this.connection.tellsOfItsEndLate();
		this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException());
		CloseCause close = this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		assertThat(close).isNotNull().isSameAs(this.record.seen().cause());
	}

	@Test
	void exceptionThatIsFinalIsNotForgotten() {
		this.connection.tellsOfItsEndLate();
		SessionRecord last = new FinalFailures(this.info, this.connection);
		CloseCause failure = last.failed(CloseInitiator.APPLICATION, new IllegalStateException());
		assertThat(last.closing(CloseInitiator.APPLICATION, 4001, "")).isNull();
		assertThat(last.transportError(new IOException())).isNull();
		assertThat(last.forgetFailure()).isFalse();
		assertThat(last.seen().cause()).isSameAs(failure).isNotNull();
	}

	@Test
	void exceptionThatIsFinalMayBeASecondCloseToTheServer() {
		SessionRecord last = new FinalFailures(this.info, this.connection);
		last.closing(CloseInitiator.APPLICATION, 4001, "");
		assertThat(last.failed(CloseInitiator.APPLICATION, new IllegalStateException())).isNull();
		assertThat(this.connection.getLaterCodes()).containsExactly(1011);
	}

	@Test
	void exceptionThatIsNotFinalIsNoSecondCloseToTheServer() {
		this.record.closing(CloseInitiator.APPLICATION, 4001, "");
		assertThat(this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException())).isNull();
		assertThat(this.connection.getLaterCodes()).isEmpty();
	}

	@Test
	void snapshotHasTheAttributesOfNow() {
		assertThat(this.record.snapshot()).isSameAs(this.info);
		this.attributes.put("room", "blue");
		WebSocketSessionInfo snapshot = this.record.snapshot();
		this.attributes.put("room", "red");
		assertThat(snapshot.getAttributes()).containsExactly(Map.entry("room", "blue"));
		assertThat(snapshot.getId()).isEqualTo("1");
		assertThat(this.record.getInfo().getAttributes()).isEmpty();
	}

	@Test
	void endsOnce() {
		assertThat(this.record.end()).isTrue();
		assertThat(this.record.isEnded()).isTrue();
		assertThat(this.record.end()).isFalse();
	}

	@Test
	void endsOnceForAllThreads() throws Exception {
		int rounds = 20_000;
		SessionRecord[] records = new SessionRecord[rounds];
		for (int i = 0; i < rounds; i++) {
			records[i] = new FakeSessionRecord(new Object(), this.info, this.attributes, this.connection);
		}
		AtomicInteger ended = new AtomicInteger();
		CyclicBarrier start = new CyclicBarrier(2);
		Runnable ending = () -> {
			await(start);
			for (SessionRecord candidate : records) {
				if (candidate.end()) {
					ended.incrementAndGet();
				}
			}
		};
		Thread other = new Thread(ending);
		other.start();
		ending.run();
		other.join();
		assertThat(ended).hasValue(rounds);
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A session with whose handler nothing goes on after an exception.
	 */
	private static final class FinalFailures extends FakeSessionRecord {

		private FinalFailures(WebSocketSessionInfo info, FakeConnection connection) {
			super(new Object(), info, Map.of(), connection);
		}

		@Override
		protected boolean isFailureFinal() {
			return true;
		}

	}

}
