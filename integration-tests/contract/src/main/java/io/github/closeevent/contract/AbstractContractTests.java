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
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.RecordedCloseEvents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Ways to end a session, and what the event must say, held against the bytes that were on
 * the wire.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AbstractContractTests {

	/**
	 * Shorter than the default, so that sessions that nobody answers end soon.
	 */
	private static final String HANDSHAKE_TIMEOUT = "close-event.handshake-timeout=1500ms";

	protected static final Duration PATIENCE = Duration.ofSeconds(10);

	private TestServer server;

	private RawWebSocket client;

	private RecordedCloseEvents events;

	/**
	 * What runs on the server.
	 * @return a class with configuration
	 */
	protected abstract Class<?> application();

	/**
	 * The path of a new session.
	 * @return the path, with its query
	 */
	protected abstract String path();

	/**
	 * Whether the server reads the answer to a Close frame with this code.
	 * @param code the code that the server sent
	 * @return whether a close with the code can be clean
	 */
	protected boolean awaitsAnswer(int code) {
		return true;
	}

	@BeforeAll
	void start() {
		this.server = TestServer.start(application(), HANDSHAKE_TIMEOUT);
	}

	@AfterAll
	void stop() {
		this.server.close();
	}

	/**
	 * Send a message to the handler, as this flavour wraps it.
	 * @param client the client that sends
	 * @param text the message
	 * @throws IOException if it could not be sent
	 */
	protected void say(RawWebSocket client, String text) throws IOException {
		client.sendText(text);
	}

	@BeforeEach
	void connect() throws IOException {
		this.events = this.server.events();
		this.events.clear();
		this.server.bean(ScriptedHandler.Book.class).clear();
		this.client = RawWebSocket.connect(this.server.port(), path());
		awaitOpen(this.client);
	}

	/**
	 * Wait until the server has nothing more to say about the opening.
	 * @param client the client that waits
	 * @throws IOException if nothing could be read
	 */
	protected void awaitOpen(RawWebSocket client) throws IOException {
	}

	@AfterEach
	void nothingIsLeft() throws IOException {
		this.client.close();
		this.events.assertNoMore(Duration.ofMillis(50));
		await().untilAsserted(() -> assertThat(this.server.openSessions()).isZero());
		await().untilAsserted(() -> assertThat(this.server.waitingSessions()).isZero());
	}

	private WebSocketSession session() {
		return this.server.bean(ScriptedHandler.Book.class).awaitSession();
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
		assertFrames(event, answer(), CloseFrame.EMPTY);
		assertThat(event.getError()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
			4001, 4999 })
	void peerSendsCode(int code) throws IOException {
		this.client.sendClose(code, "bye " + code);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, code, "bye " + code, true);
		assertFrames(event, answer(), frame(code, "bye " + code));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 1016, 2500, 2999, 5000, 65535 })
	void peerSendsIllegalCode(int code) throws IOException {
		this.client.sendClose(code, "what");
		assertRefused(1002);
	}

	/**
	 * The Close frame that the server sent.
	 */
	private CloseFrame answer() throws IOException {
		RawWebSocket.Frame answer = this.client.readUntilClose(PATIENCE);
		return (answer.payload().length == 0) ? CloseFrame.EMPTY : frame(answer.closeCode(), answer.closeReason());
	}

	/**
	 * The server closed for what the peer sent.
	 */
	private void assertRefused(Integer... codes) throws IOException {
		CloseEvent event = event();
		CloseFrame answer = answer();
		assertThat(answer.code()).isIn((Object[]) codes);
		assertEvent(event, CloseInitiator.CONTAINER, answer.code(), answer.reason(), false);
		assertFrames(event, answer, null);
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
		assertRefused(1002);
	}

	@Test
	void peerSendsReasonThatIsNotUtf8() throws IOException {
		this.client.sendClosePayload(new byte[] { 0x03, (byte) 0xe8, (byte) 0xc3, 0x28 });
		assertRefused(1002, 1007);
	}

	@Test
	void peerSendsTooLongFrame() throws IOException {
		this.client.sendClosePayload(new byte[126]);
		assertRefused(1002);
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
		assertRefused(1002);
	}

	@Test
	void peerSendsTextThatIsNotUtf8() throws IOException {
		this.client.sendFrame(true, 0, 1, true, new byte[] { (byte) 0xc3, 0x28 });
		assertRefused(1007);
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

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 4999 })
	void applicationClosesAndPeerAnswersTheSame(int code) throws IOException {
		session().close(new CloseStatus(code, "no"));
		assertThat(answer()).isEqualTo(frame(code, "no"));
		sendIfOpen(() -> this.client.sendClose(code, "no"));
		CloseEvent event = event();
		boolean answered = awaitsAnswer(code);
		assertEvent(event, CloseInitiator.APPLICATION, code, "no", answered);
		assertFrames(event, frame(code, "no"), (answered) ? frame(code, "no") : null);
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
		try {
			session.close(new CloseStatus(4002));
		}
		catch (IOException ex) {
			// Some servers say that it is closed.
		}
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

	@ParameterizedTest
	@ValueSource(ints = { 1004, 1005, 1006, 1014, 1015, 1016, 2000 })
	void applicationClosesWithACodeThatAServerMayRefuse(int code) throws IOException {
		WebSocketSession session = session();
		try {
			session.close(new CloseStatus(code));
		}
		catch (IOException | IllegalArgumentException ex) {
			afterRefusedClose();
			return;
		}
		CloseFrame sent = answer();
		sendIfOpen(() -> this.client.sendClose());
		CloseEvent event = event();
		boolean answered = awaitsAnswer(code);
		assertEvent(event, CloseInitiator.APPLICATION, sent.code(), "", answered);
		assertFrames(event, sent, (answered) ? CloseFrame.EMPTY : null);
	}

	/**
	 * A server that waits for no answer may be gone already.
	 */
	private void sendIfOpen(Sending sending) {
		try {
			sending.run();
		}
		catch (IOException ex) {
			// It is gone.
		}
	}

	/**
	 * The session lives, as if nothing had been asked.
	 */
	protected void afterRefusedClose() throws IOException {
		this.events.assertNoMore(Duration.ofMillis(200));
		this.client.sendClose(4003, "mine");
		assertEvent(event(), CloseInitiator.PEER, 4003, "mine", true);
	}

	protected CloseEvent awaitEvent() {
		return event();
	}

	protected RawWebSocket client() {
		return this.client;
	}

	@Test
	void handlerThrows() throws IOException {
		say(this.client, "throw");
		assertThat(answer().code()).isEqualTo(1011);
		sendIfOpen(() -> this.client.sendClose(1011));
		CloseEvent event = event();
		boolean answered = awaitsAnswer(1011);
		assertEvent(event, CloseInitiator.APPLICATION, 1011, "", answered);
		assertFrames(event, frame(1011, ""), (answered) ? frame(1011, "") : null);
		assertThat(event.getError()).isInstanceOf(IllegalStateException.class).hasMessage("asked to throw");
	}

	@Test
	void handlerThrowsAndPeerStaysSilent() throws IOException {
		say(this.client, "throw");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 1011, "", false);
		assertFrames(event, frame(1011, ""), null);
	}

	/**
	 * What is sent.
	 */
	private interface Sending {

		void run() throws IOException;

	}

}
