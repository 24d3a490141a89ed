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
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.reactive.CloseEventWebSocketClients;
import io.github.closeevent.test.RawServerWebSocket;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.RawWebSocketServer;
import io.github.closeevent.test.RecordedCloseEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A decorated client of spring-webflux against a server that is played byte by byte.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // Set before each test
abstract class AbstractReactiveClientContract extends AbstractEventContract {

	static final Duration PATIENCE = Duration.ofSeconds(10);

	private TestServer application;

	private RawWebSocketServer server;

	private WebSocketClient client;

	RecordedCloseEvents events;

	/**
	 * Those that an earlier test has left, which has failed for it.
	 */
	private int sessionsBefore;

	/**
	 * The server's end of the session.
	 */
	RawServerWebSocket peer;

	/**
	 * What the application holds of the connection.
	 */
	Disposable execution;

	/**
	 * How {@code execute} ended.
	 */
	CompletableFuture<String> outcome;

	/**
	 * Make the client under test.
	 * @return a client that is not decorated
	 */
	protected abstract WebSocketClient client();

	/**
	 * Whether the client reads the answer to a Close frame with this code while its
	 * handler receives.
	 * @param code the code that the client sent
	 * @return whether a close with the code can be clean
	 */
	protected boolean awaitsAnswer(int code) {
		return true;
	}

	/**
	 * Whether the client may read an answer that it does not wait for.
	 * @return whether a close that is not answered for sure may be clean
	 */
	protected boolean mayReadAnswer() {
		return false;
	}

	/**
	 * Whether the client reads although its handler does not receive.
	 * @return whether such a session knows how its peer ends it
	 */
	protected boolean readsUnasked() {
		return true;
	}

	/**
	 * Whether the session knows the address of its peer.
	 * @return whether the event has the address
	 */
	protected boolean knowsRemoteAddress() {
		return true;
	}

	@BeforeAll
	void start() throws IOException {
		this.server = RawWebSocketServer.start();
		this.application = TestServer.start(Application.class, "close-event.handshake-timeout=1500ms");
		this.events = this.application.events();
		this.client = this.application.bean(CloseEventWebSocketClients.class).decorate(client());
		if (this.client instanceof Lifecycle lifecycle) {
			lifecycle.start();
		}
	}

	@AfterAll
	void stop() throws IOException {
		if (this.client instanceof Lifecycle lifecycle) {
			lifecycle.stop();
		}
		this.application.close();
		this.server.close();
	}

	WebSocketCloser closer() {
		return this.application.bean(WebSocketCloser.class);
	}

	/**
	 * Open a session whose handler does what the peer says.
	 */
	ApplicationSession connect() throws IOException {
		execute(new ReactiveScriptedHandler(book()));
		return book().nextSession();
	}

	/**
	 * Open a session with a handler that is called and maybe never receives.
	 */
	ApplicationSession connect(WebSocketHandler handler) throws IOException {
		execute((session) -> {
			ReactiveScriptedHandler.open(book(), session, Sinks.many().unicast().onBackpressureBuffer());
			return handler.handle(session);
		});
		return book().nextSession();
	}

	void execute(WebSocketHandler handler) throws IOException {
		execute(this.client, handler);
	}

	void execute(WebSocketClient by, WebSocketHandler handler) throws IOException {
		this.sessionsBefore = this.application.openSessions();
		this.events.clear();
		book().clear();
		CompletableFuture<String> ended = new CompletableFuture<>();
		this.outcome = ended;
		this.execution = by.execute(uri(), handler)
			.subscribe((nothing) -> ended.complete("a value"), (ex) -> ended.complete(ex.getClass().getName()),
					() -> ended.complete("complete"));
		this.peer = this.server.accept(PATIENCE);
	}

	URI uri() {
		return URI.create("ws://127.0.0.1:" + this.server.port() + "/feed?token=secret");
	}

	SessionBook book() {
		return this.application.bean(SessionBook.class);
	}

	@AfterEach
	void nothingIsLeft() throws IOException {
		this.peer.close();
		this.events.assertNoMore(Duration.ofMillis(50));
		await()
			.untilAsserted(() -> assertThat(this.application.openSessions()).isLessThanOrEqualTo(this.sessionsBefore));
		await().untilAsserted(() -> assertThat(this.application.waitingSessions()).isZero());
	}

	/**
	 * The one event, whose facts are those of this session, held against what was on the
	 * wire.
	 */
	CloseEvent event() throws IOException {
		CloseEvent event = this.events.awaitOne();
		WebSocketSessionInfo session = event.getSession();
		assertThat(session.getSide()).isEqualTo(Side.CLIENT);
		assertThat(session.getUri()).isEqualTo(uri());
		assertThat(session.getPath()).isEqualTo("/feed");
		assertThat(session.getPathPattern()).isNull();
		assertThat(session.getPrincipalName()).isNull();
		assertThat(session.getTransport()).isEqualTo("websocket");
		assertThat(session.getRemoteAddress() != null).isEqualTo(knowsRemoteAddress());
		readToEnd();
		this.peer.wire().expectation().check(event);
		return event;
	}

	private void readToEnd() throws IOException {
		try {
			this.peer.readToEnd(Duration.ofMillis(500));
		}
		catch (IllegalStateException ex) {
			// The peer has left without reading.
		}
	}

	CloseEvent event(CloseInitiator initiator, int code, String reason, boolean wasClean) throws IOException {
		CloseEvent event = event();
		assertEvent(event, initiator, code, reason, wasClean);
		return event;
	}

	/**
	 * The Close frame that the client sent.
	 */
	CloseFrame readClose() throws IOException {
		CloseFrame close = readCloseIfAny();
		if (close == null) {
			throw new AssertionError("The connection ended without a Close frame");
		}
		return close;
	}

	/**
	 * The Close frame that the client sent, or null if it just left.
	 */
	@Nullable CloseFrame readCloseIfAny() throws IOException {
		RawWebSocket.Frame close = this.peer.readUntilClose(PATIENCE);
		if (close == null) {
			return null;
		}
		return (close.payload().length == 0) ? CloseFrame.EMPTY : frame(close.closeCode(), close.closeReason());
	}

	/**
	 * A client that waits for no answer may be gone already.
	 */
	static void sendIfOpen(AbstractContract.Sending sending) {
		try {
			sending.run();
		}
		catch (IOException ex) {
			// It is gone.
		}
	}

	/**
	 * A handler that speaks sub-protocols.
	 */
	record ProtocolHandler(WebSocketHandler delegate, List<String> protocols) implements WebSocketHandler {

		@Override
		public List<String> getSubProtocols() {
			return this.protocols;
		}

		@Override
		public Mono<Void> handle(WebSocketSession session) {
			return this.delegate.handle(session);
		}

	}

	/**
	 * What runs in the application.
	 */
	@Configuration(proxyBeanMethods = false)
	public static class Application {

		@Bean
		SessionBook book() {
			return new SessionBook();
		}

	}

}
