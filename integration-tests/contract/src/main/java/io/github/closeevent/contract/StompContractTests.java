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

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageSendingOperations;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * STOMP. What the application does, it does in a decorator of its own.
 */
public abstract class StompContractTests extends AbstractServletContractTests {

	@Override
	protected Class<?> application() {
		return Application.class;
	}

	@Override
	protected String path() {
		return "/stomp";
	}

	private void assertClosedByContainer(int code) throws IOException {
		RawWebSocket.Frame close = readClose();
		assertThat(close.closeCode()).isEqualTo(code);
		if (awaitsAnswer(code)) {
			this.client.sendClose(code);
		}
		CloseEvent event = event();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isEqualTo(code);
		assertThat(event.wasClean()).isEqualTo(awaitsAnswer(code));
	}

	@Test
	void peerSendsBadFrame() throws IOException {
		this.client.sendText("NONSENSE\n\n\0");
		assertClosedByContainer(1002);
	}

	@Test
	void peerSendsBeforeItConnects() throws IOException {
		this.client.sendText("SEND\ndestination:/app/x\n\n\0");
		assertClosedByContainer(1002);
	}

	@Test
	void applicationRefusesToConnect() throws IOException {
		this.client.sendText(StompFrames.connect("passcode", "wrong"));
		assertClosedByContainer(1002);
	}

	/**
	 * The Close frame has to pass the same messages that were too many.
	 */
	@Test
	@LeftOutOfTruth("Whether the frame gets out is a race")
	void peerReadsTooSlowlyForTheSendLimit() throws IOException {
		expectEarlyEvent();
		this.client.sendText(StompFrames.CONNECT);
		this.client.sendText("SUBSCRIBE\nid:1\ndestination:/topic/flood\n\n\0");
		SimpMessageSendingOperations broker = this.server.bean(SimpMessageSendingOperations.class);
		String message = "x".repeat(400_000);
		await().pollInterval(Duration.ofMillis(20)).until(() -> {
			broker.convertAndSend("/topic/flood", message);
			return !this.events.all().isEmpty();
		});
		CloseEvent event = event();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).as(event.toString()).isIn(4500, 1006);
		assertSentAtMost(event, answerIfAny());
		assertThat(event.getReceived()).as(event.toString()).isNull();
	}

	@Test
	void peerMissesItsHeartbeat() throws IOException {
		this.client.sendText("CONNECT\naccept-version:1.2\nheart-beat:300,300\n\n\0");
		assertClosedByContainer(1002);
	}

	@Test
	void peerDisconnectsWithoutReceipt() throws IOException {
		this.client.sendText("CONNECT\naccept-version:1.2\n\n\0");
		this.client.sendText("DISCONNECT\n\n\0");
		assertClosedByContainer(1002);
	}

	@Test
	void peerDisconnectsWithReceiptAndCloses() throws IOException {
		this.client.sendText("CONNECT\naccept-version:1.2\n\n\0");
		this.client.sendText("DISCONNECT\nreceipt:7\n\n\0");
		this.client.sendClose(1000);
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
		assertThat(event.getCode()).isEqualTo(1000);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	public static class Application implements WebSocketMessageBrokerConfigurer {

		private final ScriptedHandler.Book book = new ScriptedHandler.Book();

		@Bean
		ScriptedHandler.Book book() {
			return this.book;
		}

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp");
		}

		@Override
		public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
			registration.addDecoratorFactory((handler) -> new ScriptedHandler(handler, this.book));
			registration.setSendTimeLimit(500).setSendBufferSizeLimit(1_000_000);
		}

		@Override
		public void configureClientInboundChannel(ChannelRegistration registration) {
			registration.interceptors(new Guard());
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
			scheduler.initialize();
			registry.enableSimpleBroker("/topic")
				.setTaskScheduler(scheduler)
				.setHeartbeatValue(new long[] { 300, 300 });
		}

	}

	/**
	 * Lets nobody in who says a wrong word.
	 */
	private static final class Guard implements ChannelInterceptor {

		@Override
		public Message<?> preSend(Message<?> message, MessageChannel channel) {
			if ("wrong".equals(StompHeaderAccessor.wrap(message).getPasscode())) {
				throw new IllegalStateException("refused");
			}
			return message;
		}

	}

}
