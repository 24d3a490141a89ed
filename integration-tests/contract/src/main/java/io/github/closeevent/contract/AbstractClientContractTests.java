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

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways to end the session of a client whose application has a {@code WebSocketSession}.
 */
@SuppressWarnings("NullAway.Init") // Set before each test
abstract class AbstractClientContractTests extends AbstractClientPeerContractTests {

	final ClientHandler handler = new ClientHandler();

	WebSocketSession session;

	/**
	 * Make the server say something to the handler.
	 */
	void say(String text) throws IOException {
		this.peer.sendText(text);
	}

	@Override
	void open() throws Exception {
		this.session = this.handler.awaitSession();
	}

	@Override
	void applicationCloses() throws Exception {
		this.session.close(new CloseStatus(4001));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 3000, 4999 })
	void applicationClosesAndPeerAnswersTheSame(int code) throws IOException {
		closes(code);
	}

	final void closes(int code) throws IOException {
		this.session.close(new CloseStatus(code, "no"));
		assertThat(readClose()).isEqualTo(frame(code, "no"));
		sendIfOpen(() -> this.peer.sendClose(code, "no"));
		boolean answered = awaitsAnswer(code);
		CloseEvent event = event(CloseInitiator.APPLICATION, code, "no", answered);
		assertFrames(event, frame(code, "no"), (answered) ? frame(code, "no") : null);
	}

	@Test
	void applicationClosesAndPeerAnswersAnotherCode() throws IOException {
		this.session.close(new CloseStatus(4001, "bye"));
		readClose();
		this.peer.sendClose(1000, "ok");
		CloseEvent event = event(CloseInitiator.APPLICATION, 4001, "bye", true);
		assertFrames(event, frame(4001, "bye"), frame(1000, "ok"));
	}

	@Test
	void applicationClosesAndPeerAnswersEmptyFrame() throws IOException {
		this.session.close(new CloseStatus(4001, "bye"));
		readClose();
		this.peer.sendClose();
		CloseEvent event = event(CloseInitiator.APPLICATION, 4001, "bye", true);
		assertFrames(event, frame(4001, "bye"), CloseFrame.EMPTY);
	}

	@Test
	void applicationClosesAndPeerAnswersIllegalCode() throws IOException {
		this.session.close(new CloseStatus(4001));
		readClose();
		this.peer.sendClose(2500, "x");
		assertFrames(event(CloseInitiator.APPLICATION, 4001, "", false), frame(4001, ""), null);
	}

	@Test
	void applicationClosesAndPeerSendsFin() throws IOException {
		this.session.close(new CloseStatus(4001));
		readClose();
		this.peer.shutdownOutput();
		assertFrames(event(CloseInitiator.APPLICATION, 4001, "", false), frame(4001, ""), null);
	}

	@Test
	void applicationClosesAndPeerResets() throws IOException {
		this.session.close(new CloseStatus(4001));
		readClose();
		this.peer.reset();
		assertFrames(event(CloseInitiator.APPLICATION, 4001, "", false), frame(4001, ""), null);
	}

	@Test
	void applicationClosesAndPeerStaysSilent() throws IOException {
		this.session.close(new CloseStatus(4001));
		readClose();
		assertFrames(event(CloseInitiator.APPLICATION, 4001, "", false), frame(4001, ""), null);
		// What comes later corrects nothing.
		this.peer.sendClose(4001);
	}

	@Test
	void applicationClosesInItsHandler() throws IOException {
		say("close 4002 inside");
		readClose();
		this.peer.sendClose(4002);
		CloseEvent event = event(CloseInitiator.APPLICATION, 4002, "inside", true);
		assertFrames(event, frame(4002, "inside"), frame(4002, ""));
	}

	@Test
	void applicationClosesTwice() throws IOException {
		this.session.close(new CloseStatus(4001));
		try {
			this.session.close(new CloseStatus(4002));
		}
		catch (IOException ex) {
			// Or it is ignored.
		}
		assertThat(readClose()).isEqualTo(frame(4001, ""));
		sendIfOpen(() -> this.peer.sendClose(4001));
		assertFrames(event(CloseInitiator.APPLICATION, 4001, "", true), frame(4001, ""), frame(4001, ""));
	}

	@Test
	void applicationClosesWithoutAStatus() throws IOException {
		this.session.close();
		assertThat(readClose()).isEqualTo(frame(1000, ""));
		this.peer.sendClose(1000);
		assertFrames(event(CloseInitiator.APPLICATION, 1000, "", true), frame(1000, ""), frame(1000, ""));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1004, 1005, 1006, 1015, 1016, 2000 })
	void applicationClosesWithACodeThatAClientMayRefuse(int code) throws IOException {
		if (isRefused(code)) {
			this.peer.sendClose(4003, "mine");
			event(CloseInitiator.PEER, 4003, "mine", true);
			return;
		}
		CloseFrame sent = readClose();
		sendIfOpen(() -> this.peer.sendClose(1000));
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(event.getSent()).isEqualTo(sent);
	}

	/**
	 * Some clients throw, and others say nothing.
	 */
	private boolean isRefused(int code) {
		try {
			this.session.close(new CloseStatus(code));
		}
		catch (IOException | IllegalArgumentException ex) {
			return true;
		}
		return refusesInSilence() && code != CloseCode.NO_STATUS_RECEIVED;
	}

	/**
	 * Whether the client ignores a close with a code that may not be on the wire; 1005 is
	 * an empty frame then.
	 */
	protected boolean refusesInSilence() {
		return false;
	}

}
