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
import java.util.List;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.test.RecordedCloseEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.sockjs.client.RestClientXhrTransport;
import org.springframework.web.socket.sockjs.client.SockJsClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The SockJS client over HTTP, with a server of Spring.
 */
@Timeout(60)
public abstract class ClientSockJsHttpContractTests {

	private final ClientHandler handler = new ClientHandler();

	private TestServer server;

	private ClientApplication application;

	private WebSocketSession session;

	private RecordedCloseEvents events;

	@BeforeEach
	void connect() {
		this.server = TestServer.start(Server.class, "server.shutdown=immediate", "close-event.shutdown.enabled=false");
		this.application = ClientApplication.start();
		this.events = this.application.events();
		WebSocketClient client = this.application.clients()
			.decorate(new SockJsClient(List.of(new RestClientXhrTransport())));
		client.execute(this.handler, "http://127.0.0.1:{port}/sockjs", this.server.port());
		this.session = this.handler.awaitSession();
	}

	@AfterEach
	void close() {
		this.events.assertNoMore(Duration.ofMillis(50));
		await().untilAsserted(() -> assertThat(this.application.knownSessions()).isZero());
		this.application.close();
		this.server.close();
	}

	@Test
	void peerCloses() throws IOException {
		this.session.sendMessage(new TextMessage("close 4001 bye"));
		assertEvent(CloseInitiator.PEER, 4001, "bye", new CloseFrame(4001, "bye"));
	}

	/**
	 * There is no request that could carry the close to the server.
	 */
	@Test
	void applicationCloses() throws IOException {
		this.session.close(new CloseStatus(4001, "bye"));
		assertEvent(CloseInitiator.APPLICATION, 1006, "", null);
	}

	@Test
	void peerIsGone() {
		this.server.close();
		assertThat(assertEvent(CloseInitiator.NETWORK, 1006, "", null).getError()).isNotNull();
	}

	private CloseEvent assertEvent(CloseInitiator initiator, int code, String reason, @Nullable CloseFrame received) {
		CloseEvent event = this.events.awaitOne();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(initiator);
		assertThat(event.getCode()).as(event.toString()).isEqualTo(code);
		assertThat(event.getReason()).as(event.toString()).isEqualTo(reason);
		assertThat(event.getSent()).as(event.toString()).isNull();
		assertThat(event.getReceived()).as(event.toString()).isEqualTo(received);
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(received != null);
		assertThat(event.getSession().getSide()).isEqualTo(Side.CLIENT);
		assertThat(event.getSession().getTransport()).isEqualTo("sockjs");
		assertThat(event.getSession().getPath()).isEqualTo("/sockjs");
		return event;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Server {

		@Bean
		WebSocketConfigurer webSocketConfigurer() {
			return (registry) -> registry.addHandler(new ClientHandler(), "/sockjs").withSockJS();
		}

	}

}
