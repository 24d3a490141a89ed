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
import java.util.Map;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.PerConnectionWebSocketHandler;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every kind of handler that can be registered.
 */
class HookRegistrationTests extends AbstractHookTests {

	private static TestServer server;

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

	@ParameterizedTest
	@ValueSource(strings = { "/bean", "/new", "/first", "/second" })
	void registeredHandler(String path) throws IOException {
		CloseEvent event = closeByPeer(path, 4001);
		assertOpenedBy(event, path, "websocket");
		assertHandled(4001);
	}

	@Test
	void handlerThatIsInjectedByItsClass() throws IOException {
		assertThat(server.bean(Colleague.class).handler()).isSameAs(server.bean(ScriptedHandler.class));
		closeByPeer("/bean", 4002);
		assertHandled(4002);
	}

	@Test
	void handlerPerConnection() throws IOException {
		try (RawWebSocket first = connect("/per-connection"); RawWebSocket second = connect("/per-connection")) {
			await().until(() -> book().log().size() == 2);
			CloseEvent event = closeByPeer(first, 4003);
			assertOpenedBy(event, "/per-connection", "websocket");
			assertThat(book().log()).containsExactly("established", "established", "closed 4003", "destroyed 4003");
			second.sendClose(4004);
			assertThat(server.events().awaitNext().getCode()).isEqualTo(4004);
			assertThat(book().log()).endsWith("closed 4004", "destroyed 4004");
		}
	}

	@Test
	void requestHandlerPerRequest() throws IOException {
		CloseEvent event = closeByPeer("/prototype", 4005);
		assertOpenedBy(event, "/prototype", "websocket");
		assertHandled(4005);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		ScriptedHandler handler(ScriptedHandler.Book book) {
			return new ScriptedHandler(new TextWebSocketHandler(), book);
		}

		@Bean
		Colleague colleague(ScriptedHandler handler) {
			return new Colleague(handler);
		}

		@Bean
		PerConnectionWebSocketHandler perConnection() {
			return new PerConnectionWebSocketHandler(OneConnection.class);
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(ScriptedHandler handler, PerConnectionWebSocketHandler perConnection,
				ScriptedHandler.Book book) {
			return (registry) -> registry.addHandler(handler, "/bean")
				.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/new")
				.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/first", "/second")
				.addHandler(perConnection, "/per-connection");
		}

		@Bean
		@Scope(BeanDefinition.SCOPE_PROTOTYPE)
		WebSocketHttpRequestHandler requestHandler(ScriptedHandler.Book book) {
			return new WebSocketHttpRequestHandler(new ScriptedHandler(new TextWebSocketHandler(), book));
		}

		@Bean
		SimpleUrlHandlerMapping prototypeMapping() {
			return new SimpleUrlHandlerMapping(Map.of("/prototype", "requestHandler"), 0);
		}

	}

	/**
	 * Knows the handler by its own class, not by an interface.
	 *
	 * @param handler the handler
	 */
	record Colleague(ScriptedHandler handler) {

	}

	/**
	 * Made for one session, and destroyed after it.
	 */
	static class OneConnection extends TextWebSocketHandler {

		private final ScriptedHandler.Book book;

		private String closed = "never";

		OneConnection(ScriptedHandler.Book book) {
			this.book = book;
		}

		@Override
		public void afterConnectionEstablished(WebSocketSession session) {
			this.book.log().add("established");
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			this.closed = String.valueOf(status.getCode());
			this.book.log().add("closed " + this.closed);
		}

		@PreDestroy
		void destroy() {
			this.book.log().add("destroyed " + this.closed);
		}

	}

}
