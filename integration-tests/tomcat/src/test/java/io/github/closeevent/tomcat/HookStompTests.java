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
import java.util.List;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.StompFrames;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * STOMP with and without SockJS, with a decorator of the application.
 */
class HookStompTests extends AbstractHookTests {

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

	@BeforeEach
	void forgetDisconnects() {
		disconnects().clear();
	}

	@AfterEach
	void disconnectIsPublishedToo() {
		assertThat(disconnects()).hasSize(1);
	}

	private static List<Integer> disconnects() {
		return server.bean(Disconnects.class).codes();
	}

	@Test
	void subProtocolIsNegotiated() throws IOException {
		try (RawWebSocket client = connect("/stomp", "mqtt", "v11.stomp", "v12.stomp")) {
			assertThat(client.getSubProtocol()).isEqualTo("v11.stomp");
			CloseEvent event = closeByPeer(client, 4000);
			assertThat(event.getSession().getSubProtocol()).isEqualTo("v11.stomp");
		}
	}

	@Test
	void connectedPeerCloses() throws IOException {
		try (RawWebSocket client = connect("/stomp", "v12.stomp")) {
			assertThat(client.getSubProtocol()).isEqualTo("v12.stomp");
			client.sendText(StompFrames.CONNECT);
			assertThat(client.readFrame(PATIENCE).text()).startsWith("CONNECTED");
			CloseEvent event = closeByPeer(client, 4000);
			assertOpenedBy(event, "/stomp", "websocket");
			assertThat(event.getSession().getSubProtocol()).isEqualTo("v12.stomp");
			assertThat(disconnects()).containsExactly(4000);
			assertHandled(4000);
		}
	}

	@Test
	void connectedPeerClosesSockJs() throws IOException {
		try (RawWebSocket client = connect(sockJs("/stomp-sockjs"), "v12.stomp")) {
			assertThat(client.getSubProtocol()).isEqualTo("v12.stomp");
			assertThat(client.readFrame(PATIENCE).text()).isEqualTo("o");
			client.sendText(StompFrames.inSockJs(StompFrames.CONNECT));
			assertThat(client.readFrame(PATIENCE).text()).startsWith("a[\"CONNECTED");
			CloseEvent event = closeByPeer(client, 4000);
			assertOpenedBy(event, "/stomp-sockjs/**", "sockjs-websocket");
			assertThat(event.getSession().getSubProtocol()).isEqualTo("v12.stomp");
			assertThat(disconnects()).containsExactly(4000);
			assertHandled(4000);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void userOfTheConnectFrameIsTheUserOfTheSession(boolean sockJs) throws Exception {
		WebSocketSessions sessions = server.bean(WebSocketSessions.class);
		try (RawWebSocket client = connect((sockJs) ? sockJs("/stomp-sockjs") : "/stomp", "v12.stomp")) {
			String connect = StompFrames.connect("login", "alice");
			if (sockJs) {
				client.readFrame(PATIENCE);
			}
			client.sendText((sockJs) ? StompFrames.inSockJs(connect) : connect);
			assertThat(client.readFrame(PATIENCE).text()).contains("CONNECTED").contains("user-name:alice");
			assertThat(sessions.find(SessionSelector.user("bob"))).isEmpty();
			assertThat(sessions.find(SessionSelector.user("alice"))).hasSize(1);
			server.bean(WebSocketCloser.class).close(SessionSelector.user("alice"), 4010, "Kicked");
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(4010);
			client.sendClose(4010);
			CloseEvent event = server.events().awaitOne();
			assertEvent(event, CloseInitiator.APPLICATION, 4010, true);
			assertThat(event.getSession().getPrincipalName()).isEqualTo("alice");
		}
	}

	@Test
	void stompClosesAfterBadFrame() throws IOException {
		assertClosed("/stomp", StompFrames.BAD, CloseInitiator.CONTAINER, 1002);
	}

	@Test
	void stompClosesSockJsAfterBadFrame() throws IOException {
		assertClosed(sockJs("/stomp-sockjs"), StompFrames.inSockJs(StompFrames.BAD), CloseInitiator.CONTAINER, 1002);
	}

	@Test
	void decoratorCloses() throws IOException {
		assertClosed("/stomp", "close 4010", CloseInitiator.APPLICATION, 4010);
	}

	@Test
	void decoratorClosesSockJs() throws IOException {
		assertClosed(sockJs("/stomp-sockjs"), StompFrames.inSockJs("close 4010"), CloseInitiator.APPLICATION, 4010);
	}

	@Test
	void decoratorThrows() throws IOException {
		assertClosed("/stomp", "throw", CloseInitiator.APPLICATION, 1011);
	}

	private void assertClosed(String path, String message, CloseInitiator initiator, int code) throws IOException {
		try (RawWebSocket client = connect(path, "v12.stomp")) {
			client.sendText(message);
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(code);
			client.sendClose(code);
			CloseEvent event = server.events().awaitOne();
			assertEvent(event, initiator, code, true);
			assertThat(disconnects()).containsExactly(code);
			assertHandled(code);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	static class Application implements WebSocketMessageBrokerConfigurer {

		private final ScriptedHandler.Book book = new ScriptedHandler.Book();

		@Bean
		ScriptedHandler.Book book() {
			return this.book;
		}

		@Bean
		Disconnects disconnects() {
			return new Disconnects();
		}

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp");
			registry.addEndpoint("/stomp-sockjs").withSockJS();
		}

		@Override
		public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
			registration.addDecoratorFactory((handler) -> new ScriptedHandler(handler, this.book));
		}

		@Override
		public void configureClientInboundChannel(ChannelRegistration registration) {
			registration.interceptors(new ChannelInterceptor() {

				@Override
				public Message<?> preSend(Message<?> message, MessageChannel channel) {
					StompHeaderAccessor accessor = MessageHeaderAccessor.getAccessor(message,
							StompHeaderAccessor.class);
					if (accessor != null && accessor.getLogin() != null) {
						String login = accessor.getLogin();
						accessor.setUser(() -> login);
					}
					return message;
				}

			});
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic");
		}

	}

}
