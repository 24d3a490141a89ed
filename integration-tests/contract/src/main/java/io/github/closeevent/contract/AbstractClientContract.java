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

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.test.RawServerWebSocket;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.RawWebSocketServer;
import io.github.closeevent.test.RecordedCloseEvents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that is a client, a server of exact bytes, and what was recorded of the
 * two.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractClientContract extends AbstractEventContract {

	static final Duration PATIENCE = Duration.ofSeconds(10);

	private ClientApplication application;

	private RawWebSocketServer server;

	RecordedCloseEvents events;

	/**
	 * The server's end of the session.
	 */
	RawServerWebSocket peer;

	@BeforeAll
	void start() throws IOException {
		this.server = RawWebSocketServer.start();
		this.application = ClientApplication.start();
		this.events = this.application.events();
	}

	@AfterAll
	void stop() throws IOException {
		this.application.close();
		this.server.close();
	}

	/**
	 * Begin to connect with a decorated client. Must not wait for the server.
	 */
	abstract void beginToConnect(URI uri) throws Exception;

	/**
	 * Open the session on the level of this flavour.
	 */
	abstract void open() throws Exception;

	/**
	 * The scheme of the URI that this flavour connects to.
	 */
	String scheme() {
		return "ws";
	}

	String transport() {
		return "websocket";
	}

	/**
	 * Whether the client reads the answer to a Close frame with this code.
	 * @param code the code that the client sent
	 * @return whether a close with the code can be clean
	 */
	protected boolean awaitsAnswer(int code) {
		return true;
	}

	/**
	 * A client of Jakarta EE.
	 */
	static WebSocketClient standardClient() {
		StandardWebSocketClient client = new StandardWebSocketClient();
		client.setUserProperties(TomcatPatience.PROPERTIES);
		return client;
	}

	WebSocketClient decorate(WebSocketClient client) {
		return this.application.clients().decorate(client);
	}

	WebSocketCloser closer() {
		return this.application.closer();
	}

	URI uri() {
		return URI.create(scheme() + "://127.0.0.1:" + this.server.port() + "/feed?token=secret");
	}

	RawServerWebSocket accept() throws IOException {
		return this.server.accept(PATIENCE);
	}

	@BeforeEach
	void connect() throws Exception {
		this.events.clear();
		beginToConnect(uri());
		this.peer = accept();
		open();
	}

	@AfterEach
	void nothingIsLeft() throws IOException {
		this.peer.close();
		this.events.assertNoMore(Duration.ofMillis(50));
		await().untilAsserted(() -> assertThat(this.application.knownSessions()).isZero());
	}

	/**
	 * The one event, whose facts are those of this session.
	 */
	CloseEvent event() {
		CloseEvent event = this.events.awaitOne();
		WebSocketSessionInfo session = event.getSession();
		assertThat(session.getSide()).isEqualTo(Side.CLIENT);
		assertThat(session.getUri()).isEqualTo(uri());
		assertThat(session.getPath()).isEqualTo("/feed");
		assertThat(session.getPathPattern()).isNull();
		assertThat(session.getPrincipalName()).isNull();
		assertThat(session.getTransport()).isEqualTo(transport());
		assertThat(session.getRemoteAddress()).isNotNull();
		return event;
	}

	/**
	 * The event, held against what was on the wire.
	 */
	CloseEvent event(CloseInitiator initiator, int code, String reason, boolean wasClean) {
		CloseEvent event = event();
		assertEvent(event, initiator, code, reason, wasClean);
		this.peer.wire().expectation().check(event);
		return event;
	}

	/**
	 * The Close frame that the client sent.
	 */
	CloseFrame readClose() throws IOException {
		RawWebSocket.Frame close = this.peer.readUntilClose(PATIENCE);
		if (close == null) {
			throw new AssertionError("The connection ended without a Close frame");
		}
		return (close.payload().length == 0) ? CloseFrame.EMPTY : frame(close.closeCode(), close.closeReason());
	}

	/**
	 * A client that waits for no answer may be gone already.
	 */
	void sendIfOpen(Sending sending) {
		try {
			sending.run();
		}
		catch (IOException ex) {
			// It is gone.
		}
	}

	/**
	 * What is sent.
	 */
	interface Sending {

		void run() throws IOException;

	}

}
