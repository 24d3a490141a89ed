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

package io.github.closeevent.test;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.WebSocketSessionInfo.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RawWebSocketServer} and {@link RawServerWebSocket}.
 */
@Timeout(30)
class RawWebSocketServerTests {

	private static final Duration LONG = Duration.ofSeconds(5);

	private static final Duration SHORT = Duration.ofMillis(50);

	private RawWebSocketServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = RawWebSocketServer.start();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	@Test
	void acceptsAHandshakeWithTheFirstSubProtocol() throws Exception {
		CompletableFuture<RawWebSocket> connecting = inBackground(() -> RawWebSocket.connect(this.server.port(),
				"/ws?user=1", List.of("v12.stomp", "v11.stomp"), Map.of("X-Test", "yes"), null));
		try (RawServerWebSocket accepted = this.server.accept(LONG); RawWebSocket client = get(connecting)) {
			assertThat(accepted.getPathAndQuery()).isEqualTo("/ws?user=1");
			assertThat(accepted.getHeaders()).containsEntry("X-Test", "yes");
			assertThat(accepted.getSubProtocol()).isEqualTo("v12.stomp");
			assertThat(client.getSubProtocol()).isEqualTo("v12.stomp");
		}
	}

	@Test
	void sendsUnmaskedAndReadsMaskedFrames() throws Exception {
		CompletableFuture<RawWebSocket> connecting = inBackground(
				() -> RawWebSocket.connect(this.server.port(), "/ws"));
		try (RawServerWebSocket accepted = this.server.accept(LONG); RawWebSocket client = get(connecting)) {
			assertThat(accepted.getSubProtocol()).isNull();
			accepted.sendText("from the server");
			assertThat(client.readFrame(LONG).text()).isEqualTo("from the server");
			client.sendText("from the client");
			assertThat(accepted.readFrame(LONG).text()).isEqualTo("from the client");
			client.sendFrame(true, 0, RawFrames.TEXT, false, new byte[1]);
			assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> accepted.readFrame(LONG));
		}
	}

	@Test
	void recordsTheWireOfAClient() throws Exception {
		CompletableFuture<RawWebSocket> connecting = inBackground(
				() -> RawWebSocket.connect(this.server.port(), "/ws"));
		try (RawServerWebSocket accepted = this.server.accept(LONG); RawWebSocket client = get(connecting)) {
			accepted.sendClose(4001, "bye");
			assertThat(client.readUntilClose(LONG)).isNotNull();
			client.sendClose(4001, "bye");
			client.closeSocket();
			assertThat(accepted.readToEnd(LONG)).isTrue();
			assertThat(accepted.wire().side()).isEqualTo(Side.CLIENT);
			assertThat(accepted.wire().isReadToEnd()).isTrue();
			assertThat(accepted.wire().entries()).extracting(WireEntry::close)
				.containsExactly(new CloseFrame(4001, "bye"), new CloseFrame(4001, "bye"), null);
			assertThat(accepted.wire().expectation().toString()).startsWith("[PEER, sent CloseFrame[code=4001");
		}
	}

	@Test
	void answersTheInfoOfSockJs() throws Exception {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		CompletableFuture<HttpResponse<String>> info = http.sendAsync(get("/sockjs/info?t=1"),
				HttpResponse.BodyHandlers.ofString());
		CompletableFuture<RawWebSocket> connecting = info.thenCompose(
				(response) -> inBackground(() -> RawWebSocket.connect(this.server.port(), "/sockjs/0/x/websocket")));
		try (RawServerWebSocket accepted = this.server.accept(LONG); RawWebSocket client = get(connecting)) {
			assertThat(info.get().statusCode()).isEqualTo(200);
			assertThat(info.get().body())
				.isEqualTo("{\"websocket\":true,\"cookie_needed\":false,\"origins\":[\"*:*\"],\"entropy\":1}");
			assertThat(accepted.getPathAndQuery()).isEqualTo("/sockjs/0/x/websocket");
			accepted.sendText("o");
			assertThat(client.readFrame(LONG).text()).isEqualTo("o");
		}
	}

	@Test
	void answersAnyOtherRequestWithNotFound() {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		CompletableFuture<HttpResponse<String>> other = http.sendAsync(get("/other"),
				HttpResponse.BodyHandlers.ofString());
		CompletableFuture<RawServerWebSocket> accepting = inBackground(() -> this.server.accept(LONG));
		assertThat(other).succeedsWithin(LONG)
			.satisfies((response) -> assertThat(response.statusCode()).isEqualTo(404));
		assertThat(accepting).isNotDone();
	}

	@Test
	void passesOverAConnectionThatEndsWithoutARequest() throws Exception {
		new Socket("127.0.0.1", this.server.port()).close();
		Socket reset = new Socket("127.0.0.1", this.server.port());
		reset.setSoLinger(true, 0);
		reset.close();
		CompletableFuture<RawWebSocket> connecting = inBackground(
				() -> RawWebSocket.connect(this.server.port(), "/ws"));
		try (RawServerWebSocket accepted = this.server.accept(LONG); RawWebSocket client = get(connecting)) {
			accepted.sendText("to the one that asked");
			assertThat(client.readFrame(LONG).text()).isEqualTo("to the one that asked");
		}
	}

	@Test
	void givesUpWhenNobodyComes() {
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> this.server.accept(SHORT));
	}

	private HttpRequest get(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.server.port() + path)).build();
	}

	/**
	 * On a thread of its own: the common pool may have one only, which the HTTP client of
	 * JDK 25 needs.
	 */
	private static <T> CompletableFuture<T> inBackground(Callable<T> action) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return action.call();
			}
			catch (Exception ex) {
				throw new CompletionException(ex);
			}
		}, (task) -> new Thread(task).start());
	}

	private static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
	}

}
