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

package io.github.closeevent.test;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.test.WireEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link WireExpectation} and {@link WireDerivation}. What is allowed is
 * written as {@code INITIATOR sent/received}.
 */
class WireExpectationTests {

	private static final CloseFrame C1000 = new CloseFrame(1000, "");

	private static final CloseFrame C1002 = new CloseFrame(1002, "");

	private static final CloseFrame C4001 = new CloseFrame(4001, "bye");

	private static final CloseFrame C4002 = new CloseFrame(4002, "other");

	private static final byte[] TEXT = { 'x' };

	private final HandMadeWire wire = new HandMadeWire(Side.SERVER);

	// The peer closes first

	@ParameterizedTest
	@EnumSource(Side.class)
	void peerClosesAndIsAnswered(Side side) {
		HandMadeWire wire = new HandMadeWire(side).peer(RawFrames.TEXT, TEXT)
			.peerCloses(4001, "bye")
			.session(RawFrames.TEXT, TEXT)
			.sessionCloses(4001, "bye")
			.sessionEnds(Kind.FIN);
		assertThat(wire.allowed(C4001, C1000)).containsExactly("PEER 4001/4001");
	}

	@Test
	void peerClosesWithAnEmptyFrame() {
		this.wire.peer(RawFrames.CLOSE, new byte[0]).sessionCloses(1000, "");
		assertThat(this.wire.allowed(CloseFrame.EMPTY, C1000)).containsExactly("PEER 1000/1005");
	}

	@Test
	void peerClosesAndIsNotAnswered() {
		this.wire.peerCloses(4001, "bye").sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C4001, C1000)).containsExactly("PEER -/4001");
	}

	@Test
	void peerClosesAndDoesNotReadTheAnswer() {
		this.wire.peerCloses(4001, "bye");
		assertThat(this.wire.allowed(C4001, C1000)).containsExactly("PEER 4001/4001", "PEER 1000/4001", "PEER -/4001");
	}

	@Test
	void peerClosesTwice() {
		this.wire.peerCloses(4001, "bye").peerCloses(4002, "other").sessionCloses(4001, "");
		assertThat(this.wire.allowed(new CloseFrame(4001, ""), C4001, C4002)).containsExactly("PEER 4001/4001");
	}

	@Test
	void peerClosesAndSendsFin() {
		this.wire.peerCloses(4001, "bye").peerEnds(Kind.FIN).sessionCloses(4001, "bye");
		assertThat(this.wire.allowed(C4001)).containsExactly("PEER 4001/4001");
	}

	@Test
	void peerClosesAndResets() {
		this.wire.peerCloses(4001, "bye").peerEnds(Kind.RESET);
		assertThat(this.wire.allowed(C4001)).containsExactly("PEER 4001/4001", "PEER -/4001", "NETWORK -/-");
	}

	@Test
	void peerClosesAndItsSocketResetsForWhatWasUnread() {
		this.wire.peerCloses(4001, "bye").unread(7).peerEnds(Kind.SOCKET_CLOSED);
		assertThat(this.wire.allowed(C4001)).contains("PEER -/4001", "PEER 4001/4001", "NETWORK -/-");
	}

	@Test
	void peerClosesAndItsSocketEnds() {
		this.wire.peerCloses(4001, "bye").peerEnds(Kind.SOCKET_CLOSED);
		assertThat(this.wire.allowed(C4001)).containsExactly("PEER 4001/4001", "PEER -/4001");
	}

	@Test
	void framesThatMayHaveCrossedAllowBothEndsFirst() {
		this.wire.peerCloses(4001, "bye").sessionCloses(4002, "other").sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C4001, C4002)).containsExactly("PEER 4002/4001", "APPLICATION 4002/4001",
				"APPLICATION 4002/-", "CONTAINER 4002/4001", "CONTAINER 4002/-");
	}

	@Test
	void answerThatCutsNothingButTheReasonIsAnEcho() {
		this.wire.peerCloses(4001, "bye").sessionCloses(4001, "");
		assertThat(this.wire.allowed(new CloseFrame(4001, ""), C4001)).containsExactly("PEER 4001/4001");
	}

	@Test
	void closeWhoseWriteFailedMayHaveGoneNowhere() {
		this.wire.peerCloses(4001, "bye").peerFails().sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C4001)).contains("PEER -/4001", "NETWORK -/-", "CONTAINER 4001/-");
	}

	// The session closes first

	@Test
	void sessionClosesAndIsAnswered() {
		this.wire.sessionCloses(4001, "bye").peerCloses(4002, "other");
		assertThat(this.wire.allowed(C4001, C4002)).containsExactly("APPLICATION 4001/4002", "APPLICATION 4001/-",
				"CONTAINER 4001/4002", "CONTAINER 4001/-");
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "FIN", "RESET", "SOCKET_CLOSED" })
	void sessionClosesAndThePeerGoes(Kind end) {
		this.wire.sessionCloses(4001, "bye").peerEnds(end);
		assertThat(this.wire.allowed(C4001, C1000)).containsExactly("APPLICATION 4001/-", "CONTAINER 4001/-");
	}

	@Test
	void sessionClosesAndThePeerStaysSilent() {
		this.wire.peer(RawFrames.TEXT, TEXT).sessionCloses(4001, "bye");
		assertThat(this.wire.allowed(C4001, C1000)).containsExactly("APPLICATION 4001/-", "CONTAINER 4001/-");
	}

	@Test
	void sessionClosesAndIsAnsweredByAnInvalidFrame() {
		this.wire.sessionCloses(4001, "bye").peerCloses(2500, "x").peerCloses(4001, "bye");
		assertThat(this.wire.allowed(C4001, new CloseFrame(2500, "x"))).containsExactly("APPLICATION 4001/-",
				"CONTAINER 4001/-");
	}

	@Test
	void sessionClosesWithinItsCloseOfThePeer() {
		this.wire.peer(HandMadeWire.bytes(0x88, 0x82, 0, 0)).sessionCloses(4001, "bye");
		this.wire.peer(HandMadeWire.bytes(0, 0, 0x0f, 0xa2));
		assertThat(this.wire.allowed(C4001, new CloseFrame(4002, ""))).containsExactly("APPLICATION 4001/4002",
				"APPLICATION 4001/-", "CONTAINER 4001/4002", "CONTAINER 4001/-");
	}

	@Test
	void sessionEndsWithoutAFrame() {
		this.wire.sessionEnds(Kind.FIN).peerEnds(Kind.SOCKET_CLOSED);
		assertThat(this.wire.allowed(C1000)).containsExactly("APPLICATION -/-", "CONTAINER -/-", "NETWORK -/-");
	}

	@Test
	void sessionEndsWithinItsFrame() {
		this.wire.session(HandMadeWire.bytes(0x88, 2, 0x03)).sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C1000)).containsExactly("APPLICATION -/-", "CONTAINER -/-", "NETWORK -/-");
	}

	@Test
	void resetMayHaveOvertakenTheFrameOfTheSession() {
		this.wire.sessionEnds(Kind.RESET);
		assertThat(this.wire.allowed(C1000)).containsExactly("APPLICATION 1000/-", "APPLICATION -/-",
				"CONTAINER 1000/-", "CONTAINER -/-", "NETWORK -/-");
	}

	@Test
	void peerThatDidNotReadKnowsNothing() {
		this.wire.unread(100);
		assertThat(this.wire.allowed(C1000)).containsExactly("APPLICATION 1000/-", "APPLICATION -/-",
				"CONTAINER 1000/-", "CONTAINER -/-", "NETWORK -/-");
	}

	// The peer goes first

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "FIN", "RESET", "SOCKET_CLOSED" })
	void peerGoes(Kind end) {
		this.wire.peer(RawFrames.TEXT, TEXT).peerEnds(end);
		assertThat(this.wire.allowed(C1000)).containsExactly("NETWORK -/-");
	}

	@Test
	void peerGoesWithinAFrame() {
		this.wire.peer(HandMadeWire.bytes(0x88, 0x82, 0, 0)).peerEnds(Kind.FIN).sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C1000)).containsExactly("NETWORK -/-");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1002, 1011 })
	void whatAServerWritesAfterFinIsNotTheClose(int code) {
		this.wire.peerEnds(Kind.FIN).sessionCloses(code, "").sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(new CloseFrame(code, ""))).containsExactly("NETWORK -/-");
	}

	@Test
	void whatOnlyAnApplicationWritesMayHaveCrossedTheFin() {
		this.wire.peerEnds(Kind.FIN).sessionCloses(4001, "bye");
		assertThat(this.wire.allowed(C4001)).containsExactly("APPLICATION 4001/-", "CONTAINER 4001/-", "NETWORK -/-");
	}

	@Test
	void peerThatLeftBytesUnreadMayHaveMissedAClose() {
		this.wire.unread(7).peerEnds(Kind.SOCKET_CLOSED);
		assertThat(this.wire.allowed(C1000)).contains("APPLICATION 1000/-", "NETWORK -/-");
	}

	@Test
	void bytesThatWereReadLaterWereNotMissed() {
		this.wire.unread(7).peerEnds(Kind.FIN).session(RawFrames.TEXT, TEXT).sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C1000)).containsExactly("NETWORK -/-");
	}

	@Test
	void closeThatWasUnreadBeforeTheFinMayHaveBeenFirst() {
		this.wire.unread(4).peerEnds(Kind.FIN).sessionCloses(1000, "").sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C1000)).containsExactly("APPLICATION 1000/-", "CONTAINER 1000/-", "NETWORK -/-");
	}

	@Test
	void closeUnseenIsAllowedOnRequest() {
		this.wire.peerEnds(Kind.RESET);
		WireExpectation strict = this.wire.log().expectation();
		CloseEvent event = this.wire.event(CloseInitiator.APPLICATION, C4001, null);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> strict.check(event));
		assertThatNoException().isThrownBy(() -> strict.orClosedUnseen().check(event));
	}

	// The peer breaks the protocol

	@Test
	void offenceIsRefused() {
		this.wire.peer(RawFrames.encode(true, 4, RawFrames.TEXT, true, TEXT))
			.sessionCloses(1002, "")
			.peerCloses(1002, "")
			.sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C1002)).containsExactly("CONTAINER 1002/-");
	}

	@Test
	void offenceIsRefusedWithoutAFrame() {
		this.wire.peerCloses(1005, "").sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C1002, CloseFrame.EMPTY)).containsExactly("CONTAINER -/-");
	}

	@Test
	void maskOfAServerIsAnOffence() {
		HandMadeWire wire = new HandMadeWire(Side.CLIENT)
			.peer(RawFrames.encode(true, 0, RawFrames.CLOSE, true, RawFrames.closePayload(4001, "bye")))
			.sessionCloses(1002, "");
		assertThat(wire.allowed(C1002, C4001)).containsExactly("CONTAINER 1002/-");
	}

	@Test
	void invalidCloseThatIsEchoedIsNotReceived() {
		CloseFrame invalid = new CloseFrame(5000, "what");
		this.wire.peerCloses(5000, "what").sessionCloses(5000, "what");
		assertThat(this.wire.allowed(invalid)).containsExactly("CONTAINER 5000/-");
	}

	@Test
	void closeWithReservedBitsThatIsEchoedWasAccepted() {
		this.wire.peer(RawFrames.encode(true, 4, RawFrames.CLOSE, true, RawFrames.closePayload(4001, "bye")))
			.sessionCloses(4001, "bye");
		assertThat(this.wire.allowed(C4001)).containsExactlyInAnyOrder("PEER 4001/4001", "CONTAINER 4001/-");
	}

	@Test
	void closeWithReservedBitsThatIsRefusedIsNotReceived() {
		this.wire.peer(RawFrames.encode(true, 4, RawFrames.CLOSE, true, RawFrames.closePayload(4001, "bye")))
			.sessionCloses(1002, "");
		assertThat(this.wire.allowed(C4001, C1002)).containsExactly("CONTAINER 1002/-");
	}

	@Test
	void offenceIsIgnoredWhenALaterCloseIsAnswered() {
		this.wire.peer(RawFrames.encode(true, 4, RawFrames.TEXT, true, TEXT))
			.peerCloses(4001, "bye")
			.sessionCloses(4001, "bye");
		assertThat(this.wire.allowed(C4001)).containsExactly("PEER 4001/4001");
	}

	@Test
	void closeAfterARefusedOffenceIsNotReceived() {
		this.wire.peer(RawFrames.encode(true, 4, RawFrames.TEXT, true, TEXT))
			.peerCloses(4001, "bye")
			.sessionCloses(1002, "");
		assertThat(this.wire.allowed(C4001, C1002)).containsExactly("CONTAINER 1002/-");
	}

	@Test
	void refusalThatMayBeAnEchoTooAllowsBoth() {
		this.wire.peer(RawFrames.encode(true, 4, RawFrames.TEXT, true, TEXT))
			.peerCloses(1002, "")
			.sessionCloses(1002, "");
		assertThat(this.wire.allowed(C1002)).containsExactly("PEER 1002/1002", "CONTAINER 1002/-");
	}

	@Test
	void offenceBeforeFinMayHaveBeenIgnored() {
		this.wire.peer(RawFrames.encodeHeader(RawFrames.BINARY, true, 1L << 62))
			.peerEnds(Kind.FIN)
			.sessionCloses(1002, "")
			.sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C1002)).containsExactly("CONTAINER 1002/-", "NETWORK -/-");
	}

	@Test
	void otherCodeAfterAnOffenceMayBeACloseOfTheApplication() {
		this.wire.peer(RawFrames.encode(true, 4, RawFrames.TEXT, true, TEXT)).sessionCloses(4001, "bye");
		assertThat(this.wire.allowed(C4001)).containsExactly("APPLICATION 4001/-", "CONTAINER 4001/-");
	}

	@Test
	void offenceOfAPeerThatDidNotReadMayHaveBeenIgnored() {
		this.wire.peer(RawFrames.encodeHeader(RawFrames.BINARY, true, -1));
		assertThat(this.wire.allowed()).containsExactly("APPLICATION -/-", "CONTAINER -/-", "NETWORK -/-");
	}

	@Test
	void offenceAndCloseWithoutAnAnswerAllowBoth() {
		this.wire.peer(RawFrames.encode(true, 4, RawFrames.TEXT, true, TEXT))
			.peerCloses(4001, "bye")
			.sessionEnds(Kind.FIN);
		assertThat(this.wire.allowed(C4001)).containsExactly("PEER -/4001", "CONTAINER -/-");
	}

	@Test
	void offenceAfterTheCloseOfTheSessionChangesNothing() {
		this.wire.sessionCloses(4001, "bye").peer(RawFrames.encode(true, 0, RawFrames.TEXT, false, TEXT));
		assertThat(this.wire.allowed(C4001)).containsExactly("APPLICATION 4001/-", "CONTAINER 4001/-");
	}

	// What holds for every event

	@Test
	void inconsistentEventIsRefused() {
		this.wire.peerCloses(4001, "bye").sessionCloses(4001, "bye");
		CloseEventInit right = CloseEventInit.create()
			.initiator(CloseInitiator.PEER)
			.sent(C4001)
			.received(C4001)
			.code(4001)
			.reason("bye")
			.wasClean(true);
		assertThat(this.wire.allows(this.wire.event(right))).isTrue();
		assertThat(this.wire.allows(this.wire.event(right.wasClean(false)))).isFalse();
		assertThat(this.wire.allows(this.wire.event(right.code(1006)))).isFalse();
		assertThat(this.wire.allows(this.wire.event(right.reason("")))).isFalse();
	}

	@Test
	void frameThatWasNotReadMustStillFitTheCode() {
		CloseEventInit lost = CloseEventInit.create().initiator(CloseInitiator.CONTAINER).code(1006);
		assertThat(this.wire.allows(this.wire.event(lost))).isTrue();
		assertThat(this.wire.allows(this.wire.event(lost.sent(C4001)))).isFalse();
		assertThat(this.wire.allows(this.wire.event(lost.sent(C4001).code(4001).reason("bye")))).isTrue();
	}

	@Test
	void networkSendsNothing() {
		this.wire.peerEnds(Kind.FIN).sessionCloses(4001, "bye");
		assertThat(this.wire.allows(this.wire.event(CloseInitiator.NETWORK, C4001, null))).isFalse();
	}

	@Test
	void messageShowsTheEventWhatIsRightAndTheWire() {
		this.wire.peerCloses(4001, "bye").sessionEnds(Kind.FIN);
		CloseEvent event = this.wire.event(CloseInitiator.NETWORK, null, null);
		WireExpectation expectation = this.wire.log().expectation();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> expectation.check(event))
			.withMessageContaining(event.toString())
			.withMessageContaining("initiator must be PEER, received must be CloseFrame[code=4001")
			.withMessageContaining("1. PEER FRAME: masked Close frame")
			.withMessageContaining("2. SESSION FIN")
			.withMessageContaining(this.wire.log().toString());
		assertThat(expectation.toString()).contains("PEER, sent null").contains("2. SESSION FIN");
	}

	@Test
	void eventOfTheOtherSideIsRefused() {
		CloseEvent event = new HandMadeWire(Side.CLIENT).event(CloseInitiator.NETWORK, null, null);
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.wire.peerEnds(Kind.FIN).log().expectation().check(event))
			.withMessageContaining("side");
	}

}
