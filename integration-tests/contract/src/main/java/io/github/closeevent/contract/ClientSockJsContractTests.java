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
import java.net.URI;
import java.util.List;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The SockJS client over its WebSocket transport, whose client is decorated, too.
 */
public abstract class ClientSockJsContractTests extends AbstractClientContractTests {

	@Override
	String scheme() {
		return "http";
	}

	@Override
	String transport() {
		return "sockjs-websocket";
	}

	@Override
	void beginToConnect(URI uri) {
		WebSocketClient client = decorate(
				new SockJsClient(List.of(new WebSocketTransport(decorate(standardClient())))));
		// The request for the info of the server is made on this thread.
		new Thread(() -> client.execute(this.handler, null, uri)).start();
	}

	@Override
	void open() throws Exception {
		this.peer.sendText("o");
		super.open();
	}

	@Override
	void say(String text) throws IOException {
		this.peer.sendText("a[\"" + text + "\"]");
	}

	/**
	 * The client answers with a Close frame at once.
	 */
	@Test
	void peerClosesBySockJs() throws IOException {
		this.peer.sendText("c[3000,\"Go away!\"]");
		CloseFrame sent = readClose();
		this.peer.sendClose(3000, "Go away!");
		assertThat(sent).isEqualTo(frame(3000, "Go away!"));
		assertClose(CloseInitiator.PEER, sent, sent, true);
	}

	@Test
	void peerClosesBySockJsAndByAnotherFrame() throws IOException {
		this.peer.sendText("c[3002,\"\"]");
		CloseFrame sent = readClose();
		this.peer.sendClose(4001);
		assertClose(CloseInitiator.PEER, sent, frame(4001, ""), true);
	}

	/**
	 * As Spring's STOMP layer does after an error.
	 */
	@Test
	void peerClosesBySockJsWithACodeOfTheProtocol() throws IOException {
		this.peer.sendText("c[1002,\"\"]");
		CloseFrame sent = readClose();
		sendIfOpen(() -> this.peer.sendClose(1002));
		boolean answered = awaitsAnswer(1002);
		assertThat(sent).isEqualTo(frame(1002, ""));
		assertClose(CloseInitiator.PEER, sent, (answered) ? sent : null, answered);
	}

	@Test
	void peerClosesBySockJsAndByAnEmptyFrame() throws IOException {
		this.peer.sendText("c[3000,\"Go away!\"]");
		assertThat(readClose()).isEqualTo(frame(3000, "Go away!"));
		this.peer.sendText("h");
		this.peer.sendClose();
		assertClose(CloseInitiator.PEER, frame(3000, "Go away!"), CloseFrame.EMPTY, true);
	}

	@Test
	void peerSendsWhatIsNoJson() throws IOException {
		this.peer.sendText("a[\"no end");
		CloseFrame sent = readClose();
		sendIfOpen(() -> this.peer.sendClose(1007));
		assertThat(sent.code()).isEqualTo(1007);
		CloseEvent event = event();
		assertThat(event.getCode()).isEqualTo(1007);
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
	}

	/**
	 * SockJS logs the exception, and the session lives.
	 */
	@Test
	void handlerThrows() throws IOException {
		say("throw");
		this.peer.sendClose(4003, "mine");
		assertThat(event(CloseInitiator.PEER, 4003, "mine", true).getError()).isNull();
	}

	private void assertClose(CloseInitiator initiator, CloseFrame sent, @Nullable CloseFrame received, boolean clean) {
		CloseEvent event = event();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(initiator);
		assertThat(event.getCode()).as(event.toString()).isEqualTo(sent.code());
		assertThat(event.getReason()).as(event.toString()).isEqualTo(sent.reason());
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(clean);
		assertFrames(event, sent, received);
	}

}
