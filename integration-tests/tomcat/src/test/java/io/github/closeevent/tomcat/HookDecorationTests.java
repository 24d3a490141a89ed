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
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.StompFrames;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.servlet.CloseEventWebSocketHandlerDecoratorFactory;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.HandshakeInterceptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handlers that are decorated already, and what is around a handler.
 */
class HookDecorationTests extends AbstractHookTests {

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

	@Test
	void decoratedByTheApplication() throws IOException {
		CloseEvent event = closeByPeer("/decorated", 4001);
		assertOpenedBy(event, "/decorated", "websocket");
		assertHandled(4001);
	}

	@Test
	void decoratedByTheApplicationBelowAnotherDecorator() throws IOException {
		CloseEvent event = closeByPeer("/decorated-below", 4002);
		assertOpenedBy(event, "/decorated-below", "websocket");
		assertHandled(4002);
	}

	@Test
	void stompDecoratedByTheApplication() throws IOException {
		CloseEvent event = closeByPeer("/stomp", 4003, "v12.stomp");
		assertOpenedBy(event, "/stomp", "websocket");
		assertHandled(4003);
	}

	@Test
	void stompDecoratedByTheApplicationCloses() throws IOException {
		try (RawWebSocket client = connect("/stomp", "v12.stomp")) {
			client.sendText(StompFrames.BAD);
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1002);
			client.sendClose(1002);
			assertEvent(server.events().awaitOne(), CloseInitiator.CONTAINER, 1002, true);
			assertHandled(1002);
		}
	}

	@ParameterizedTest
	@CsvSource({ "/intercepted, /intercepted, websocket",
			"/intercepted-sockjs/000/one/websocket, /intercepted-sockjs/**, sockjs-websocket" })
	void handshakeInterceptors(String path, String pathPattern, String transport) throws IOException {
		CloseEvent event = closeByPeer(path, 4004);
		assertOpenedBy(event, pathPattern, transport);
		assertThat(event.getSession().getAttributes()).containsEntry("path", path)
			.containsEntry("handler", TextWebSocketHandler.class);
		assertHandled(4004);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	@EnableWebSocketMessageBroker
	static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(CloseEventWebSocketHandlerDecoratorFactory factory,
				ScriptedHandler.Book book) {
			ScriptedHandler handler = new ScriptedHandler(new TextWebSocketHandler(), book);
			return (registry) -> {
				registry.addHandler(factory.decorate(handler), "/decorated");
				registry.addHandler(new WebSocketHandlerDecorator(factory.decorate(handler)), "/decorated-below");
				registry.addHandler(handler, "/intercepted").addInterceptors(new Interceptor());
				registry.addHandler(handler, "/intercepted-sockjs").addInterceptors(new Interceptor()).withSockJS();
			};
		}

		@Bean
		WebSocketMessageBrokerConfigurer brokerConfigurer(CloseEventWebSocketHandlerDecoratorFactory factory,
				ScriptedHandler.Book book) {
			return new WebSocketMessageBrokerConfigurer() {

				@Override
				public void registerStompEndpoints(StompEndpointRegistry registry) {
					registry.addEndpoint("/stomp");
				}

				@Override
				public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
					registration.addDecoratorFactory((handler) -> new ScriptedHandler(handler, book));
					registration.addDecoratorFactory(factory);
				}

			};
		}

	}

	/**
	 * Leaves attributes.
	 */
	static class Interceptor implements HandshakeInterceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
				Map<String, Object> attributes) {
			attributes.put("path", request.getURI().getPath());
			attributes.put("handler", WebSocketHandlerDecorator.unwrap(handler).getClass());
			return true;
		}

		@Override
		public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
				Exception exception) {
		}

	}

}
