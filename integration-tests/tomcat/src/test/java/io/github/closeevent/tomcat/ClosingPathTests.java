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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.RecordedCloseEvents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Walks the closing path, stop by stop: what the container says, what the decorator sees,
 * what the mapping makes of it, how it is published, and who hears it.
 */
class ClosingPathTests {

	private static TestServer server;

	private Application application;

	private RecordedCloseEvents events;

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void clear() {
		this.application = server.bean(Application.class);
		this.application.log.clear();
		this.events = server.events();
		this.events.clear();
	}

	private void closeEmpty() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(server.port(), "/chat")) {
			client.sendClose();
			await().until(() -> this.application.log.contains("last: 1005"));
			this.events.awaitOne();
		}
	}

	/**
	 * (1) Tomcat says 1000 for a Close frame without a code, and so the handler hears.
	 */
	@Test
	void stop1Container() throws IOException {
		closeEmpty();
		assertThat(this.application.log).contains("handler: closed 1000");
	}

	/**
	 * (2) The decorator shows the handler a view of Tomcat's session, calls it first and
	 * leaves what it is told untouched.
	 */
	@Test
	void stop2Decorator() throws IOException {
		closeEmpty();
		assertThat(this.application.session).isInstanceOf(WebSocketSessionDecorator.class);
		assertThat(WebSocketSessionDecorator.unwrap(this.application.session).getClass().getSimpleName())
			.isEqualTo("StandardWebSocketSession");
		assertThat(this.application.log).startsWith("handler: closed 1000", "first: 1005");
	}

	/**
	 * (3) The mapping asks the connection: there was no code.
	 */
	@Test
	void stop3Mapping() throws IOException {
		closeEmpty();
		CloseEvent event = this.events.awaitOne();
		assertThat(event.getCode()).isEqualTo(CloseCode.NO_STATUS_RECEIVED);
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
		assertThat(event.wasClean()).isTrue();
	}

	/**
	 * (4) The publisher publishes once, on the thread that called the handler.
	 */
	@Test
	void stop4Publisher() throws IOException {
		closeEmpty();
		this.events.awaitOne();
		this.events.assertNoMore(Duration.ofMillis(100));
		assertThat(this.application.listenerThread).isSameAs(this.application.handlerThread);
	}

	/**
	 * (5) Listeners hear it in their order; one that fails harms neither the next nor the
	 * server.
	 */
	@Test
	void stop5Listeners() throws IOException {
		closeEmpty();
		assertThat(this.application.log).containsExactly("handler: closed 1000", "first: 1005", "last: 1005");
		closeEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application extends TextWebSocketHandler {

		private final List<String> log = new CopyOnWriteArrayList<>();

		private volatile WebSocketSession session;

		private volatile Thread handlerThread;

		private volatile Thread listenerThread;

		@Bean
		static WebSocketConfigurer webSocketConfigurer(Application application) {
			return (registry) -> registry.addHandler(application, "/chat");
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			this.session = session;
			this.handlerThread = Thread.currentThread();
			this.log.add("handler: closed " + status.getCode());
		}

		@EventListener
		@Order(Ordered.HIGHEST_PRECEDENCE)
		void first(CloseEvent event) {
			this.listenerThread = Thread.currentThread();
			this.log.add("first: " + event.getCode());
		}

		@EventListener
		@Order(0)
		void failing(CloseEvent event) {
			throw new IllegalStateException("A listener that fails");
		}

		@Bean
		@Order(1)
		static ApplicationListener<CloseEvent> last(Application application) {
			return new LastListener(application);
		}

	}

	/**
	 * A listener that is a bean of its own.
	 */
	@Order(1)
	static class LastListener implements ApplicationListener<CloseEvent> {

		private final Application application;

		LastListener(Application application) {
			this.application = application;
		}

		@Override
		public void onApplicationEvent(CloseEvent event) {
			this.application.log.add("last: " + event.getCode());
		}

	}

}
