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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several ends of one session at the same moment: one event, and the right one.
 */
@Timeout(120)
class CloseRacesTests {

	private static final int ROUNDS = 150;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private TestServer server;

	private ScriptedHandler.Book book;

	@BeforeEach
	void start() {
		this.server = TestServer.start(Application.class, "close-event.handshake-timeout=3s");
		this.book = this.server.bean(ScriptedHandler.Book.class);
	}

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.server.close();
	}

	/**
	 * Both ends close at once. On the wire is the server's own frame, or its answer, or,
	 * when Tomcat drops the connection in between, none.
	 */
	@Test
	void crossingCloses() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			try (RawWebSocket client = RawWebSocket.connect(this.server.port(), "/raw")) {
				WebSocketSession session = this.book.awaitSession();
				together(() -> session.close(new CloseStatus(4001, "server")), () -> client.sendClose(4002, "client"));
				RawWebSocket.Frame frame = client.readUntilClose(PATIENCE);
				CloseEvent event = this.server.events().awaitNext();
				boolean answer = frame != null && frame.closeCode() == 4002;
				assertThat(event.getInitiator()).as(event.toString())
					.isEqualTo((answer) ? CloseInitiator.PEER : CloseInitiator.APPLICATION);
				assertThat(event.getSent()).as(event.toString())
					.isEqualTo((frame != null) ? new CloseFrame(frame.closeCode(), frame.closeReason()) : null);
				assertThat(event.getReceived()).as("%s, client saw %s", event, frame)
					.isEqualTo(new CloseFrame(4002, "client"));
				assertThat(event.wasClean()).as(event.toString()).isEqualTo(frame != null);
				assertThat(event.getCode()).as(event.toString()).isEqualTo((frame != null) ? frame.closeCode() : 1006);
			}
		}
		assertQuiet();
	}

	/**
	 * SockJS hides from us which of the two was first below it; the event is one and
	 * clean all the same.
	 */
	@Test
	void crossingClosesOnSockJs() throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			try (RawWebSocket client = RawWebSocket.connect(this.server.port(), "/sockjs/000/" + i + "/websocket")) {
				WebSocketSession session = this.book.awaitSession();
				together(() -> session.close(new CloseStatus(4001, "server")), () -> client.sendClose(4002, "client"));
				RawWebSocket.Frame frame = client.readUntilClose(PATIENCE);
				CloseEvent event = this.server.events().awaitNext();
				assertThat(event.getInitiator()).isIn(CloseInitiator.APPLICATION, CloseInitiator.PEER);
				assertThat(event.getReceived()).as(event.toString()).isEqualTo(new CloseFrame(4002, "client"));
				assertThat(event.wasClean()).as(event.toString()).isEqualTo(frame != null);
			}
		}
		assertQuiet();
	}

	/**
	 * SockJS calls back twice when its session is closed from two sides at once.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/raw", "/sockjs/000/%d/websocket" })
	void manyThreadsClose(String path) throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			try (RawWebSocket client = RawWebSocket.connect(this.server.port(), path.formatted(i))) {
				WebSocketSession session = this.book.awaitSession();
				List<Action> closes = new ArrayList<>();
				for (int code = 4001; code <= 4004; code++) {
					CloseStatus status = new CloseStatus(code);
					closes.add(() -> session.close(status));
				}
				together(closes.toArray(Action[]::new));
				RawWebSocket.Frame frame = client.readUntilClose(PATIENCE);
				client.sendClose();
				CloseEvent event = this.server.events().awaitNext();
				assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
				assertThat(event.wasClean()).as(event.toString()).isTrue();
				if (path.equals("/raw")) {
					assertThat(event.getCode()).isEqualTo(frame.closeCode());
				}
			}
		}
		assertQuiet();
	}

	/**
	 * A close and a lost connection at once: one event, whoever was first.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/raw", "/sockjs/000/%d/websocket" })
	void closeAndReset(String path) throws Exception {
		for (int i = 0; i < ROUNDS; i++) {
			RawWebSocket client = RawWebSocket.connect(this.server.port(), path.formatted(i));
			WebSocketSession session = this.book.awaitSession();
			together(() -> session.close(new CloseStatus(4001)), client::reset);
			CloseEvent event = this.server.events().awaitNext();
			assertThat(event.getInitiator()).isIn(CloseInitiator.APPLICATION, CloseInitiator.NETWORK);
			assertThat(event.wasClean()).isFalse();
			assertThat(event.getReceived()).isNull();
		}
		assertQuiet();
	}

	@Test
	void closeFromManyThreadsUnderFlood() throws Exception {
		for (int i = 0; i < 20; i++) {
			try (RawWebSocket client = RawWebSocket.connect(this.server.port(), "/raw")) {
				WebSocketSession session = this.book.awaitSession();
				Action flood = () -> {
					for (int n = 0; n < 200; n++) {
						client.sendText("x".repeat(1000));
					}
				};
				together(flood, () -> session.close(new CloseStatus(4001)));
				client.readUntilClose(PATIENCE);
				client.sendClose();
				CloseEvent event = this.server.events().awaitNext();
				assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
				assertThat(event.getCode()).isEqualTo(4001);
				assertThat(event.wasClean()).isTrue();
			}
		}
		assertQuiet();
	}

	private void assertQuiet() {
		this.server.events().assertNoMore(Duration.ofMillis(200));
		await().untilAsserted(() -> assertThat(this.server.openSessions()).isZero());
		await().untilAsserted(() -> assertThat(this.server.waitingSessions()).isZero());
	}

	private void together(Action... actions) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(actions.length);
		List<Future<?>> futures = new ArrayList<>();
		for (Action action : actions) {
			futures.add(this.threads.submit(() -> {
				barrier.await(10, TimeUnit.SECONDS);
				try {
					action.run();
				}
				catch (IOException ex) {
					// The other side was faster.
				}
				return null;
			}));
		}
		for (Future<?> future : futures) {
			future.get(20, TimeUnit.SECONDS);
		}
	}

	/**
	 * One side's deed.
	 */
	@FunctionalInterface
	interface Action {

		void run() throws IOException;

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
				registry.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/sockjs").withSockJS();
			};
		}

	}

}
