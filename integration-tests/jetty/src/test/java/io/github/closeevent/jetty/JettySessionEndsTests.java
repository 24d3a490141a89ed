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

package io.github.closeevent.jetty;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Endings on Jetty that need more than bytes from a client.
 */
@Timeout(90)
class JettySessionEndsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private TestServer server;

	@BeforeEach
	void start() {
		this.server = TestServer.start(Application.class, "close-event.handshake-timeout=1s");
	}

	@AfterEach
	void stop() {
		await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(this.server.openSessions()).isZero());
		assertThat(this.server.waitingSessions()).isZero();
		this.server.close();
		this.threads.shutdownNow();
	}

	private WebSocketSession session() {
		return this.server.bean(ScriptedHandler.Book.class).awaitSession();
	}

	private RawWebSocket connect(String path) throws IOException {
		return RawWebSocket.connect(this.server.port(), path);
	}

	/**
	 * Jetty does not wait for the answer.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void idleTimeout(boolean answered) throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			((NativeWebSocketSession) session()).getNativeSession(Session.class).setIdleTimeout(Duration.ofMillis(300));
			RawWebSocket.Frame close = client.readUntilClose(PATIENCE);
			assertThat(close.closeCode()).isEqualTo(1001);
			if (answered) {
				client.sendClose(1001);
			}
			CloseEvent event = this.server.events().awaitOne();
			assertEvent(event, CloseInitiator.CONTAINER, 1001, false);
			assertThat(event.getSent()).isEqualTo(new CloseFrame(1001, close.closeReason()));
			assertThat(event.getReceived()).isNull();
		}
	}

	@Test
	void handlerThrowsWhenOpened() throws IOException {
		try (RawWebSocket client = connect("/broken")) {
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1011);
			CloseEvent event = this.server.events().awaitOne();
			assertEvent(event, CloseInitiator.APPLICATION, 1011, false);
			assertThat(event.getError()).hasMessage("broken at open");
		}
	}

	@Test
	void handlerClosesWhenOpened() throws IOException {
		try (RawWebSocket client = connect("/shy")) {
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(4006);
			client.sendClose(4006);
			assertEvent(this.server.events().awaitOne(), CloseInitiator.APPLICATION, 4006, true);
		}
		this.server.events().assertNoMore(Duration.ofMillis(100));
	}

	/**
	 * Jetty's close blocks until it is written, which the event does not wait for.
	 */
	@Test
	void closeThatBlocks() throws Exception {
		try (RawWebSocket client = connect("/raw")) {
			WebSocketSession session = session();
			CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
				try {
					for (int i = 0; i < 10_000; i++) {
						session.sendMessage(new TextMessage("x".repeat(8000)));
					}
				}
				catch (IOException | IllegalStateException ex) {
					// Closed under it.
				}
			}, this.threads);
			await().during(Duration.ofMillis(700)).atMost(PATIENCE).until(() -> !flood.isDone());
			CompletableFuture<Void> close = CompletableFuture.runAsync(() -> close(session), this.threads);
			CloseEvent event = this.server.events().awaitOne();
			assertEvent(event, CloseInitiator.APPLICATION, 1006, false);
			assertThat(event.getSent()).isNull();
			assertThat(close).isNotDone();
		}
		this.server.events().assertNoMore(Duration.ofMillis(500));
	}

	private static void close(WebSocketSession session) {
		try {
			session.close(CloseStatus.NORMAL);
		}
		catch (IOException ex) {
			// The connection was lost first.
		}
	}

	/**
	 * A close into a connection that is gone was not sent.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 4001, 1008 })
	void closeAfterAReset(int code) throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			WebSocketSession session = session();
			client.reset();
			try {
				session.close(new CloseStatus(code));
			}
			catch (IOException ex) {
				// The server knows that it is gone.
			}
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.wasClean()).isFalse();
			assertThat(event.getReceived()).isNull();
			if (event.getSent() == null) {
				assertThat(event.getCode()).isEqualTo(1006);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void openSessionsEndWhenTheServerStops(String shutdown) throws IOException {
		TestServer other = TestServer.start(Application.class, "server.shutdown=" + shutdown,
				"close-event.shutdown.enabled=false");
		RawWebSocket client = RawWebSocket.connect(other.port(), "/raw");
		await().untilAsserted(() -> assertThat(other.openSessions()).isOne());
		var events = other.events();
		other.close();
		RawWebSocket.Frame close = client.readUntilClose(PATIENCE);
		assertThat(events.all()).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.CONTAINER);
			assertThat(event.wasClean()).isFalse();
			assertThat(event.getCode()).isEqualTo((close != null) ? close.closeCode() : 1006);
		});
		client.close();
	}

	private static void assertEvent(CloseEvent event, CloseInitiator initiator, int code, boolean wasClean) {
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(initiator);
		assertThat(event.getCode()).as(event.toString()).isEqualTo(code);
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(wasClean);
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
				registry.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/raw");
				registry.addHandler(new BrokenHandler(), "/broken");
				registry.addHandler(new ShyHandler(), "/shy");
			};
		}

	}

	/**
	 * Fails as soon as it is called.
	 */
	static class BrokenHandler extends TextWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) {
			throw new IllegalStateException("broken at open");
		}

	}

	/**
	 * Closes as soon as it is called.
	 */
	static class ShyHandler extends TextWebSocketHandler {

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws Exception {
			session.close(new CloseStatus(4006));
		}

	}

}
