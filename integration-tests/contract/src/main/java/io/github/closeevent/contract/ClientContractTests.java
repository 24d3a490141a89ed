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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawServerWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client of Jakarta EE.
 */
@SuppressWarnings("NullAway.Init") // Set before each test
public abstract class ClientContractTests extends AbstractClientContractTests {

	private CompletableFuture<WebSocketSession> future;

	@Override
	void beginToConnect(URI uri) {
		WebSocketClient client = decorate(standardClient());
		this.future = client.execute(this.handler, null, uri);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013 })
	void applicationClosesWithACodeOfTheProtocol(int code) throws IOException {
		closes(code);
	}

	@Test
	void sessionOfTheFutureIsTheOneOfTheHandler() throws Exception {
		WebSocketSession session = this.future.get(10, TimeUnit.SECONDS);
		assertThat(session).isEqualTo(this.session);
		session.close(new CloseStatus(4001, "bye"));
		readClose();
		this.peer.sendClose(1000);
		event(CloseInitiator.APPLICATION, 4001, "bye", true);
	}

	@Test
	void handlerThrows() throws IOException {
		say("throw");
		exception();
	}

	@Test
	void handlerThrowsWhenItIsToldOfTheConnection() throws Exception {
		this.peer.sendClose(1000);
		this.events.awaitOne();
		this.events.clear();
		this.handler.throwWhenEstablished();
		beginToConnect(uri());
		RawServerWebSocket first = this.peer;
		this.peer = accept();
		open();
		exception();
		first.close();
	}

	@Test
	void handlerFailsWithAnError() throws IOException {
		say("error");
		readClose();
		sendIfOpen(() -> this.peer.sendClose(1011));
		CloseEvent event = event(CloseInitiator.APPLICATION, 1011, "", awaitsAnswer(1011));
		assertThat(event.getError()).isInstanceOf(StackOverflowError.class);
	}

	private void exception() throws IOException {
		assertThat(readClose()).isEqualTo(frame(1011, ""));
		sendIfOpen(() -> this.peer.sendClose(1011));
		boolean answered = awaitsAnswer(1011);
		CloseEvent event = event(CloseInitiator.APPLICATION, 1011, "", answered);
		assertFrames(event, frame(1011, ""), (answered) ? frame(1011, "") : null);
		assertThat(event.getError()).isInstanceOf(IllegalStateException.class).hasMessage("asked to throw");
	}

}
