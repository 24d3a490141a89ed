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
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.SockJsHttpClient;
import io.github.closeevent.test.SockJsStream;
import jakarta.websocket.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Ends that need a server in a certain state: idle, blocked, crowded, stopping.
 */
@Timeout(120)
class SessionEndsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private TestServer server;

	private ScriptedHandler.Book book;

	@BeforeEach
	void start() {
		this.server = TestServer.start(Application.class, "close-event.handshake-timeout=1500ms");
		this.book = this.server.bean(ScriptedHandler.Book.class);
	}

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.server.close();
	}

	private RawWebSocket connect(String path) throws IOException {
		return RawWebSocket.connect(this.server.port(), path);
	}

	private static Session nativeSession(WebSocketSession session) {
		return ((NativeWebSocketSession) session).getNativeSession(Session.class);
	}

	/**
	 * The wire says 1001, Tomcat tells the application 1006.
	 */
	@Test
	void idleTimeout() throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			nativeSession(this.book.awaitSession()).setMaxIdleTimeout(200);
			RawWebSocket.Frame close = client.readUntilClose(PATIENCE);
			assertThat(close.closeCode()).isEqualTo(1001);
			client.sendClose(1001);
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
			assertThat(event.getCode()).isEqualTo(1001);
			assertThat(event.getSent()).isEqualTo(new CloseFrame(1001, close.closeReason()));
			assertThat(event.getReason()).isEqualTo(close.closeReason());
			assertThat(event.getReceived()).isEqualTo(new CloseFrame(1001, ""));
			assertThat(event.wasClean()).isTrue();
		}
	}

	@Test
	void idleTimeoutThatNobodyAnswers() throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			nativeSession(this.book.awaitSession()).setMaxIdleTimeout(200);
			RawWebSocket.Frame close = client.readUntilClose(PATIENCE);
			assertThat(close.closeCode()).isEqualTo(1001);
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
			assertThat(event.getCode()).isEqualTo(1001);
			assertThat(event.getSent()).isEqualTo(new CloseFrame(1001, close.closeReason()));
			assertThat(event.getReceived()).isNull();
			assertThat(event.wasClean()).isFalse();
		}
	}

	/**
	 * What comes after an idle timeout does not explain it.
	 */
	@Test
	void idleTimeoutThenConnectionIsLost() throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			WebSocketSession session = this.book.awaitSession();
			nativeSession(session).setMaxIdleTimeout(200);
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1001);
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> session.sendMessage(new TextMessage("too late")));
			// Until Tomcat has reported it, a lost connection hides the timeout.
			await().until(() -> this.book.log().contains("closed 1006"));
			client.closeSocket();
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
			assertThat(event.getCode()).isEqualTo(1001);
			assertThat(event.wasClean()).isFalse();
		}
	}

	/**
	 * Tomcat reports a failed write as it reports an idle session.
	 */
	@Test
	void messageCannotBeWritten() throws IOException {
		RawWebSocket client = connect("/raw");
		WebSocketSession session = this.book.awaitSession();
		nativeSession(session).getUserProperties().put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", 300L);
		// The client reads nothing, so that the buffers between the two fill up.
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
			for (int i = 0; i < 10_000; i++) {
				session.sendMessage(new TextMessage("x".repeat(8000)));
			}
		});
		CloseEvent event = this.server.events().awaitOne();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.NETWORK);
		assertThat(event.getCode()).isEqualTo(1006);
		assertThat(event.getReason()).isEmpty();
		assertThat(event.getSent()).isNull();
		assertThat(event.getError()).isInstanceOf(IOException.class);
		client.close();
		this.server.events().assertNoMore(Duration.ofMillis(200));
	}

	/**
	 * The event does not wait for a close that waits for a peer.
	 */
	@Test
	void closeThatBlocks() throws Exception {
		try (RawWebSocket client = connect("/raw")) {
			WebSocketSession session = this.book.awaitSession();
			floodUntilBlocked(session);
			CompletableFuture<Void> close = CompletableFuture.runAsync(() -> {
				try {
					session.close(CloseStatus.NORMAL);
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			}, this.threads);
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(1006);
			assertThat(event.getSent()).isNull();
			assertThat(event.wasClean()).isFalse();
			assertThat(close).isNotDone();
		}
		this.server.events().assertNoMore(Duration.ofMillis(500));
		await().untilAsserted(() -> assertThat(this.server.openSessions()).isZero());
	}

	/**
	 * Tomcat has little patience with a Close frame that is not 1000, and then ends the
	 * connection.
	 */
	@Test
	void closeThatTomcatGivesUp() throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			WebSocketSession session = this.book.awaitSession();
			nativeSession(session).getUserProperties()
				.put("org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", 50L);
			floodUntilBlocked(session);
			session.close(new CloseStatus(4001));
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).as(event.toString()).isEqualTo(1006);
			assertThat(event.getSent()).as(event.toString()).isNull();
			assertThat(event.wasClean()).isFalse();
			assertThat(client.readUntilClose(PATIENCE)).isNull();
		}
		this.server.events().assertNoMore(Duration.ofMillis(500));
		await().untilAsserted(() -> assertThat(this.server.openSessions()).isZero());
	}

	private void floodUntilBlocked(WebSocketSession session) {
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
		await().untilAsserted(() -> assertThat(flood.isDone()).isFalse());
		awaitBlocked(session);
	}

	/**
	 * Wait until the sender makes no progress: the same number of bytes for a while.
	 */
	private static void awaitBlocked(WebSocketSession session) {
		await().during(Duration.ofMillis(700)).atMost(PATIENCE).until(() -> {
			try {
				return Thread.getAllStackTraces()
					.values()
					.stream()
					.anyMatch((stack) -> List.of(stack).toString().contains("registerWriteInterest")
							|| List.of(stack).toString().contains("sendMessageBlock"));
			}
			catch (RuntimeException ex) {
				return false;
			}
		});
	}

	@Test
	void closeOfTheNativeSessionIsTheApplications() throws IOException {
		try (RawWebSocket client = connect("/raw")) {
			this.book.awaitSession();
			client.sendText("native 4005");
			RawWebSocket.Frame close = client.readUntilClose(PATIENCE);
			assertThat(close.closeCode()).isEqualTo(4005);
			client.sendClose(4005);
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(4005);
			assertThat(event.wasClean()).isTrue();
		}
	}

	@Test
	void handlerThrowsWhenOpened() throws IOException {
		try (RawWebSocket client = connect("/broken")) {
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1011);
			client.sendClose(1011);
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(1011);
			assertThat(event.getError()).hasMessage("broken at open");
		}
	}

	@Test
	void handlerClosesWhenOpened() throws IOException {
		try (RawWebSocket client = connect("/shy")) {
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(4006);
			client.sendClose(4006);
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(4006);
			assertThat(event.wasClean()).isTrue();
		}
		this.server.events().assertNoMore(Duration.ofMillis(100));
	}

	/**
	 * A connection that only wanted to look, and a handshake that failed, are no
	 * sessions.
	 */
	@Test
	void failedHandshakeHasNoEvent() throws IOException {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> RawWebSocket.connect(this.server.port(), "/raw",
				List.of(), Map.of(), "http://elsewhere.example"));
		try (Socket socket = new Socket("127.0.0.1", this.server.port())) {
			socket.getOutputStream().write("GET /raw HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
			assertThat(socket.getInputStream().read()).isPositive();
		}
		this.server.events().assertNoMore(Duration.ofMillis(300));
		assertThat(this.server.openSessions()).isZero();
	}

	/**
	 * A client chooses the id of its SockJS session. Two services may get the same one.
	 */
	@Test
	void sameSockJsIdOnTwoServices() throws IOException {
		try (RawWebSocket one = connect("/sockjs-a/000/same/websocket");
				RawWebSocket two = connect("/sockjs-b/000/same/websocket")) {
			await().untilAsserted(() -> assertThat(this.server.openSessions()).isEqualTo(2));
			one.sendClose(4001);
			CloseEvent first = this.server.events().awaitNext();
			assertThat(this.server.openSessions()).isOne();
			two.sendClose(4002);
			CloseEvent second = this.server.events().awaitNext();
			assertThat(List.of(first.getCode(), second.getCode())).containsExactly(4001, 4002);
			assertThat(first.getSession().getPathPattern()).isEqualTo("/sockjs-a/**");
			assertThat(second.getSession().getPathPattern()).isEqualTo("/sockjs-b/**");
			assertThat(first.getSession().getWebSocketSessionId()).isEqualTo("same");
			assertThat(second.getSession().getWebSocketSessionId()).isEqualTo("same");
			assertThat(first.getSession().getId()).isNotEqualTo(second.getSession().getId());
		}
	}

	/**
	 * SockJS swallows the exception of the write that carries its close frame.
	 */
	@Test
	void sockJsCloseFrameCannotBeWritten() throws IOException {
		try (SockJsHttpClient client = new SockJsHttpClient(this.server.port(), "/sockjs-a", "gone")) {
			SockJsStream stream = client.xhrStreaming();
			stream.awaitContent("o", PATIENCE);
			WebSocketSession session = this.book.awaitSession();
			stream.reset();
			try {
				session.close(new CloseStatus(4001, "bye"));
			}
			catch (IllegalStateException ex) {
				// Tomcat may have noticed, and says so.
			}
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(1006);
			assertThat(event.getReason()).isEmpty();
			assertThat(event.getSent()).isNull();
			assertThat(event.wasClean()).isFalse();
		}
	}

	@Test
	void factsAreThoseOfTheHandshake() throws IOException {
		try (RawWebSocket client = connect("/raw?token=secret")) {
			WebSocketSession session = this.book.awaitSession();
			session.getAttributes().put("room", "blue");
			client.sendClose(1000);
			CloseEvent event = this.server.events().awaitOne();
			WebSocketSessionInfo info = event.getSession();
			assertThat(info.getUri()).hasToString("ws://127.0.0.1:" + this.server.port() + "/raw?token=secret");
			assertThat(info.getPathPattern()).isEqualTo("/raw");
			assertThat(info.getRemoteAddress().getAddress().isLoopbackAddress()).isTrue();
			assertThat(info.getAttributes()).containsEntry("room", "blue");
			assertThat(info.getTransport()).isEqualTo("websocket");
			assertThat(info.getSubProtocol()).isNull();
			assertThat(info.getPrincipalName()).isNull();
			assertThat(event.getDuration()).isPositive();
			assertThat(event.toString()).doesNotContain("secret");
		}
	}

	/**
	 * Thousands come and go in every way there is, and nothing is left of them.
	 */
	@Test
	void thousandsLeaveNothing() throws IOException {
		int rounds = 3000;
		List<RawWebSocket> clients = new ArrayList<>();
		for (int i = 0; i < rounds; i++) {
			RawWebSocket client = connect((i % 2 == 0) ? "/raw" : "/sockjs-a/000/id" + i + "/websocket");
			clients.add(client);
			WebSocketSession session = this.book.awaitSession();
			switch (i % 6) {
				case 0, 1 -> client.sendClose(4000);
				case 2, 3 -> client.reset();
				case 4 -> session.close(new CloseStatus(4001));
				case 5 -> client.shutdownOutput();
				default -> throw new IllegalStateException();
			}
			if (clients.size() == 100) {
				for (RawWebSocket open : clients) {
					open.close();
				}
				clients.clear();
			}
		}
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.server.events().all()).hasSize(rounds));
		assertThat(this.server.openSessions()).isZero();
		await().untilAsserted(() -> assertThat(this.server.waitingSessions()).isZero());
		assertThat(this.server.events().all().stream().map((event) -> event.getSession().getId()).distinct())
			.hasSize(rounds);
	}

	/**
	 * What waits for an answer when the application stops is told while listeners live.
	 */
	@Test
	void waitingSessionsEndWhenTheApplicationStops() throws IOException {
		try (TestServer slow = TestServer.start(Application.class, "close-event.handshake-timeout=1h",
				"spring.lifecycle.timeout-per-shutdown-phase=1s")) {
			RawWebSocket client = RawWebSocket.connect(slow.port(), "/raw");
			slow.bean(ScriptedHandler.Book.class).awaitSession().close(new CloseStatus(4001));
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(4001);
			var events = slow.events();
			assertThat(events.all()).isEmpty();
			slow.close();
			CloseEvent event = events.awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(4001);
			assertThat(event.wasClean()).isFalse();
			client.close();
		}
	}

	/**
	 * Tomcat tells of the sessions that it cuts when nobody listens any more.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void openSessionsEndWhenTheServerStops(String shutdown) throws IOException {
		TestServer other = TestServer.start(Application.class, "server.shutdown=" + shutdown,
				"close-event.shutdown.enabled=false");
		RawWebSocket raw = RawWebSocket.connect(other.port(), "/raw");
		RawWebSocket sockJs = RawWebSocket.connect(other.port(), "/sockjs-a/000/stop/websocket");
		assertThat(sockJs.readFrame(PATIENCE).text()).isEqualTo("o");
		await().untilAsserted(() -> assertThat(other.openSessions()).isEqualTo(2));
		var events = other.events();
		other.close();
		assertThat(raw.readUntilClose(PATIENCE)).isNull();
		assertThat(events.all()).hasSize(2).allSatisfy((event) -> {
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.CONTAINER);
			assertThat(event.getCode()).isEqualTo(1006);
			assertThat(event.getSent()).isNull();
			assertThat(event.wasClean()).isFalse();
		});
		raw.close();
		sockJs.close();
	}

	/**
	 * A close frame that is still being written was not sent.
	 */
	@Test
	void sockJsCloseThatBlocks() throws Exception {
		try (SockJsHttpClient client = new SockJsHttpClient(this.server.port(), "/sockjs-a", "slow")) {
			SockJsStream stream = client.xhrStreaming();
			stream.awaitContent("o", PATIENCE);
			WebSocketSession session = this.book.awaitSession();
			String reason = "r".repeat(60_000_000);
			CompletableFuture<Void> close = CompletableFuture.runAsync(() -> {
				try {
					session.close(new CloseStatus(4001, reason));
				}
				catch (IOException | IllegalStateException ex) {
					// The client goes.
				}
			}, this.threads);
			CloseEvent event = this.server.events().awaitOne();
			assertThat(close).isNotDone();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(1006);
			assertThat(event.getSent()).isNull();
			assertThat(event.wasClean()).isFalse();
			stream.reset();
		}
	}

	/**
	 * Whatever else is seen of a closing, a listener never runs under a lock of SockJS.
	 */
	@Test
	void listenersRunUnderNoLockOfSockJs() throws IOException {
		try (SockJsHttpClient client = new SockJsHttpClient(this.server.port(), "/sockjs-shy", "shy")) {
			assertThat(client.xhr()).contains("4006");
			this.server.events().awaitOne();
			Boolean locked = this.server.bean(LockWatcher.class).locked.poll();
			assertThat(locked).isFalse();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application {

		@Bean
		LockWatcher lockWatcher() {
			return new LockWatcher();
		}

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(ScriptedHandler.Book book) {
			return (registry) -> {
				registry.addHandler(new ScriptedHandler(new NativeCloser(), book), "/raw");
				registry.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/sockjs-a").withSockJS();
				registry.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/sockjs-b").withSockJS();
				registry.addHandler(new BrokenHandler(), "/broken");
				registry.addHandler(new ShyHandler(), "/shy");
				registry.addHandler(new ShyHandler(), "/sockjs-shy").withSockJS();
			};
		}

	}

	/**
	 * Closes the session below the one that it was given.
	 */
	static class NativeCloser extends TextWebSocketHandler {

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
			int code = Integer.parseInt(message.getPayload().split(" ")[1]);
			nativeSession(session).close(new jakarta.websocket.CloseReason(
					jakarta.websocket.CloseReason.CloseCodes.getCloseCode(code), "native"));
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
	 * Tells whether a listener runs while its thread holds the lock of a SockJS session.
	 */
	static class LockWatcher {

		private final Queue<Boolean> locked = new ConcurrentLinkedQueue<>();

		@EventListener
		@Order(Ordered.HIGHEST_PRECEDENCE)
		void closed(CloseEvent event) {
			this.locked.add(List.of(Thread.currentThread().getStackTrace())
				.stream()
				.anyMatch((frame) -> frame.getClassName().endsWith("AbstractHttpSockJsSession")));
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
