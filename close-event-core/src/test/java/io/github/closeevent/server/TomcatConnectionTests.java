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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.mock;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link TomcatConnection}, with a session and a frame that have the parts of
 * Tomcat's.
 */
class TomcatConnectionTests {

	private static final byte TEXT = 1;

	private final FakeWsSession session = mock(FakeWsSession.class);

	private final FakeWsFrame frame = new FakeWsFrame();

	private TomcatConnection connection;

	@BeforeEach
	void setUp() {
		this.session.wsFrame = this.frame;
		this.session.state = new AtomicReference<>(State.OPEN);
		TomcatInternals internals = TomcatInternals.of(FakeWsSession.class, FakeWsFrame.class);
		assertThat(internals).isNotNull();
		this.connection = new TomcatConnection(internals, this.session, false);
	}

	@ParameterizedTest
	@CsvSource({ "OPEN, OPEN", "OUTPUT_CLOSING, OUTBOUND", "OUTPUT_CLOSED, OUTBOUND", "CLOSING, INBOUND",
			"CLOSED, ENDED" })
	void phaseIsThatOfTheSession(State state, Phase expected) {
		this.session.state.set(state);
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(expected, false, null, false));
	}

	@ParameterizedTest
	@EnumSource(State.class)
	void suspendedSessionReadsTheAnswerAndNoMessages(State state) {
		MessageHandler handler = mock(MessageHandler.class);
		given(this.session.getMessageHandlers()).willReturn(Set.of(handler));
		this.session.state.set(state);
		this.frame.suspended = true;
		this.connection.readAnswer();
		boolean reads = state == State.OUTPUT_CLOSED;
		assertThat(this.frame.suspended).isEqualTo(!reads);
		then(this.session).should(times((reads) ? 1 : 0)).removeMessageHandler(handler);
	}

	@Test
	void sessionThatIsNotSuspendedIsNotResumed() {
		this.session.state.set(State.OUTPUT_CLOSED);
		this.connection.readAnswer();
		assertThat(this.frame.resumed).isZero();
	}

	@Test
	void peersCloseFrameIsRead() {
		parse(4001, "bye");
		this.session.state.set(State.CLOSING);
		assertThat(this.connection.getState())
			.isEqualTo(new ConnectionState(Phase.INBOUND, true, new CloseFrame(4001, "bye"), false));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1003, 1007, 1011, 1012, 1013, 1014, 3000, 4999 })
	void codeIsReadAsItWasOnTheWire(int code) {
		parse(code, "");
		assertThat(this.connection.getState().received()).isEqualTo(new CloseFrame(code, ""));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 1016, 2500, 2999, 5000, 65535 })
	void closeFrameWithAnIllegalCodeIsNotValid(int code) {
		parse(code, "");
		ConnectionState state = this.connection.getState();
		assertThat(state.peerCloseParsed()).isTrue();
		assertThat(state.received()).isNull();
	}

	@Test
	void emptyCloseFrameHasNoCode() {
		parse(new byte[0]);
		assertThat(this.connection.getState().received()).isEqualTo(CloseFrame.EMPTY);
	}

	@Test
	void closeFrameOfOneByteIsNotValid() {
		parse(new byte[] { 3 });
		assertThat(this.connection.getState().peerCloseParsed()).isTrue();
		assertThat(this.connection.getState().received()).isNull();
	}

	@Test
	void closeFrameWithBadUtf8IsNotValid() {
		parse(new byte[] { 0x0f, (byte) 0xa1, (byte) 0xc3, 0x28 });
		assertThat(this.connection.getState().peerCloseParsed()).isTrue();
		assertThat(this.connection.getState().received()).isNull();
	}

	@Test
	void replacementCharacterOfThePeersOwnIsRead() {
		parse(4001, "a\ufffdb");
		assertThat(this.connection.getState().received()).isEqualTo(new CloseFrame(4001, "a\ufffdb"));
	}

	@Test
	void longestReasonIsRead() {
		String reason = "\u00e9".repeat(61) + "x";
		parse(4001, reason);
		assertThat(this.connection.getState().received()).isEqualTo(new CloseFrame(4001, reason));
	}

	@Test
	void closeFrameOfAnUnparsedLengthIsNotRead() {
		parse(4001, "");
		this.frame.payloadLength = 126;
		assertThat(this.connection.getState().received()).isNull();
	}

	@Test
	void contentIsNotTrustedIfAnotherFrameCameAfterTheCloseFrame() {
		parse(4001, "bye");
		this.frame.opCode = TEXT;
		this.frame.payloadLength = 100;
		assertThat(this.connection.getState().received()).isEqualTo(CloseFrame.EMPTY);
	}

	@Test
	void frameOnceReadStays() {
		parse(4001, "bye");
		this.connection.getState();
		this.frame.controlBufferBinary.clear().put(new byte[10]);
		this.frame.opCode = TEXT;
		assertThat(this.connection.getState().received()).isEqualTo(new CloseFrame(4001, "bye"));
	}

	@Test
	void readingLeavesTheBufferAsItIs() {
		parse(4001, "bye");
		this.connection.getState();
		assertThat(this.frame.controlBufferBinary.position()).isZero();
		assertThat(this.frame.controlBufferBinary.limit()).isEqualTo(5);
	}

	@Test
	void closeTimeoutTellsThatTheCloseWasWritten() {
		this.session.state.set(State.OUTPUT_CLOSED);
		assertThat(this.connection.getState().closeWritten()).isFalse();
		this.session.sessionCloseTimeoutExpiry = 1L;
		assertThat(this.connection.getState().closeWritten()).isTrue();
	}

	@Test
	void settledOnceThePeersCloseWasParsed() {
		this.session.state.set(State.OUTPUT_CLOSED);
		assertThat(this.connection.isSettled()).isFalse();
		parse(1000, "");
		assertThat(this.connection.isSettled()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "OPEN, false", "OUTPUT_CLOSED, false", "CLOSING, true", "CLOSED, false" })
	void answersWhileItIsClosing(State state, boolean expected) {
		this.session.state.set(state);
		assertThat(this.connection.isAnswering()).isEqualTo(expected);
	}

	@Test
	void settledOnceClosed() {
		this.session.state.set(State.CLOSED);
		assertThat(this.connection.isSettled()).isTrue();
	}

	@Test
	void idleIfNothingWasReadWithinTheReadTimeout() {
		Map<String, Object> properties = new HashMap<>();
		given(this.session.getUserProperties()).willReturn(properties);
		assertThat(this.connection.isIdle()).isFalse();
		properties.put("org.apache.tomcat.websocket.READ_IDLE_TIMEOUT_MS", 1000L);
		assertThat(this.connection.isIdle()).isTrue();
		this.session.lastActiveRead = System.currentTimeMillis() + 60_000;
		assertThat(this.connection.isIdle()).isFalse();
	}

	@Test
	void idleIfNothingWasReadWithinTheIdleTimeout() {
		given(this.session.getMaxIdleTimeout()).willReturn(1000L);
		assertThat(this.connection.isIdle()).isTrue();
		this.session.lastActiveRead = System.currentTimeMillis() + 60_000;
		assertThat(this.connection.isIdle()).isFalse();
	}

	@Test
	void neverIdleWithoutALimit() {
		given(this.session.getMaxIdleTimeout()).willReturn(0L);
		assertThat(this.connection.isIdle()).isFalse();
	}

	@Test
	void closedSessionIsNotIdle() {
		given(this.session.getUserProperties()).willThrow(new IllegalStateException("closed"));
		assertThat(this.connection.isIdle()).isFalse();
	}

	@Test
	void longReasonIsCutAsTomcatCutsIt() {
		TomcatInternals tomcat = TomcatInternals.find(getClass().getClassLoader());
		assertThat(tomcat).isNotNull();
		TomcatConnection real = new TomcatConnection(tomcat, new Object(), false);
		assertThat(real.toWire(4001, "bye")).isEqualTo(new CloseFrame(4001, "bye"));
		String reason = real.toWire(4001, "\u00e9".repeat(100)).reason();
		assertThat(reason).startsWith("\u00e9\u00e9").hasSizeLessThan(100);
		assertThat(reason.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(120, 123);
	}

	@Test
	void abnormalClosureIsAProtocolErrorOnTheWire() {
		assertThat(this.connection.toWire(1006, "").code()).isEqualTo(1002);
	}

	@Test
	void exceptionAtTheOpeningIsAProtocolErrorWithItsMessage() {
		assertThat(this.connection.toWire(new IllegalStateException("no"))).isEqualTo(new CloseFrame(1002, "no"));
		assertThat(this.connection.toWire(new IllegalStateException())).isEqualTo(new CloseFrame(1002, ""));
	}

	@Test
	void layerIsThatOfSockJs() {
		TomcatInternals internals = TomcatInternals.of(FakeWsSession.class, FakeWsFrame.class);
		assertThat(internals).isNotNull();
		assertThat(this.connection.isLayered()).isFalse();
		assertThat(new TomcatConnection(internals, this.session, true).isLayered()).isTrue();
		assertThat(this.connection.isExact()).isTrue();
	}

	private void parse(int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		parse(ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
	}

	private void parse(byte[] payload) {
		this.frame.opCode = 8;
		this.frame.payloadLength = payload.length;
		this.frame.controlBufferBinary.clear().put(payload).flip();
		this.frame.open = false;
	}

	/**
	 * The states of Tomcat's session.
	 */
	enum State {

		OPEN, OUTPUT_CLOSING, OUTPUT_CLOSED, CLOSING, CLOSED

	}

	/**
	 * The parts of Tomcat's {@code WsSession}.
	 */
	abstract static class FakeWsSession implements Session {

		FakeWsFrame wsFrame;

		AtomicReference<State> state;

		volatile @Nullable Long sessionCloseTimeoutExpiry;

		volatile long lastActiveRead;

		static void appendCloseReasonWithTruncation(ByteBuffer payload, String reason) {
			payload.put(reason.getBytes(StandardCharsets.UTF_8));
		}

	}

	/**
	 * The parts of Tomcat's {@code WsFrameBase}.
	 */
	static class FakeWsFrame {

		volatile boolean open = true;

		byte opCode;

		long payloadLength;

		final ByteBuffer controlBufferBinary = ByteBuffer.allocate(125);

		boolean suspended;

		int resumed;

		boolean isSuspended() {
			return this.suspended;
		}

		void resume() {
			this.suspended = false;
			this.resumed++;
		}

	}

}
