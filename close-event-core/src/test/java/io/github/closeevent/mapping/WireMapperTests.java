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

package io.github.closeevent.mapping;

import java.io.IOException;
import java.util.List;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.CloseCause.Kind;
import io.github.closeevent.session.FakeConnection;
import io.github.closeevent.session.Wire;
import io.github.closeevent.session.Wire.First;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WireMapper}: what was seen on a connection and who asked for it, and
 * how it must be understood.
 */
class WireMapperTests {

	private static final CloseFrame BYE = new CloseFrame(4001, "bye");

	private static final CloseFrame ANSWER = new CloseFrame(1000, "");

	private static final CloseFrame TOO_BIG = new CloseFrame(1009, "too big");

	private static final CloseFrame GOING_AWAY = new CloseFrame(1001, "");

	private static final Throwable HANDLERS = new IllegalStateException("from the handler");

	private static final Throwable BROKEN = new IOException("Connection reset");

	private static final boolean AWAITING = true;

	private static final boolean KNOWN = false;

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "peerCloses", "thisEndCloses", "nobodyAsked", "serverRefuses", "connectionEnds" })
	void tellsHowTheSessionEnded(String what, @Nullable CloseCause cause, Wire wire, Ending expected) {
		assertThat(WireMapper.map(cause, wire, new FakeConnection())).as(what).isEqualTo(expected);
	}

	static List<Arguments> peerCloses() {
		return List.of(row("nothing is answered yet", null, wire(First.PEER).received(BYE), byPeer(null, AWAITING)),
				row("answer got out", null, wire(First.PEER).received(BYE).sent(ANSWER), byPeer(ANSWER, KNOWN)),
				row("answer could not be written", null, wire(First.PEER).received(BYE).answered(),
						byPeer(null, KNOWN)),
				row("connection ended without an answer", null, wire(First.PEER).received(BYE).ended(),
						byPeer(null, KNOWN)),
				row("handler completes at the end of its messages", close(1000, ""),
						wire(First.PEER).received(BYE).sent(ANSWER), byPeer(ANSWER, KNOWN)),
				row("handler fails at the end of its messages", failure(),
						wire(First.PEER).received(BYE).sent(ANSWER).ended(), byPeer(ANSWER, KNOWN)));
	}

	static List<Arguments> thisEndCloses() {
		return List.of(
				row("close was asked for", close(4001, "bye"), wire(First.NOTHING),
						byApplication(null, null, null, AWAITING)),
				row("close is being written", close(4001, "bye"), wire(First.SENT),
						byApplication(null, null, null, AWAITING)),
				row("close waits for its answer", close(4001, "bye"), wire(First.SENT).sent(BYE),
						byApplication(BYE, null, null, AWAITING)),
				row("close is answered and the connection still there", close(4001, "bye"),
						wire(First.SENT).sent(BYE).received(ANSWER), byApplication(BYE, ANSWER, null, AWAITING)),
				row("close is answered", close(4001, "bye"), wire(First.SENT).sent(BYE).received(ANSWER).ended(),
						byApplication(BYE, ANSWER, null, KNOWN)),
				row("close is not answered", close(4001, "bye"), wire(First.SENT).sent(BYE).ended(),
						byApplication(BYE, null, null, KNOWN)),
				row("close could not be written", close(4001, "bye"), wire(First.SENT).answered().ended(),
						byApplication(null, null, null, KNOWN)),
				row("what went out is not what was asked for", close(4001, "a longer reason"),
						wire(First.SENT).sent(BYE).ended(), byApplication(BYE, null, null, KNOWN)),
				row("close was asked for on a connection that is lost", close(4001, "bye"), wire(First.LOST).ended(),
						byApplication(null, null, null, KNOWN)),
				row("close by the server's layer", close(CloseInitiator.CONTAINER, 1001),
						wire(First.SENT).sent(GOING_AWAY).ended(),
						ending(CloseInitiator.CONTAINER, GOING_AWAY, GOING_AWAY, null, null, false, KNOWN)),
				row("handler fails", failure(), wire(First.SENT).sent(CloseFrame.EMPTY).ended(),
						byApplication(CloseFrame.EMPTY, null, HANDLERS, KNOWN)),
				row("handler wants no more messages, and may be about to fail",
						cause(Kind.CANCEL, CloseInitiator.APPLICATION, 1005, "", null),
						wire(First.SENT).sent(CloseFrame.EMPTY).ended(),
						byApplication(CloseFrame.EMPTY, null, null, AWAITING)));
	}

	static List<Arguments> nobodyAsked() {
		return List.of(
				row("close by the native session", null, wire(First.SENT).sent(BYE).ended(),
						byApplication(BYE, null, null, KNOWN)),
				row("close by the native session is answered", null,
						wire(First.SENT).sent(BYE).received(ANSWER).ended(), byApplication(BYE, ANSWER, null, KNOWN)),
				row("server goes away", null, wire(First.SENT).sent(GOING_AWAY).ended(),
						ending(CloseInitiator.CONTAINER, GOING_AWAY, GOING_AWAY, null, null, false, KNOWN)),
				row("close could not be written", null, wire(First.SENT).answered().ended(),
						byContainer(null, null, KNOWN)),
				row("server closes after an error of a connection that was not lost", transportError(),
						wire(First.SENT).sent(GOING_AWAY).error(BROKEN).ended(),
						ending(CloseInitiator.CONTAINER, GOING_AWAY, GOING_AWAY, null, BROKEN, false, KNOWN)));
	}

	static List<Arguments> serverRefuses() {
		return List.of(
				row("refusal is being written", null, wire(First.REFUSED).error(BROKEN),
						byContainer(null, BROKEN, AWAITING)),
				row("refusal got out", null, wire(First.REFUSED).sent(TOO_BIG).error(BROKEN).ended(),
						byContainer(TOO_BIG, BROKEN, KNOWN)),
				row("refusal without a frame", null, wire(First.REFUSED).ended(), byContainer(null, null, KNOWN)),
				row("handler closes after the refusal", close(4001, "bye"), wire(First.REFUSED).sent(TOO_BIG).ended(),
						byContainer(TOO_BIG, null, KNOWN)),
				row("handler fails after the refusal", failure(), wire(First.REFUSED).sent(TOO_BIG).ended(),
						byContainer(TOO_BIG, null, KNOWN)),
				row("answer to a refusal is not taken for one", null,
						wire(First.REFUSED).sent(TOO_BIG).received(ANSWER).ended(), byContainer(TOO_BIG, null, KNOWN)));
	}

	static List<Arguments> connectionEnds() {
		return List.of(row("nothing was seen", null, wire(First.NOTHING), lost(null, AWAITING)),
				row("end is seen", null, wire(First.LOST), lost(null, AWAITING)),
				row("end is told", null, wire(First.LOST).ended(), lost(null, KNOWN)),
				row("connection fails", null, wire(First.LOST).error(BROKEN).ended(), lost(BROKEN, KNOWN)),
				row("write fails", transportError(), wire(First.LOST).ended(), lost(BROKEN, KNOWN)),
				row("write fails and the end is not told yet", transportError(), wire(First.NOTHING),
						lost(BROKEN, AWAITING)),
				row("handler failed just before", failure(), wire(First.LOST).error(BROKEN).ended(),
						byApplication(null, null, HANDLERS, KNOWN)));
	}

	private static Arguments row(String what, @Nullable CloseCause cause, Wires wire, Ending expected) {
		return Arguments.of(what, cause, wire.toWire(), expected);
	}

	private static Ending byPeer(@Nullable CloseFrame answer, boolean awaiting) {
		return new Ending(CloseInitiator.PEER, BYE, answer, BYE, null, answer != null, awaiting);
	}

	private static Ending byApplication(@Nullable CloseFrame sent, @Nullable CloseFrame received,
			@Nullable Throwable error, boolean awaiting) {
		return ending(CloseInitiator.APPLICATION, sent, sent, received, error, received != null, awaiting);
	}

	private static Ending byContainer(@Nullable CloseFrame sent, @Nullable Throwable error, boolean awaiting) {
		return ending(CloseInitiator.CONTAINER, sent, sent, null, error, false, awaiting);
	}

	private static Ending lost(@Nullable Throwable error, boolean awaiting) {
		return ending(CloseInitiator.NETWORK, null, null, null, error, false, awaiting);
	}

	private static Ending ending(CloseInitiator initiator, @Nullable CloseFrame start, @Nullable CloseFrame sent,
			@Nullable CloseFrame received, @Nullable Throwable error, boolean clean, boolean awaiting) {
		return new Ending(initiator, start, sent, received, error, clean, awaiting);
	}

	private static CloseCause close(int code, String reason) {
		return cause(Kind.CLOSE, CloseInitiator.APPLICATION, code, reason, null);
	}

	private static CloseCause close(CloseInitiator initiator, int code) {
		return cause(Kind.CLOSE, initiator, code, "", null);
	}

	private static CloseCause failure() {
		return cause(Kind.EXCEPTION, CloseInitiator.APPLICATION, 1011, "", HANDLERS);
	}

	private static CloseCause transportError() {
		return cause(Kind.TRANSPORT, CloseInitiator.NETWORK, 1006, "", BROKEN);
	}

	private static CloseCause cause(Kind kind, CloseInitiator initiator, int code, String reason,
			@Nullable Throwable error) {
		return new CloseCause(kind, initiator, code, reason, error, Thread.currentThread(), false, 0);
	}

	private static Wires wire(First first) {
		return new Wires(new Wire(first, null, null, null, false, false));
	}

	/**
	 * A connection, told step by step.
	 */
	private record Wires(Wire toWire) {

		Wires sent(CloseFrame frame) {
			return new Wires(new Wire(this.toWire.first(), frame, this.toWire.received(), this.toWire.error(), true,
					this.toWire.ended()));
		}

		Wires received(CloseFrame frame) {
			return new Wires(new Wire(this.toWire.first(), this.toWire.sent(), frame, this.toWire.error(),
					this.toWire.answered(), this.toWire.ended()));
		}

		Wires error(Throwable error) {
			return new Wires(new Wire(this.toWire.first(), this.toWire.sent(), this.toWire.received(), error,
					this.toWire.answered(), this.toWire.ended()));
		}

		Wires answered() {
			return new Wires(new Wire(this.toWire.first(), this.toWire.sent(), this.toWire.received(),
					this.toWire.error(), true, this.toWire.ended()));
		}

		Wires ended() {
			return new Wires(new Wire(this.toWire.first(), this.toWire.sent(), this.toWire.received(),
					this.toWire.error(), this.toWire.answered(), true));
		}

	}

}
