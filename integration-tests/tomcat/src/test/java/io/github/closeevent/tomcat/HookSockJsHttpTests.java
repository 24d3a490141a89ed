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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.SockJsHttpClient;
import io.github.closeevent.test.SockJsStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * SockJS over HTTP, where its own close frame stands for the Close frame.
 */
class HookSockJsHttpTests extends AbstractHookTests {

	private static TestServer server;

	private SockJsHttpClient client;

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Override
	TestServer server() {
		return server;
	}

	@AfterEach
	void disconnect() throws IOException {
		this.client.close();
	}

	private SockJsHttpClient client(String path) {
		this.client = new SockJsHttpClient(server.port(), path, newId());
		return this.client;
	}

	private CompletableFuture<String> poll(WebSocketSession session) {
		AbstractSockJsSession sockJsSession = (AbstractSockJsSession) WebSocketSessionDecorator.unwrap(session);
		CompletableFuture<String> poll = this.client.xhrAsync();
		await().until(sockJsSession::isActive);
		return poll;
	}

	@Test
	void handlerClosesWhileClientPolls() throws Exception {
		client("/sockjs").open();
		CompletableFuture<String> poll = poll(book().awaitSession());
		this.client.send("close 4001 bye");
		assertThat(poll.get(10, TimeUnit.SECONDS)).isEqualTo("c[4001,\"bye\"]\n");
		CloseEvent event = server.events().awaitOne();
		assertSentByApplication(event, 4001, "bye");
		assertOpenedBy(event, "/sockjs/**", "sockjs-xhr");
		assertHandled(4001);
	}

	@Test
	void handlerClosesBetweenTwoPolls() throws IOException {
		client("/sockjs").open();
		book().awaitSession().close(new CloseStatus(4002, "bye"));
		CloseEvent event = server.events().awaitOne();
		assertEvent(event, CloseInitiator.APPLICATION, 1006, false);
		assertThat(event.getReason()).isEmpty();
		assertThat(event.getSent()).isNull();
		assertThat(event.getReceived()).isNull();
		assertHandled(4002);
	}

	@Test
	void clientStopsPolling() throws IOException {
		client("/hasty").open();
		CloseEvent event = server.events().awaitOne();
		assertLost(event);
		assertOpenedBy(event, "/hasty/**", "sockjs-xhr");
		assertHandled(3000);
	}

	@Test
	void clientOfStreamIsGone() throws IOException {
		SockJsStream stream = client("/hasty").xhrStreaming();
		stream.awaitContent("o\n", PATIENCE);
		stream.reset();
		CloseEvent event = server.events().awaitOne();
		assertLost(event);
		assertOpenedBy(event, "/hasty/**", "sockjs-xhr-streaming");
		assertHandled(1011);
	}

	@Test
	void handlerClosesXhrStream() throws IOException {
		SockJsStream stream = client("/sockjs").xhrStreaming();
		stream.awaitContent("o\n", PATIENCE);
		this.client.send("close 4001 bye");
		stream.awaitContent("c[4001,\"bye\"]", PATIENCE);
		CloseEvent event = server.events().awaitOne();
		assertSentByApplication(event, 4001, "bye");
		assertOpenedBy(event, "/sockjs/**", "sockjs-xhr-streaming");
		assertHandled(4001);
	}

	@Test
	void handlerClosesEventSource() throws IOException {
		SockJsStream stream = client("/sockjs").eventSource();
		stream.awaitContent("data: o", PATIENCE);
		this.client.send("close 4001 bye");
		stream.awaitContent("data: c[4001,\"bye\"]", PATIENCE);
		CloseEvent event = server.events().awaitOne();
		assertSentByApplication(event, 4001, "bye");
		assertOpenedBy(event, "/sockjs/**", "sockjs-eventsource");
		assertHandled(4001);
	}

	@Test
	void handlerThrows() throws IOException {
		SockJsStream stream = client("/sockjs").xhrStreaming();
		stream.awaitContent("o\n", PATIENCE);
		this.client.send("throw");
		stream.awaitContent("c[1011,\"\"]", PATIENCE);
		CloseEvent event = server.events().awaitOne();
		assertSentByApplication(event, 1011, "");
		assertThat(event.getError()).isInstanceOf(IllegalStateException.class).hasMessage("asked to throw");
		assertHandled(1011);
	}

	@Test
	void handlerClosesWithoutStatus() throws IOException {
		SockJsStream stream = client("/sockjs").xhrStreaming();
		stream.awaitContent("o\n", PATIENCE);
		this.client.send("close");
		stream.awaitContent("c[3000,\"Go away!\"]", PATIENCE);
		assertSentByApplication(server.events().awaitOne(), 3000, "Go away!");
		assertHandled(3000);
	}

	private static void assertSentByApplication(CloseEvent event, int code, String reason) {
		assertEvent(event, CloseInitiator.APPLICATION, code, true);
		assertThat(event.getReason()).isEqualTo(reason);
		assertThat(event.getSent()).isEqualTo(new CloseFrame(code, reason));
		assertThat(event.getReceived()).isNull();
	}

	private static void assertLost(CloseEvent event) {
		assertEvent(event, CloseInitiator.NETWORK, 1006, false);
		assertThat(event.getReason()).isEmpty();
		assertThat(event.getSent()).isNull();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(ScriptedHandler.Book book) {
			return (registry) -> {
				ScriptedHandler handler = new ScriptedHandler(new TextWebSocketHandler(), book);
				registry.addHandler(handler, "/sockjs").withSockJS();
				registry.addHandler(handler, "/hasty").withSockJS().setDisconnectDelay(500).setHeartbeatTime(200);
			};
		}

	}

}
