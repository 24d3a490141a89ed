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

package io.github.closeevent.tomcat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.RecordedCloseEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Every way to end a session that Tomcat reports and does not tell, and what the event
 * must say: one method a row.
 */
@Timeout(60)
abstract class AbstractTruthTests {

	/**
	 * Shorter than the default, so that sessions that nobody answers end soon.
	 */
	static final String HANDSHAKE_TIMEOUT = "close-event.handshake-timeout=1500ms";

	static final Duration PATIENCE = Duration.ofSeconds(10);

	private RawWebSocket client;

	private RecordedCloseEvents events;

	abstract TestServer server();

	/**
	 * The path of a new session.
	 */
	abstract String path();

	/**
	 * Send a message to the handler, as this flavour wraps it.
	 */
	void say(RawWebSocket client, String text) throws IOException {
		client.sendText(text);
	}

	@BeforeEach
	void connect() throws IOException {
		this.events = server().events();
		this.events.clear();
		server().bean(ScriptedHandler.Book.class).clear();
		this.client = RawWebSocket.connect(server().port(), path());
		awaitOpen(this.client);
	}

	/**
	 * Wait until the server has nothing more to say about the opening.
	 */
	void awaitOpen(RawWebSocket client) throws IOException {
	}

	@AfterEach
	void nothingIsLeft() throws IOException {
		this.client.close();
		this.events.assertNoMore(Duration.ofMillis(50));
		await().untilAsserted(() -> assertThat(server().openSessions()).isZero());
		await().untilAsserted(() -> assertThat(server().waitingSessions()).isZero());
	}

	private WebSocketSession session() {
		return server().bean(ScriptedHandler.Book.class).awaitSession();
	}

	private CloseEvent event() {
		return this.events.awaitOne();
	}

	private static void assertEvent(CloseEvent event, CloseInitiator initiator, int code, String reason,
			boolean wasClean) {
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(initiator);
		assertThat(event.getCode()).as(event.toString()).isEqualTo(code);
		assertThat(event.getReason()).as(event.toString()).isEqualTo(reason);
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(wasClean);
	}

	private static void assertFrames(CloseEvent event, CloseFrame sent, CloseFrame received) {
		assertThat(event.getSent()).as(event.toString()).isEqualTo(sent);
		assertThat(event.getReceived()).as(event.toString()).isEqualTo(received);
	}

	private static CloseFrame frame(int code, String reason) {
		return new CloseFrame(code, reason);
	}

	// The peer closes

	@Test
	void peerSendsEmptyFrame() throws IOException {
		this.client.sendClose();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 1005, "", true);
		assertFrames(event, frame(1000, ""), CloseFrame.EMPTY);
		assertThat(this.client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1000);
		assertThat(event.getError()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4001, 4999 })
	void peerSendsCode(int code) throws IOException {
		this.client.sendClose(code, "bye " + code);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, code, "bye " + code, true);
		assertFrames(event, frame(code, "bye " + code), frame(code, "bye " + code));
		assertThat(this.client.readUntilClose(PATIENCE).closeCode()).isEqualTo(code);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1012, 1013, 1014 })
	void peerSendsCodeThatTomcatDoesNotKnow(int code) throws IOException {
		this.client.sendClose(code, "soon");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, code, "soon", true);
		assertFrames(event, frame(1002, "soon"), frame(code, "soon"));
		assertThat(this.client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1002);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 1016, 2500, 2999, 5000, 65535 })
	void peerSendsIllegalCode(int code) throws IOException {
		this.client.sendClose(code, "what");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.CONTAINER, 1002, "what", false);
		assertFrames(event, frame(1002, "what"), null);
		RawWebSocket.Frame answer = this.client.readUntilClose(PATIENCE);
		assertThat(answer.closeCode()).isEqualTo(1002);
		assertThat(answer.closeReason()).isEqualTo("what");
	}

	@Test
	void peerSendsLongestReason() throws IOException {
		String reason = "r".repeat(123);
		this.client.sendClose(4000, reason);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4000, reason, true);
		assertFrames(event, frame(4000, reason), frame(4000, reason));
	}

	@Test
	void peerSendsReasonOfManyBytesAndControlCharacters() throws IOException {
		String reason = "\u00fc\u20ac\ud83d\ude00 \r\n\u001b[31m";
		this.client.sendClose(4000, reason);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4000, reason, true);
		assertThat(event.toString()).doesNotContain("\n", "\r", "\u001b");
	}

	@Test
	void peerSendsOneByte() throws IOException {
		this.client.sendClosePayload(new byte[] { 3 });
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isEqualTo(1002);
		assertThat(event.wasClean()).isFalse();
		assertThat(event.getReceived()).isNull();
		assertSentIs(event);
	}

	@Test
	void peerSendsReasonThatIsNotUtf8() throws IOException {
		this.client.sendClosePayload(new byte[] { 0x03, (byte) 0xe8, (byte) 0xc3, 0x28 });
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isEqualTo(1002);
		assertThat(event.getReceived()).isNull();
		assertSentIs(event);
	}

	@Test
	void peerSendsTooLongFrame() throws IOException {
		this.client.sendClosePayload(new byte[126]);
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isEqualTo(1002);
		assertThat(event.getReceived()).isNull();
		assertSentIs(event);
	}

	@Test
	void peerSendsDataAndCloseAfterClose() throws IOException {
		this.client.sendRaw(new byte[] { (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x0f, (byte) 0xa1, (byte) 0x81,
				(byte) 0x81, 0, 0, 0, 0, 'x', (byte) 0x88, (byte) 0x80, 0, 0, 0, 0 });
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4001, "", true);
		assertFrames(event, frame(4001, ""), frame(4001, ""));
	}

	// The peer breaks the protocol, or goes

	@Test
	void peerSendsUnmaskedFrame() throws IOException {
		this.client.sendFrame(true, 0, 1, false, "x".getBytes(StandardCharsets.UTF_8));
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isEqualTo(1002);
		assertThat(event.wasClean()).isFalse();
		assertThat(event.getReceived()).isNull();
		assertSentIs(event);
	}

	@Test
	void peerSendsTextThatIsNotUtf8() throws IOException {
		this.client.sendFrame(true, 0, 1, true, new byte[] { (byte) 0xc3, 0x28 });
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isEqualTo(1007);
		assertSentIs(event);
	}

	@Test
	void peerSendsTooBigMessage() throws IOException {
		try {
			this.client.sendText("x".repeat(200_000));
		}
		catch (IOException ex) {
			// The server cuts the connection before it has read all.
		}
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isEqualTo(1009);
	}

	private void assertSentIs(CloseEvent event) throws IOException {
		RawWebSocket.Frame answer = this.client.readUntilClose(PATIENCE);
		assertThat(event.getSent()).isEqualTo(frame(answer.closeCode(), answer.closeReason()));
		assertThat(event.getReason()).isEqualTo(answer.closeReason());
	}

	@Test
	void peerSendsFin() throws IOException {
		session();
		this.client.shutdownOutput();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
		assertThat(event.getError()).isInstanceOf(IOException.class);
	}

	@Test
	void peerResets() throws IOException {
		session();
		this.client.reset();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
		assertThat(event.getError()).isInstanceOf(IOException.class);
	}

	// The application closes

	@Test
	void applicationClosesAndPeerAnswersTheSame() throws IOException {
		session().close(new CloseStatus(1008, "no"));
		assertThat(this.client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1008);
		this.client.sendClose(1008, "no");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 1008, "no", true);
		assertFrames(event, frame(1008, "no"), frame(1008, "no"));
	}

	@Test
	void applicationClosesAndPeerAnswersAnotherCode() throws IOException {
		session().close(new CloseStatus(4001, "bye"));
		this.client.readUntilClose(PATIENCE);
		this.client.sendClose(1000, "ok");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "bye", true);
		assertFrames(event, frame(4001, "bye"), frame(1000, "ok"));
	}

	@Test
	void applicationClosesAndPeerAnswersEmptyFrame() throws IOException {
		// A control frame before the answer must not be taken for its payload.
		this.client.sendPing(new byte[] { 0x0f, (byte) 0xa2, 'x' });
		while (this.client.readFrame(PATIENCE).opcode() != 10) {
			// SockJS opens with a message of its own.
		}
		session().close(new CloseStatus(4001, "bye"));
		this.client.readUntilClose(PATIENCE);
		this.client.sendClose();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "bye", true);
		assertFrames(event, frame(4001, "bye"), CloseFrame.EMPTY);
	}

	@Test
	void applicationClosesAndPeerAnswersIllegalCode() throws IOException {
		session().close(new CloseStatus(4001));
		this.client.readUntilClose(PATIENCE);
		this.client.sendClose(2500, "x");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", false);
		assertFrames(event, frame(4001, ""), null);
	}

	@Test
	void applicationClosesAndPeerSendsFin() throws IOException {
		session().close(new CloseStatus(4001));
		this.client.readUntilClose(PATIENCE);
		this.client.shutdownOutput();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", false);
		assertFrames(event, frame(4001, ""), null);
	}

	@Test
	void applicationClosesAndPeerResets() throws IOException {
		session().close(new CloseStatus(4001));
		this.client.readUntilClose(PATIENCE);
		this.client.reset();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", false);
		assertFrames(event, frame(4001, ""), null);
	}

	@Test
	void applicationClosesAndPeerStaysSilent() throws IOException {
		session().close(new CloseStatus(4001));
		this.client.readUntilClose(PATIENCE);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", false);
		assertFrames(event, frame(4001, ""), null);
		// What comes later corrects nothing.
		this.client.sendClose(4001);
	}

	@Test
	void applicationClosesInItsHandler() throws IOException {
		say(this.client, "close 4002 inside");
		this.client.readUntilClose(PATIENCE);
		this.client.sendClose(4002);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4002, "inside", true);
		assertFrames(event, frame(4002, "inside"), frame(4002, ""));
	}

	@Test
	void applicationClosesTwice() throws IOException {
		WebSocketSession session = session();
		session.close(new CloseStatus(4001));
		session.close(new CloseStatus(4002));
		this.client.readUntilClose(PATIENCE);
		this.client.sendClose(4001);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", true);
	}

	@Test
	void applicationClosesWithAReasonThatIsCut() throws IOException {
		session().close(new CloseStatus(4001, "\u20ac".repeat(100)));
		RawWebSocket.Frame close = this.client.readUntilClose(PATIENCE);
		this.client.sendClose();
		CloseEvent event = event();
		assertThat(close.payload().length).isLessThanOrEqualTo(125);
		assertEvent(event, CloseInitiator.APPLICATION, 4001, close.closeReason(), true);
		assertFrames(event, frame(4001, close.closeReason()), CloseFrame.EMPTY);
	}

	@Test
	void applicationAsksFor1006() throws IOException {
		session().close(new CloseStatus(1006));
		RawWebSocket.Frame close = this.client.readUntilClose(PATIENCE);
		assertThat(close.closeCode()).isEqualTo(1002);
		this.client.sendClose();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 1002, "", true);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1014, 1016, 2000 })
	void refusedClose(int code) throws IOException {
		WebSocketSession session = session();
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> session.close(new CloseStatus(code)));
		afterRefusedClose();
	}

	/**
	 * The session lives, as if nothing had been asked.
	 */
	void afterRefusedClose() throws IOException {
		this.events.assertNoMore(Duration.ofMillis(200));
		this.client.sendClose(4003, "mine");
		assertEvent(event(), CloseInitiator.PEER, 4003, "mine", true);
	}

	CloseEvent awaitEvent() {
		return event();
	}

	RawWebSocket client() {
		return this.client;
	}

	@Test
	void handlerThrows() throws IOException {
		say(this.client, "throw");
		assertThat(this.client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1011);
		this.client.sendClose(1011);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 1011, "", true);
		assertFrames(event, frame(1011, ""), frame(1011, ""));
		assertThat(event.getError()).isInstanceOf(IllegalStateException.class).hasMessage("asked to throw");
	}

	@Test
	void handlerThrowsAndPeerStaysSilent() throws IOException {
		say(this.client, "throw");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 1011, "", false);
		assertFrames(event, frame(1011, ""), null);
	}

}
