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

package io.github.closeevent.sample;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.RecordedCloseEvents;
import io.github.closeevent.test.SockJsHttpClient;
import io.github.closeevent.test.SockJsStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Starts the sample and ends a session of each flavour.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class SampleApplicationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@LocalServerPort
	private int port;

	@Autowired
	private RecordedCloseEvents events;

	@BeforeEach
	void forgetEvents() {
		this.events.clear();
	}

	@Test
	void closesOfABrowserLikeClientAreLogged(CapturedOutput output) throws Exception {
		Client client = new Client();
		WebSocket webSocket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + this.port + "/chat"), client)
			.join();
		webSocket.sendText("hello", true).join();
		assertThat(client.message.join()).isEqualTo("hello");
		webSocket.sendClose(4000, "done").join();
		assertThat(client.closed.join()).isEqualTo(new CloseFrame(4000, "done"));
		CloseEvent event = this.events.awaitOne();
		assertClosed(event, CloseInitiator.PEER, 4000, "done", "/chat", "websocket");
		await().untilAsserted(() -> assertThat(output).contains("INFO").contains(event.toString()));
		this.events.assertNoMore(Duration.ofMillis(100));
	}

	@Test
	void rawSessionIsClosedByTheApplication() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			client.sendText("close 4001 bye");
			assertThat(awaitClose(client).closeReason()).isEqualTo("bye");
			client.sendClose(4002);
			CloseEvent event = this.events.awaitOne();
			assertClosed(event, CloseInitiator.APPLICATION, 4001, "bye", "/chat", "websocket");
			assertThat(event.getReceived()).isEqualTo(new CloseFrame(4002, ""));
		}
	}

	@Test
	void rawSessionIsNotClosedWithACodeThatNoFrameMayHold() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			for (String code : List.of("999", "1005", "1006", "5000", "65535", "99999")) {
				client.sendText("close " + code);
				assertThat(client.readFrame(PATIENCE).text()).isEqualTo("No Close frame may hold " + code);
			}
			client.sendClose(1000);
			assertClosed(this.events.awaitOne(), CloseInitiator.PEER, 1000, "", "/chat", "websocket");
		}
	}

	@Test
	void rawSessionEndsWithAHandlerThatThrows() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			client.sendText("throw");
			assertThat(awaitClose(client).closeCode()).isEqualTo(1011);
			client.sendClose(1011);
			CloseEvent event = this.events.awaitOne();
			assertClosed(event, CloseInitiator.APPLICATION, 1011, "", "/chat", "websocket");
			assertThat(event.getError()).isInstanceOf(IllegalStateException.class);
		}
	}

	@Test
	void rawSessionIsLost() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			client.reset();
			CloseEvent event = this.events.awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.NETWORK);
			assertThat(event.getCode()).isEqualTo(1006);
			assertThat(event.wasClean()).isFalse();
		}
	}

	@Test
	void sockJsSessionOverWebSocketIsClosedByItsPeer() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/sockjs/000/first/websocket")) {
			assertThat(client.readFrame(PATIENCE).text()).isEqualTo("o");
			client.sendText("[\"hello\"]");
			assertThat(client.readFrame(PATIENCE).text()).isEqualTo("a[\"hello\"]");
			client.sendClose(4000, "done");
			assertClosed(this.events.awaitOne(), CloseInitiator.PEER, 4000, "done", "/sockjs/**", "sockjs-websocket");
		}
	}

	@Test
	void sockJsSessionOverHttpIsClosedByTheApplication() throws IOException {
		try (SockJsHttpClient client = new SockJsHttpClient(this.port, "/sockjs", "second")) {
			SockJsStream stream = client.xhrStreaming();
			stream.awaitContent("o\n", PATIENCE);
			client.send("close 4001 bye");
			stream.awaitContent("c[4001,\"bye\"]", PATIENCE);
			CloseEvent event = this.events.awaitOne();
			assertClosed(event, CloseInitiator.APPLICATION, 4001, "bye", "/sockjs/**", "sockjs-xhr-streaming");
			assertThat(event.getReceived()).isNull();
		}
	}

	@Test
	void stompSessionIsClosedByItsPeer() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/stomp", List.of("v12.stomp"), Map.of(), null)) {
			client.sendText("CONNECT\naccept-version:1.2\nhost:localhost\n\n\0");
			assertThat(client.readFrame(PATIENCE).text()).startsWith("CONNECTED\n");
			client.sendText("SUBSCRIBE\nid:1\ndestination:/topic/chat\n\n\0");
			// A subscription may be worked on later than the message that follows it.
			await().ignoreException(SocketTimeoutException.class).untilAsserted(() -> {
				client.sendText("SEND\ndestination:/app/chat\n\nhello\0");
				String text = client.readFrame(Duration.ofMillis(500)).text();
				assertThat(text).startsWith("MESSAGE\n").endsWith("\n\nhello\0");
			});
			client.sendClose(1000);
			CloseEvent event = this.events.awaitOne();
			assertClosed(event, CloseInitiator.PEER, 1000, "", "/stomp", "websocket");
			assertThat(event.getSession().getSubProtocol()).isEqualTo("v12.stomp");
		}
	}

	@Test
	void stompSessionOverSockJsIsClosedByTheFramework() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/stomp-sockjs/000/third/websocket")) {
			assertThat(client.readFrame(PATIENCE).text()).isEqualTo("o");
			client.sendText("[\"NONSENSE\\n\\n\\u0000\"]");
			assertThat(awaitClose(client).closeCode()).isEqualTo(1002);
			client.sendClose(1002);
			assertClosed(this.events.awaitOne(), CloseInitiator.CONTAINER, 1002, "", "/stomp-sockjs/**",
					"sockjs-websocket");
		}
	}

	@Test
	void stompSessionIsClosedByTheApplication() throws IOException {
		try (RawWebSocket client = stomp("/stomp")) {
			client.sendText("SEND\ndestination:/app/close\n\n4001 bye\0");
			assertThat(awaitClose(client).closeReason()).isEqualTo("bye");
			client.sendClose(4001);
			assertClosed(this.events.awaitOne(), CloseInitiator.APPLICATION, 4001, "bye", "/stomp", "websocket");
		}
	}

	@Test
	void stompSessionEndsWithAMessageThatFails() throws IOException {
		try (RawWebSocket client = stomp("/stomp")) {
			client.sendText("SEND\ndestination:/app/throw\n\n\0");
			assertThat(awaitClose(client).closeCode()).isEqualTo(1002);
			client.sendClose(1002);
			assertClosed(this.events.awaitOne(), CloseInitiator.CONTAINER, 1002, "", "/stomp", "websocket");
		}
	}

	private RawWebSocket stomp(String path) throws IOException {
		RawWebSocket client = RawWebSocket.connect(this.port, path, List.of("v12.stomp"), Map.of(), null);
		client.sendText("CONNECT\naccept-version:1.2\nhost:localhost\n\n\0");
		assertThat(client.readFrame(PATIENCE).text()).startsWith("CONNECTED\n");
		return client;
	}

	@Test
	void applicationClosesWithoutACode() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			client.sendText("close");
			assertThat(awaitClose(client).closeCode()).isEqualTo(1000);
			client.sendClose(1000);
			assertClosed(this.events.awaitOne(), CloseInitiator.APPLICATION, 1000, "", "/chat", "websocket");
		}
	}

	@Test
	void codeThatTomcatRefusesIsToldToTheClient() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			client.sendText("close 1014");
			assertThat(client.readFrame(PATIENCE).text()).contains("1014");
			client.sendClose(1000);
			assertClosed(this.events.awaitOne(), CloseInitiator.PEER, 1000, "", "/chat", "websocket");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/chat", "/stomp", "/sockjs/000/fourth/websocket", "/stomp-sockjs/000/fifth/websocket",
			"/feed" })
	void pagesOfOtherSitesAreRefused(String path) {
		for (String origin : List.of("http://example.org", "http://localhost.example.org:8080", "null")) {
			assertThatIOException().isThrownBy(() -> RawWebSocket.connect(this.port, path, List.of(), Map.of(), origin))
				.withMessageContaining("403");
		}
	}

	@Test
	void listenersHearOnlyWhatTheyAskFor(CapturedOutput output) throws IOException {
		String left;
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			client.sendClose(4001, "not by the application");
			left = awaitId();
		}
		String removed;
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			client.sendText("close 4001");
			awaitClose(client);
			client.sendClose(4001);
			removed = awaitId();
		}
		String lost;
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			client.reset();
			lost = awaitId();
		}
		await().untilAsserted(() -> assertThat(output).contains(removed + " was removed: 4001 (Kicked)")
			.contains(lost + " left the chat without a word"));
		assertThat(output).doesNotContain(left + " was", left + " left", removed + " left", lost + " was");
	}

	private String awaitId() {
		String id = this.events.awaitNext().getSession().getId();
		this.events.clear();
		return id;
	}

	@Test
	void readmeQuotesTheListener() throws IOException {
		String source = Files.readString(Path.of("src/main/java/io/github/closeevent/sample/Presence.java"));
		assertThat(Path.of("../README.md")).content()
			.contains("```java\n" + source.substring(source.indexOf("@Component")) + "```");
	}

	@Test
	void pageIsServed() throws Exception {
		HttpResponse<String> page = get("/");
		assertThat(page.statusCode()).isEqualTo(200);
		Pattern.compile("(?:src|href)=\"([^\"#:]+)\"")
			.matcher(page.body())
			.results()
			.map((match) -> match.group(1))
			.forEach((file) -> assertThat(getQuietly("/" + file).statusCode()).as(file).isEqualTo(200));
	}

	@ParameterizedTest
	@CsvSource({ "1006, Abnormal Closure", "4001, Kicked", "65535, Out of range" })
	void codeIsExplained(String code, String name) throws Exception {
		HttpResponse<String> answer = get("/codes/" + code);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("\"name\":\"" + name + "\"", "\"description\":", "\"sendable\":");
	}

	@ParameterizedTest
	@ValueSource(strings = { "65536", "-1", "bye", "4001.5" })
	void codeThatIsNoneIsNotExplained(String code) throws Exception {
		HttpResponse<String> answer = get("/codes/" + code);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("'" + code + "' is no close code, which is a number from 0 to 65535");
	}

	private HttpResponse<String> get(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<String> getQuietly(String path) {
		try {
			return get(path);
		}
		catch (Exception ex) {
			throw new IllegalStateException(path, ex);
		}
	}

	private static RawWebSocket.Frame awaitClose(RawWebSocket client) throws IOException {
		RawWebSocket.Frame close = client.readUntilClose(PATIENCE);
		assertThat(close).isNotNull();
		return close;
	}

	private static void assertClosed(CloseEvent event, CloseInitiator initiator, int code, String reason,
			String pathPattern, String transport) {
		assertThat(event.getInitiator()).isEqualTo(initiator);
		assertThat(event.getCode()).isEqualTo(code);
		assertThat(event.getReason()).isEqualTo(reason);
		assertThat(event.wasClean()).isTrue();
		assertThat(event.getSession().getPathPattern()).isEqualTo(pathPattern);
		assertThat(event.getSession().getTransport()).isEqualTo(transport);
	}

	/**
	 * A client that does what a browser does.
	 */
	private static final class Client implements WebSocket.Listener {

		private final CompletableFuture<String> message = new CompletableFuture<>();

		private final CompletableFuture<CloseFrame> closed = new CompletableFuture<>();

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			this.message.complete(data.toString());
			webSocket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
			this.closed.complete(new CloseFrame(statusCode, reason));
			return null;
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Recording {

		@Bean
		RecordedCloseEvents closeEvents() {
			return new RecordedCloseEvents();
		}

	}

}
