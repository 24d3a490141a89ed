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
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.SockJsHttpClient;
import jakarta.websocket.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.session.PollingSockJsSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sessions that handlers see.
 */
class HookSessionTests extends AbstractHookTests {

	private static TestServer server;

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class, "close-event.handshake-timeout=500ms");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Override
	TestServer server() {
		return server;
	}

	@BeforeEach
	void forgetSessions() {
		seen().clear();
	}

	private static List<WebSocketSession> seen() {
		return server.bean(Watcher.class).seen;
	}

	@Test
	void sessionIsNative() throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			WebSocketSession session = book().awaitSession();
			StandardWebSocketSession container = (StandardWebSocketSession) WebSocketSessionDecorator.unwrap(session);
			assertThat(session).isNotSameAs(container).isInstanceOfSatisfying(NativeWebSocketSession.class, (view) -> {
				assertThat(view.getNativeSession()).isSameAs(container.getNativeSession());
				assertThat(view.getNativeSession(Session.class)).isSameAs(container.getNativeSession());
				assertThat(view.getNativeSession(String.class)).isNull();
			});
			closeByPeer(client, 4001);
		}
	}

	@Test
	void sessionOfSockJsPollingIsNotNative() throws IOException {
		try (SockJsHttpClient client = new SockJsHttpClient(server.port(), "/sockjs", newId())) {
			client.open();
			WebSocketSession session = book().awaitSession();
			assertThat(session).isNotInstanceOf(NativeWebSocketSession.class);
			assertThat(WebSocketSessionDecorator.unwrap(session)).isInstanceOf(PollingSockJsSession.class);
			session.close(new CloseStatus(4002));
			server.events().awaitOne();
		}
	}

	@Test
	void oneViewPerSession() throws IOException {
		try (RawWebSocket first = connect("/raw"); RawWebSocket second = connect("/raw")) {
			await().until(() -> seen().size() == 2);
			assertThat(seen().get(0)).isNotEqualTo(seen().get(1));
			closeByPeer(first, 4003);
			second.sendClose(4004);
			assertThat(server.events().awaitNext().getCode()).isEqualTo(4004);
			assertThat(seen()).hasSize(4);
			assertThat(new HashSet<>(seen())).hasSize(2);
		}
	}

	@Test
	void sameViewInEveryCallback() throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			client.sendText("hello");
			client.shutdownOutput();
			assertEvent(server.events().awaitOne(), CloseInitiator.NETWORK, 1006, false);
			assertThat(book().log()).containsExactly("established", "message", "error", "closed 1006");
			assertThat(seen()).hasSize(4).allSatisfy((session) -> assertThat(session).isSameAs(seen().get(0)));
		}
	}

	@Test
	void sameViewInTransportErrorAfterTheClose() throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			establishedSession().close(new CloseStatus(4005));
			client.readUntilClose(PATIENCE);
			client.reset();
			assertSameViewInLateError(4005);
			assertEvent(server.events().awaitOne(), CloseInitiator.APPLICATION, 4005, false);
		}
	}

	@Test
	void equalViewInTransportErrorAfterTheEvent() throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			establishedSession().close(new CloseStatus(4006));
			client.readUntilClose(PATIENCE);
			assertEvent(server.events().awaitOne(), CloseInitiator.APPLICATION, 4006, false);
			client.reset();
			assertSameViewInLateError(4006);
		}
	}

	private static WebSocketSession establishedSession() {
		await().until(() -> seen().size() == 1);
		return seen().get(0);
	}

	private void assertSameViewInLateError(int code) {
		await().untilAsserted(() -> assertThat(book().log()).containsExactly("established", "closed " + code, "error"));
		await().until(() -> seen().size() == 3);
		assertThat(new HashSet<>(seen())).hasSize(1);
		assertThat(seen()).extracting(WebSocketSession::hashCode).containsOnly(seen().get(0).hashCode());
		assertThat(seen().get(2)).isEqualTo(seen().get(0)).isInstanceOf(NativeWebSocketSession.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		Watcher watcher(ScriptedHandler.Book book) {
			return new Watcher(book);
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(Watcher watcher, ScriptedHandler.Book book) {
			return (registry) -> {
				registry.addHandler(new ScriptedHandler(watcher, book), "/raw");
				registry.addHandler(new ScriptedHandler(watcher, book), "/sockjs").withSockJS();
			};
		}

	}

	/**
	 * Remembers the session of every callback.
	 */
	static class Watcher extends TextWebSocketHandler {

		private final List<WebSocketSession> seen = new CopyOnWriteArrayList<>();

		private final ScriptedHandler.Book book;

		Watcher(ScriptedHandler.Book book) {
			this.book = book;
		}

		@Override
		public void afterConnectionEstablished(WebSocketSession session) {
			this.seen.add(session);
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) {
			this.book.log().add("message");
			this.seen.add(session);
		}

		@Override
		public void handleTransportError(WebSocketSession session, Throwable exception) {
			this.seen.add(session);
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			this.seen.add(session);
		}

	}

}
