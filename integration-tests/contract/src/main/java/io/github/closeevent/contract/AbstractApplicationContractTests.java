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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application closes the session.
 */
abstract class AbstractApplicationContractTests extends AbstractContainerContractTests {

	/**
	 * Whether the server reads the answer although the application sent after its close.
	 * @return whether such a close can be clean
	 */
	protected boolean awaitsAnswerAfterLateMessage() {
		return awaitsAnswer(4001);
	}

	/**
	 * Whether a reason is cut that does not fit into a Close frame.
	 * @return whether the frame keeps to its limit
	 */
	protected boolean cutsReasons() {
		return true;
	}

	/**
	 * Whether a second close reaches the server.
	 */
	boolean passesOnLaterCloses() {
		return true;
	}

	// The application closes

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 4999 })
	void applicationClosesAndPeerAnswersTheSame(int code) throws IOException {
		session().close(code, "no");
		assertThat(answer()).isEqualTo(frame(code, "no"));
		sendIfOpen(() -> this.client.sendClose(code, "no"));
		assertAnswered(frame(code, "no"), frame(code, "no"));
	}

	@Test
	void applicationClosesAndPeerAnswersAnotherCode() throws IOException {
		session().close(4001, "bye");
		readClose();
		sendIfOpen(() -> this.client.sendClose(1000, "ok"));
		assertAnswered(frame(4001, "bye"), frame(1000, "ok"));
	}

	@Test
	void applicationClosesAndPeerAnswersEmptyFrame() throws IOException {
		// A control frame before the answer must not be taken for its payload.
		this.client.sendPing(new byte[] { 0x0f, (byte) 0xa2, 'x' });
		while (this.client.readFrame(PATIENCE).opcode() != 10) {
			// SockJS opens with a message of its own.
		}
		session().close(4001, "bye");
		readClose();
		sendIfOpen(() -> this.client.sendClose());
		assertAnswered(frame(4001, "bye"), CloseFrame.EMPTY);
	}

	@Test
	void applicationClosesAndPeerAnswersIllegalCode() throws IOException {
		session().close(4001);
		readClose();
		sendIfOpen(() -> this.client.sendClose(2500, "x"));
		assertNotAnswered(frame(4001, ""));
	}

	@Test
	void applicationClosesAndPeerSendsFin() throws IOException {
		session().close(4001);
		readClose();
		sendIfOpen(() -> this.client.shutdownOutput());
		assertNotAnswered(frame(4001, ""));
	}

	@Test
	void applicationClosesAndPeerResets() throws IOException {
		session().close(4001);
		readClose();
		sendIfOpen(() -> this.client.reset());
		assertNotAnswered(frame(4001, ""));
	}

	@Test
	void applicationClosesAndPeerStaysSilent() throws IOException {
		session().close(4001);
		readClose();
		assertNotAnswered(frame(4001, ""));
	}

	@Test
	void applicationClosesAndPeerAnswersTooLate() throws IOException {
		session().close(4001);
		readClose();
		assertNotAnswered(frame(4001, ""));
		sendIfOpen(() -> this.client.sendClose(4001));
		this.events.assertNoMore(Duration.ofMillis(200));
	}

	@Test
	void applicationClosesInItsHandler() throws IOException {
		say(this.client, "close 4002 inside");
		readClose();
		sendIfOpen(() -> this.client.sendClose(4002));
		assertAnswered(frame(4002, "inside"), frame(4002, ""), awaitsAnswer(4002));
	}

	@Test
	void applicationClosesWithoutStatus() throws IOException {
		say(this.client, "close");
		CloseFrame sent = withoutStatus();
		assertThat(answer()).isEqualTo(sent);
		sendIfOpen(() -> this.client.sendClose());
		assertAnswered(sent, CloseFrame.EMPTY, awaitsAnswer(sent.code()));
	}

	/**
	 * What is sent for a close without a status.
	 */
	CloseFrame withoutStatus() {
		return frame(1000, "");
	}

	@ParameterizedTest
	@ValueSource(ints = { 4002, 1001, 1008 })
	void applicationClosesTwice(int second) throws IOException {
		ApplicationSession session = session();
		session.close(4001);
		closeAgain(session, second);
		assertFirstClose(awaitsAnswer(second) || !passesOnLaterCloses());
	}

	@ParameterizedTest
	@ValueSource(ints = { 4002, 1001, 1008 })
	void applicationClosesAgainOnAnotherThread(int second) throws Exception {
		ApplicationSession session = session();
		session.close(4001);
		Thread other = new Thread(() -> closeAgain(session, second));
		other.start();
		other.join();
		assertFirstClose(awaitsAnswer(second) || !passesOnLaterCloses());
	}

	private static void closeAgain(ApplicationSession session, int code) {
		try {
			session.close(code);
		}
		catch (IOException | RuntimeException ex) {
			// Some servers say that it is closed, and some end the connection.
		}
	}

	private void assertFirstClose(boolean answered) throws IOException {
		assertThat(answer()).isEqualTo(frame(4001, ""));
		sendIfOpen(() -> this.client.sendClose(4001));
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", answered);
		assertFrames(event, frame(4001, ""), (answered) ? frame(4001, "") : null);
	}

	@Test
	void applicationClosesWithAReasonThatIsCut() throws IOException {
		session().close(4001, "\u20ac".repeat(100));
		RawWebSocket.Frame close = readClose();
		sendIfOpen(() -> this.client.sendClose());
		assertThat(close.payload().length <= 125).isEqualTo(cutsReasons());
		assertAnswered(frame(4001, close.closeReason()), CloseFrame.EMPTY);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1004, 1005, 1006, 1014, 1015, 1016, 2000 })
	void applicationClosesWithACodeThatAServerMayRefuse(int code) throws IOException {
		ApplicationSession session = session();
		try {
			session.close(code);
		}
		catch (IOException | RuntimeException ex) {
			afterRefusedClose();
			return;
		}
		CloseFrame sent = answer();
		sendIfOpen(() -> this.client.sendClose());
		assertAnswered(sent, CloseFrame.EMPTY);
	}

	/**
	 * The session lives, as if nothing had been asked.
	 */
	protected void afterRefusedClose() throws IOException {
		assertLives();
	}

	@Test
	void applicationClosesThenSends() throws IOException {
		ApplicationSession session = session();
		session.close(4001);
		try {
			session.send("too late");
		}
		catch (IOException | RuntimeException ex) {
			// Or it is ignored.
		}
		assertThat(answer()).isEqualTo(frame(4001, ""));
		sendIfOpen(() -> this.client.sendClose(4001));
		assertAnswered(frame(4001, ""), frame(4001, ""), awaitsAnswerAfterLateMessage());
	}

}
