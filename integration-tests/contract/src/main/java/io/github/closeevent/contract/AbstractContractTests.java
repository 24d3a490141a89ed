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

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways to end a session, by the peer and by the application, held against the bytes that
 * were on the wire.
 */
public abstract class AbstractContractTests extends AbstractPeerContractTests {

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
		readClose();
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
		readClose();
		this.client.sendClose();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "bye", true);
		assertFrames(event, frame(4001, "bye"), CloseFrame.EMPTY);
	}

	@Test
	void applicationClosesAndPeerAnswersIllegalCode() throws IOException {
		session().close(new CloseStatus(4001));
		readClose();
		this.client.sendClose(2500, "x");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", false);
		assertFrames(event, frame(4001, ""), null);
	}

	@Test
	void applicationClosesAndPeerSendsFin() throws IOException {
		session().close(new CloseStatus(4001));
		readClose();
		this.client.shutdownOutput();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", false);
		assertFrames(event, frame(4001, ""), null);
	}

	@Test
	void applicationClosesAndPeerResets() throws IOException {
		session().close(new CloseStatus(4001));
		readClose();
		this.client.reset();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", false);
		assertFrames(event, frame(4001, ""), null);
	}

	@Test
	void applicationClosesAndPeerStaysSilent() throws IOException {
		session().close(new CloseStatus(4001));
		readClose();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", false);
		assertFrames(event, frame(4001, ""), null);
		// What comes later corrects nothing.
		this.client.sendClose(4001);
	}

	@Test
	void applicationClosesInItsHandler() throws IOException {
		say(this.client, "close 4002 inside");
		readClose();
		this.client.sendClose(4002);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4002, "inside", true);
		assertFrames(event, frame(4002, "inside"), frame(4002, ""));
	}

	@ParameterizedTest
	@ValueSource(ints = { 4002, 1001, 1008 })
	void applicationClosesTwice(int second) throws IOException {
		WebSocketSession session = session();
		session.close(new CloseStatus(4001));
		closeAgain(session, second);
		assertFirstClose(awaitsAnswer(second) || !passesOnLaterCloses());
	}

	@ParameterizedTest
	@ValueSource(ints = { 4002, 1001, 1008 })
	void applicationClosesAgainOnAnotherThread(int second) throws Exception {
		WebSocketSession session = session();
		session.close(new CloseStatus(4001));
		Thread other = new Thread(() -> closeAgain(session, second));
		other.start();
		other.join();
		assertFirstClose(awaitsAnswer(second) || !passesOnLaterCloses());
	}

	/**
	 * Whether a second close reaches the server.
	 */
	boolean passesOnLaterCloses() {
		return true;
	}

	private static void closeAgain(WebSocketSession session, int code) {
		try {
			session.close(new CloseStatus(code));
		}
		catch (IOException ex) {
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
		session().close(new CloseStatus(4001, "\u20ac".repeat(100)));
		RawWebSocket.Frame close = readClose();
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
	 * The session lives, as if nothing had been asked.
	 */
	protected void afterRefusedClose() throws IOException {
		this.events.assertNoMore(Duration.ofMillis(200));
		this.client.sendClose(4003, "mine");
		assertEvent(event(), CloseInitiator.PEER, 4003, "mine", true);
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

	@Test
	void applicationClosesThenSends() throws IOException {
		WebSocketSession session = session();
		session.close(new CloseStatus(4001));
		try {
			session.sendMessage(new TextMessage("too late"));
		}
		catch (IOException | IllegalStateException ex) {
			// Or it is ignored.
		}
		assertThat(answer()).isEqualTo(frame(4001, ""));
		this.client.sendClose(4001);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "", true);
		assertFrames(event, frame(4001, ""), frame(4001, ""));
	}

	@Test
	void applicationClosesThenThrows() throws IOException {
		say(this.client, "close-and-throw 4002");
		assertThat(answer()).isEqualTo(frame(4002, ""));
		sendIfOpen(() -> this.client.sendClose(4002));
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(event.getCode()).isEqualTo(4002);
		assertThat(event.getSent()).isEqualTo(frame(4002, ""));
	}

	@Test
	void handlerFailsWithAnError() throws IOException {
		say(this.client, "error");
		assertThat(answer().code()).isEqualTo(1011);
		sendIfOpen(() -> this.client.sendClose(1011));
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 1011, "", awaitsAnswer(1011));
		assertThat(event.getError()).isInstanceOf(StackOverflowError.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "close 4005" })
	void handlerMisbehavesWhenItIsToldOfAClose(String what) throws IOException {
		book().whenClosed(what);
		this.client.sendClose(4001, "bye");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4001, "bye", true);
		assertFrames(event, answer(), frame(4001, "bye"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "close 4005" })
	void handlerMisbehavesWhenItIsToldOfAnError(String what) throws IOException {
		session();
		book().whenFailed(what);
		this.client.reset();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
	}

}
