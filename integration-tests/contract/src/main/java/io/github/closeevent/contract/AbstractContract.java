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
import io.github.closeevent.test.WireExpectation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A server, a client of exact bytes, and what was recorded of the two.
 */
abstract class AbstractContract extends AbstractServerContract {

	private boolean early;

	private boolean unseen;

	RawWebSocket client;

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

	/**
	 * Whether the server may read an answer that it does not wait for.
	 * @return whether a close that is not answered for sure may be clean
	 */
	protected boolean mayReadAnswer() {
		return false;
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

	/**
	 * The event is out before the connection has ended: what its peer reads and writes
	 * then proves nothing.
	 */
	void expectEarlyEvent() {
		this.early = true;
	}

	/**
	 * This end may have begun to close with a frame that did not get out.
	 */
	void expectUnseenClose() {
		this.unseen = true;
	}

	@BeforeEach
	void connect() throws IOException {
		this.early = false;
		this.unseen = false;
		open(path());
		awaitOpen(this.client);
	}

	/**
	 * Open a session.
	 */
	final void open(String path) throws IOException {
		this.client = RawWebSocket.connect(this.server.port(), path);
	}

	/**
	 * End the session that every test begins with, so that the test can open another.
	 */
	void leave() throws IOException {
		this.client.sendClose(1000);
		event();
		this.client.close();
		forget();
	}

	/**
	 * Wait until the server has nothing more to say about the opening.
	 * @param client the client that waits
	 * @throws IOException if nothing could be read
	 */
	protected void awaitOpen(RawWebSocket client) throws IOException {
	}

	/**
	 * The connection ends, and all that was on it has been seen: whatever the test has
	 * looked at, the event agrees with the bytes.
	 */
	@AfterEach
	void disconnect() throws IOException {
		if (!this.client.isClosed()) {
			this.client.readToEnd(Duration.ofMillis(500));
		}
		this.client.close();
		if (isExact() && !this.early) {
			WireExpectation expectation = this.client.wire().expectation();
			((this.unseen) ? expectation.orClosedUnseen() : expectation).check(event());
		}
	}

	/**
	 * Whether the server can be asked how its sessions end.
	 */
	boolean isExact() {
		return true;
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
	 * The session goes on, as if nothing had been: it ends as its peer wants.
	 */
	void assertLives() throws IOException {
		this.events.assertNoMore(Duration.ofMillis(200));
		this.client.sendClose(LIVES_ON.code(), LIVES_ON.reason());
		assertEvent(event(), CloseInitiator.PEER, LIVES_ON.code(), LIVES_ON.reason(), true);
	}

	/**
	 * The application closed with a frame, and the peer answered it.
	 */
	CloseEvent assertAnswered(CloseFrame sent, CloseFrame answer) {
		return assertAnswered(sent, answer, awaitsAnswer(sent.code()));
	}

	CloseEvent assertAnswered(CloseFrame sent, CloseFrame answer, boolean answered) {
		CloseEvent event = event();
		boolean read = answered || (mayReadAnswer() && event.getReceived() != null);
		assertEvent(event, CloseInitiator.APPLICATION, sent.code(), sent.reason(), read);
		assertFrames(event, sent, (read) ? answer : null);
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
