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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.RecordedCloseEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What handlers of WebFlux must not notice of us, and what their sessions are told when
 * they begin or end out of the ordinary.
 */
@Timeout(60)
public abstract class WebFluxHookTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private TestServer server;

	/**
	 * Whether a session closes when that is asked for, and not only once somebody
	 * subscribes.
	 * @return whether it does so at once
	 */
	protected abstract boolean closesWhenCalled();

	@BeforeEach
	void start() {
		this.server = TestServer.start(Application.class, "spring.lifecycle.timeout-per-shutdown-phase=1s");
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void closeThatNobodySubscribesTo() throws IOException, InterruptedException {
		try (RawWebSocket client = RawWebSocket.connect(port(), "/now")) {
			WebSocketSession session = awaitSession();
			Mono<Void> close = session.close(new CloseStatus(4001, "bye"));
			if (!closesWhenCalled()) {
				client.sendText("still here");
				await().untilAsserted(() -> assertThat(book().texts).containsExactly("still here"));
				events().assertNoMore(Duration.ofMillis(100));
				assertThat(session.isOpen()).isTrue();
				close.subscribe();
			}
			RawWebSocket.Frame frame = Objects.requireNonNull(client.readUntilClose(PATIENCE));
			assertThat(frame.closeCode()).isEqualTo(4001);
			if (closesWhenCalled()) {
				client.sendClose(4001);
			}
			CloseEvent event = events().awaitOne();
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getSent()).isEqualTo(new CloseFrame(4001, "bye"));
			events().assertNoMore(Duration.ofMillis(100));
		}
	}

	@Test
	void messagesThatComeBeforeTheHandlerReceivesAreKept() throws IOException {
		List<String> texts = IntStream.range(0, 50).mapToObj((number) -> "text " + number).toList();
		try (RawWebSocket client = RawWebSocket.connect(port(), "/later")) {
			for (String text : texts) {
				client.sendFrame(true, 0, (text.endsWith("3") ? 2 : 1), true, text.getBytes(StandardCharsets.UTF_8));
			}
			assertThat(book().texts).isEmpty();
			receive();
			await().untilAsserted(() -> assertThat(book().texts).isEqualTo(texts));
			client.sendClose(4001);
			CloseEvent event = events().awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getCode()).isEqualTo(4001);
		}
	}

	@Test
	protected void messagesBeforeACloseAreReceivedByAHandlerThatComesLate() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(port(), "/later")) {
			client.sendText("one");
			client.sendText("two");
			client.sendClose(4001, "bye");
			receive();
			await().untilAsserted(() -> assertThat(book().texts).containsExactly("one", "two"));
			CloseEvent event = events().awaitOne();
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getReceived()).isEqualTo(new CloseFrame(4001, "bye"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/now", "/later" })
	protected void closeInTheSegmentOfTheHandshake(String path) throws IOException {
		CloseFrame close = new CloseFrame(4001, "bye");
		try (HastyClient client = HastyClient.connectAndClose(port(), path, close)) {
			CloseFrame answer = client.readClose();
			CloseEvent event = events().awaitOne();
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getReceived()).isEqualTo(close);
			assertThat(event.getSent()).isEqualTo(answer);
			assertThat(event.wasClean()).isEqualTo(answer != null);
		}
		events().assertNoMore(Duration.ofMillis(100));
	}

	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void openSessionsEndWhenTheApplicationStops(String shutdown) throws IOException {
		TestServer other = TestServer.start(Application.class, "server.shutdown=" + shutdown,
				"spring.lifecycle.timeout-per-shutdown-phase=1s", "close-event.shutdown.enabled=false");
		RecordedCloseEvents events = other.events();
		try (RawWebSocket now = RawWebSocket.connect(other.port(), "/now");
				RawWebSocket later = RawWebSocket.connect(other.port(), "/later")) {
			await().untilAsserted(() -> assertThat(other.openSessions()).isEqualTo(2));
			other.close();
			List<CloseFrame> frames = new CopyOnWriteArrayList<>();
			for (RawWebSocket client : List.of(now, later)) {
				RawWebSocket.Frame frame = client.readUntilClose(PATIENCE);
				if (frame != null) {
					frames.add(new CloseFrame(frame.closeCode(), frame.closeReason()));
				}
			}
			assertThat(events.all()).hasSize(2).allSatisfy((event) -> {
				assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.CONTAINER);
				assertThat(event.wasClean()).isFalse();
			});
			assertThat(events.all().stream().map(CloseEvent::getSent).filter((sent) -> sent != null))
				.containsExactlyInAnyOrderElementsOf(frames);
		}
	}

	private Book book() {
		return this.server.bean(Book.class);
	}

	protected final int port() {
		return this.server.port();
	}

	protected final RecordedCloseEvents events() {
		return this.server.events();
	}

	/**
	 * Let the handler of {@code /later} receive.
	 */
	protected final void receive() {
		book().receive.tryEmitEmpty();
	}

	private WebSocketSession awaitSession() throws InterruptedException {
		WebSocketSession session = book().sessions.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(session).isNotNull();
		return session;
	}

	/**
	 * What the handlers were given.
	 */
	static final class Book {

		private final BlockingQueue<WebSocketSession> sessions = new LinkedBlockingQueue<>();

		private final List<String> texts = new CopyOnWriteArrayList<>();

		private final Sinks.Empty<Void> receive = Sinks.empty();

		private Mono<Void> handle(WebSocketSession session, @Nullable Mono<Void> start) {
			this.sessions.add(session);
			Mono<Void> receiving = session.receive()
				.map(WebSocketMessage::getPayloadAsText)
				.doOnNext(this.texts::add)
				.then();
			return (start != null) ? start.then(receiving) : receiving;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Book book() {
			return new Book();
		}

		@Bean
		HandlerMapping webSocketMapping(Book book) {
			WebSocketHandler now = (session) -> book.handle(session, null);
			WebSocketHandler later = (session) -> book.handle(session, book.receive.asMono());
			return new SimpleUrlHandlerMapping(Map.of("/now", now, "/later", later), -1);
		}

	}

}
