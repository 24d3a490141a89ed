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

package io.github.closeevent.server;

import java.util.ArrayList;
import java.util.List;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.session.CloseCause.Kind;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.internal.WebSocketSessionState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.mock;

/**
 * Tests for {@link JettyConnection}, with a session of Jetty without a connection, whose
 * Close frames a test tells.
 */
class JettyConnectionTests {

	private static final CloseFrame PEERS = new CloseFrame(4001, "bye");

	private static final CloseFrame OURS = new CloseFrame(4002, "mine");

	private WebSocketSessionState frames;

	private JettyConnection connection;

	/**
	 * How many frames Jetty has begun to write.
	 */
	private long framesOut;

	/**
	 * Runs whenever the session is asked whether it can write.
	 */
	private Runnable whenAsked = () -> {
	};

	@BeforeEach
	void open() {
		WebSocketComponents components = new WebSocketComponents();
		ExtensionStack extensions = new ExtensionStack(components, Behavior.SERVER);
		extensions.negotiate(List.of(), List.of());
		WebSocketCoreSession core = new WebSocketCoreSession(mock(FrameHandler.class), Behavior.SERVER,
				Negotiated.from(extensions), components) {

			@Override
			public boolean isOutputOpen() {
				JettyConnectionTests.this.whenAsked.run();
				return super.isOutputOpen();
			}

		};
		WebSocketConnection transport = mock(WebSocketConnection.class);
		given(transport.getMessagesOut()).willAnswer((call) -> this.framesOut);
		core.setWebSocketConnection(transport);
		this.frames = (WebSocketSessionState) ReflectionTestUtils.getField(core, JettyInternals.STATE);
		assertThat(this.frames).isNotNull();
		this.frames.onConnected();
		this.frames.onOpen();
		WebSocketSession session = mock(WebSocketSession.class);
		given(session.getCoreSession()).willReturn(core);
		JettyInternals internals = JettyInternals.find(getClass().getClassLoader());
		assertThat(internals).isNotNull();
		JettyConnection connection = JettyConnection.of(internals, session, false);
		assertThat(connection).isNotNull();
		this.connection = connection;
		assertState(Phase.OPEN, null);
	}

	@Test
	void peersCloseIsKnownThoughTheAnswerReplacesIt() throws Exception {
		reads(PEERS);
		this.connection.onReport(PEERS.code(), PEERS.reason());
		writes(OURS);
		assertState(Phase.INBOUND, PEERS);
		assertThat(this.connection.answerTo(PEERS)).isEqualTo(OURS);
	}

	@Test
	void peersCloseIsKnownThoughItIsReportedAfterTheAnswer() throws Exception {
		reads(PEERS);
		writes(OURS);
		this.connection.onReport(PEERS.code(), PEERS.reason());
		assertState(Phase.INBOUND, PEERS);
		assertThat(this.connection.answerTo(PEERS)).isEqualTo(OURS);
	}

	@Test
	void reportOfTheAnswerToOurCloseIsNoCloseOfThePeer() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		writes(OURS);
		this.connection.afterClose(false);
		reads(PEERS);
		this.connection.onReport(PEERS.code(), PEERS.reason());
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.OUTBOUND, true, PEERS, true));
	}

	@Test
	void reportWithoutAFrameIsNoCloseOfThePeer() {
		this.connection.onReport(1006, "");
		assertState(Phase.OPEN, null);
	}

	@Test
	void closeThatFailsBecauseThePeersWasFirstIsNone() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		reads(PEERS);
		writes(PEERS);
		this.connection.afterClose(true);
		assertState(Phase.INBOUND, PEERS);
	}

	@Test
	void peersCloseIsKnownThoughASecondCloseReplacesIt() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, 4003);
		reads(PEERS);
		this.connection.beforeLaterClose(OURS.code());
		writes(OURS);
		this.connection.afterClose(true);
		assertState(Phase.INBOUND, PEERS);
		assertThat(this.connection.answerTo(PEERS)).isEqualTo(OURS);
	}

	@Test
	void closeThatFailsAfterItWasSeenToBeUnderWayIsOne() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		writes(OURS);
		assertState(Phase.OUTBOUND, null);
		reads(PEERS);
		this.connection.afterClose(true);
		assertClosedByUs();
	}

	/**
	 * Jetty fails the call then, although its frame was written.
	 */
	@Test
	void answerThatIsReportedBeforeTheFrameIsKnownToBeWrittenIsNoCloseOfThePeer() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		writes(OURS);
		reads(PEERS);
		this.connection.onReport(PEERS.code(), PEERS.reason());
		this.connection.afterClose(true);
		assertClosedByUs();
	}

	/**
	 * Jetty has taken the frame, and drops the connection for the peer's before it
	 * writes.
	 */
	@Test
	void frameThatIsLostInACrossingIsNotWritten() throws Exception {
		this.framesOut = 7;
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		takes(OURS);
		reads(PEERS);
		this.connection.onReport(PEERS.code(), PEERS.reason());
		this.connection.afterClose(true);
		assertState(Phase.OUTBOUND, PEERS);
	}

	@Test
	void secondCloseThatFailsTakesNothingBack() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		writes(OURS);
		assertState(Phase.OUTBOUND, null);
		this.connection.afterClose(false);
		this.connection.beforeLaterClose(4003);
		this.connection.afterClose(true);
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.OUTBOUND, false, null, true));
	}

	/**
	 * Spring closes again if its handler fails, and Jetty drops the connection then.
	 */
	@Test
	void closeThatFailsBecauseALaterOneEndsTheConnectionIsNotWritten() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		writes(OURS);
		assertState(Phase.OUTBOUND, null);
		this.connection.beforeLaterClose(1011);
		this.frames.onClosed(new CloseStatus(1011));
		this.connection.afterClose(true);
		assertState(Phase.OUTBOUND, null);
	}

	/**
	 * It fails on one thread, while another is about to close.
	 */
	@Test
	void laterCloseThatJettyIsToldRightAfterTheFirstIsNoAnswer() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		this.connection.beforeLaterClose(1011);
		writes(OURS);
		this.frames.onClosed(new CloseStatus(1011));
		this.connection.afterClose(false);
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.OUTBOUND, false, null, true));
	}

	@Test
	void laterCloseThatOvertakesTheFirstIsNoCloseOfThePeer() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		this.connection.beforeLaterClose(1011);
		writes(new CloseFrame(1011, ""));
		this.connection.afterClose(true);
		assertState(Phase.OUTBOUND, null);
	}

	@Test
	void furtherCloseDoesNotHideTheOneThatOvertookTheFirst() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		this.connection.beforeLaterClose(1008);
		writes(new CloseFrame(1008, ""));
		this.connection.beforeLaterClose(1000);
		this.connection.afterClose(true);
		assertState(Phase.OUTBOUND, null);
	}

	/**
	 * A handler may fail because it receives no more.
	 */
	@Test
	void laterCloseTakesNoAnswerBack() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		writes(OURS);
		this.connection.afterClose(false);
		reads(PEERS);
		this.connection.beforeLaterClose(1011);
		assertClosedByUs();
	}

	@Test
	void closeThatFailsAfterThePeersWasReportedIsNone() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, OURS.code());
		reads(PEERS);
		this.connection.onReport(PEERS.code(), PEERS.reason());
		writes(PEERS);
		this.connection.afterClose(true);
		assertState(Phase.INBOUND, PEERS);
		assertThat(this.connection.answerTo(PEERS)).isEqualTo(PEERS);
	}

	@Test
	void closeThatIsRefusedIsNone() throws Exception {
		this.connection.beforeClose(Kind.CLOSE, 1005);
		this.connection.afterClose(true);
		assertState(Phase.OPEN, null);
		reads(PEERS);
		assertState(Phase.INBOUND, PEERS);
	}

	/**
	 * Jetty has closed both ways when it has written this code.
	 */
	@Test
	void connectionIsNotSettledBeforeTheEndOfTheCallIsNoted() throws Exception {
		CloseFrame goingAway = new CloseFrame(1001, "");
		this.connection.beforeClose(Kind.CLOSE, goingAway.code());
		writes(goingAway);
		List<Boolean> settled = new ArrayList<>();
		this.whenAsked = () -> {
			this.whenAsked = () -> {
			};
			settled.add(this.connection.isSettled());
		};
		this.connection.afterClose(true);
		assertThat(settled).containsExactly(false);
		assertThat(this.connection.isSettled()).isTrue();
		assertThat(this.connection.getState().closeWritten()).isTrue();
	}

	private void reads(CloseFrame frame) throws Exception {
		this.frames.onIncomingFrame(CloseStatus.toFrame(frame.code(), frame.reason()));
	}

	private void writes(CloseFrame frame) throws Exception {
		takes(frame);
		this.framesOut++;
	}

	private void takes(CloseFrame frame) throws Exception {
		this.frames.onOutgoingFrame(CloseStatus.toFrame(frame.code(), frame.reason()));
	}

	private void assertClosedByUs() {
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.OUTBOUND, true, PEERS, true));
	}

	private void assertState(Phase phase, @Nullable CloseFrame received) {
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(phase, received != null, received, false));
	}

}
