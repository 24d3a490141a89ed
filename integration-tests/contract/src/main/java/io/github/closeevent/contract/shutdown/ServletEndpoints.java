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

package io.github.closeevent.contract.shutdown;

import java.io.IOException;
import java.util.Map;

import io.github.closeevent.session.SessionRecords;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * The endpoints of servlet applications. They echo, and send more than a socket can hold
 * to whoever asks for a flood.
 */
final class ServletEndpoints {

	/**
	 * More than the buffers of both ends hold.
	 */
	static final int FLOOD = 8 * 1024 * 1024;

	private static final int PART = 16 * 1024;

	private ServletEndpoints() {
	}

	private static HandshakeInterceptor holdingUp(SessionRecords records) {
		return new HandshakeInterceptor() {

			@Override
			public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response,
					WebSocketHandler handler, Map<String, Object> attributes) {
				if (Holdup.HANDSHAKE.isIn(request.getHeaders())) {
					Holdup.HANDSHAKE.untilRefused(records);
				}
				return true;
			}

			@Override
			public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
					@Nullable Exception exception) {
			}

		};
	}

	private static void holdUp(WebSocketSession session) {
		if (Holdup.OPENING.isIn(session.getHandshakeHeaders())) {
			Holdup.OPENING.until(() -> !session.isOpen());
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Raw {

		@Bean
		WebSocketConfigurer webSocketConfigurer(SessionRecords records) {
			return (registry) -> registry.addHandler(new Handler(), "/raw").addInterceptors(holdingUp(records));
		}

	}

	/**
	 * Whoever does not poll is not given up by SockJS before the shutdown ends its
	 * session.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class SockJs {

		private static final long DISCONNECT_DELAY_MILLIS = 60_000;

		@Bean
		WebSocketConfigurer webSocketConfigurer(SessionRecords records) {
			return (registry) -> {
				registry.addHandler(new Handler(), "/sockjs")
					.addInterceptors(holdingUp(records))
					.withSockJS()
					.setStreamBytesLimit(2 * FLOOD)
					.setDisconnectDelay(DISCONNECT_DELAY_MILLIS);
				registry.addHandler(new Handler(), "/beating")
					.withSockJS()
					.setHeartbeatTime(300)
					.setDisconnectDelay(DISCONNECT_DELAY_MILLIS);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	static class Stomp implements WebSocketMessageBrokerConfigurer {

		private final SessionRecords records;

		Stomp(SessionRecords records) {
			this.records = records;
		}

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp").addInterceptors(holdingUp(this.records));
		}

		/**
		 * The slow are not closed for being slow.
		 */
		@Override
		public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
			registration.setSendTimeLimit(120_000).setSendBufferSizeLimit(2 * FLOOD);
			registration.addDecoratorFactory(ImpatientHandler::new);
		}

		/**
		 * Each that is not read takes a thread.
		 */
		@Override
		public void configureClientOutboundChannel(ChannelRegistration registration) {
			registration.taskExecutor().corePoolSize(16);
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.setApplicationDestinationPrefixes("/app").enableSimpleBroker("/topic");
		}

		@Bean
		Source source() {
			return new Source();
		}

	}

	/**
	 * Nobody but Tomcat wakes a thread that writes to who does not read, and Spring waits
	 * for the threads of its channels.
	 */
	private static final class ImpatientHandler extends WebSocketHandlerDecorator {

		private static final String TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

		private static final long TIMEOUT_MILLIS = 5_000;

		ImpatientHandler(WebSocketHandler delegate) {
			super(delegate);
		}

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws Exception {
			if (WebSocketSessionDecorator.unwrap(session) instanceof NativeWebSocketSession nativeSession) {
				Session jakartaSession = nativeSession.getNativeSession(Session.class);
				if (jakartaSession != null) {
					jakartaSession.getUserProperties().put(TIMEOUT, TIMEOUT_MILLIS);
				}
			}
			holdUp(session);
			super.afterConnectionEstablished(session);
		}

	}

	/**
	 * Where a flood comes from.
	 */
	@Controller
	static class Source {

		@SubscribeMapping("/flood")
		String flood() {
			Flood.begins();
			return "x".repeat(FLOOD);
		}

	}

	/**
	 * Sends from a thread of its own, as applications that broadcast do.
	 */
	private static final class Handler extends TextWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) {
			holdUp(session);
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
			if (!message.getPayload().equals("flood")) {
				session.sendMessage(message);
				return;
			}
			Thread thread = new Thread(() -> flood(session), "flood");
			thread.setDaemon(true);
			thread.start();
		}

		private static void flood(WebSocketSession session) {
			Flood.begins();
			TextMessage part = new TextMessage("x".repeat(PART));
			try {
				for (int sent = 0; sent < FLOOD; sent += PART) {
					session.sendMessage(part);
					Flood.proceeds();
				}
			}
			catch (IOException | RuntimeException ex) {
				// It was closed meanwhile.
			}
		}

	}

}
