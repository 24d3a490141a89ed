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

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.RecordedCloseEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server, a client of exact bytes, and what was recorded of the two.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractContract {

	/**
	 * Shorter than the default, so that sessions that nobody answers end soon.
	 */
	private static final String HANDSHAKE_TIMEOUT = "close-event.handshake-timeout=1500ms";

	protected static final Duration PATIENCE = Duration.ofSeconds(10);

	private TestServer server;

	RawWebSocket client;

	RecordedCloseEvents events;

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
		book().clear();
		open(path());
		awaitOpen(this.client);
	}

	/**
	 * Open a session.
	 */
	void open(String path) throws IOException {
		this.client = RawWebSocket.connect(this.server.port(), path);
	}

	/**
	 * End the session that every test begins with, so that the test can open another.
	 */
	void leave() throws IOException {
		this.client.sendClose(1000);
		event();
		this.client.close();
		this.events.clear();
		book().clear();
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

	SessionBook book() {
		return this.server.bean(SessionBook.class);
	}

	ApplicationSession session() {
		return book().nextSession();
	}

	CloseEvent event() {
		return this.events.awaitOne();
	}

	static void assertEvent(CloseEvent event, CloseInitiator initiator, int code, String reason, boolean wasClean) {
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(initiator);
		assertThat(event.getCode()).as(event.toString()).isEqualTo(code);
		assertThat(event.getReason()).as(event.toString()).isEqualTo(reason);
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(wasClean);
	}

	static void assertFrames(CloseEvent event, @Nullable CloseFrame sent, @Nullable CloseFrame received) {
		assertThat(event.getSent()).as(event.toString()).isEqualTo(sent);
		assertThat(event.getReceived()).as(event.toString()).isEqualTo(received);
	}

	static CloseFrame frame(int code, String reason) {
		return new CloseFrame(code, reason);
	}

	/**
	 * Read until the server's Close frame comes.
	 */
	RawWebSocket.Frame readClose() throws IOException {
		RawWebSocket.Frame close = this.client.readUntilClose(PATIENCE);
		if (close == null) {
			throw new AssertionError("The connection ended without a Close frame");
		}
		return close;
	}

	/**
	 * The Close frame that the server sent.
	 */
	CloseFrame answer() throws IOException {
		return frame(readClose());
	}

	/**
	 * The Close frame that the server sent, or null if it just left.
	 */
	@Nullable CloseFrame answerIfAny() throws IOException {
		RawWebSocket.Frame answer = this.client.readUntilClose(PATIENCE);
		return (answer != null) ? frame(answer) : null;
	}

	private static CloseFrame frame(RawWebSocket.Frame close) {
		return (close.payload().length == 0) ? CloseFrame.EMPTY : frame(close.closeCode(), close.closeReason());
	}

	/**
	 * This end closed: the event says what was seen of that on the wire.
	 */
	static void assertSent(CloseEvent event, @Nullable CloseFrame sent) {
		assertThat(event.getSent()).as(event.toString()).isEqualTo(sent);
		assertThat(event.getCode()).as(event.toString()).isEqualTo((sent != null) ? sent.code() : 1006);
		assertThat(event.getReason()).as(event.toString()).isEqualTo((sent != null) ? sent.reason() : "");
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(sent != null && event.getReceived() != null);
	}

	/**
	 * The session goes on, as if nothing had been: it ends as its peer wants.
	 */
	void assertLives() throws IOException {
		this.events.assertNoMore(Duration.ofMillis(200));
		this.client.sendClose(4003, "mine");
		assertEvent(event(), CloseInitiator.PEER, 4003, "mine", true);
	}

	/**
	 * The application closed with a frame, and the peer answered it.
	 */
	CloseEvent assertAnswered(CloseFrame sent, CloseFrame answer) {
		return assertAnswered(sent, answer, awaitsAnswer(sent.code()));
	}

	CloseEvent assertAnswered(CloseFrame sent, CloseFrame answer, boolean answered) {
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, sent.code(), sent.reason(), answered);
		assertFrames(event, sent, (answered) ? answer : null);
		return event;
	}

	/**
	 * The application closed with a frame, and no valid frame came back.
	 */
	void assertNotAnswered(CloseFrame sent) {
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, sent.code(), sent.reason(), false);
		assertFrames(event, sent, null);
	}

	/**
	 * A server that waits for no answer may be gone already.
	 */
	void sendIfOpen(Sending sending) {
		try {
			sending.run();
		}
		catch (IOException ex) {
			// It is gone.
		}
	}

	/**
	 * What is sent.
	 */
	interface Sending {

		void run() throws IOException;

	}

}
