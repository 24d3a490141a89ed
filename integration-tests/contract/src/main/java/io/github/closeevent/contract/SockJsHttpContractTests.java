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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.SockJsHttpClient;
import io.github.closeevent.test.SockJsStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * SockJS over HTTP, where its own close frame stands for the Close frame.
 */
@SuppressWarnings("NullAway.Init") // Set before each test
public abstract class SockJsHttpContractTests extends AbstractServerContract {

	private static final AtomicInteger counter = new AtomicInteger();

	private SockJsHttpClient client;

	private String id;

	private WebSocketSession session;

	@Override
	protected Class<?> application() {
		return Application.class;
	}

	@Override
	ScriptedHandler.Book book() {
		return (ScriptedHandler.Book) super.book();
	}

	@AfterEach
	void disconnect() throws IOException {
		this.client.close();
	}

	private SockJsHttpClient client(String path) {
		this.id = "http" + counter.incrementAndGet();
		this.client = new SockJsHttpClient(this.server.port(), path, this.id);
		return this.client;
	}

	private SockJsStream stream(String path) throws IOException {
		SockJsStream stream = client(path).xhrStreaming();
		awaitRequest();
		return stream;
	}

	private CompletableFuture<String> poll() throws IOException {
		CompletableFuture<String> poll = this.client.xhrAsync();
		awaitRequest();
		return poll;
	}

	/**
	 * Wait until a request is there that can carry messages. Not every server writes the
	 * open frame of a stream at once.
	 */
	private void awaitRequest() {
		this.session = book().awaitSession();
		AbstractSockJsSession sockJsSession = (AbstractSockJsSession) WebSocketSessionDecorator.unwrap(this.session);
		await().untilAsserted(() -> assertThat(sockJsSession.isActive())
			.as(() -> "a request of %s, whose session is %s, after %s".formatted(this.id, sockJsSession, book().log()))
			.isTrue());
	}

	// The application closes

	@Test
	void applicationClosesWhilePeerPolls() throws Exception {
		client("/sockjs").open();
		CompletableFuture<String> poll = poll();
		this.client.send("close 4001 bye");
		assertThat(poll.get(10, TimeUnit.SECONDS)).isEqualTo("c[4001,\"bye\"]\n");
		assertSentByApplication(event(), 4001, "bye", "sockjs-xhr");
		assertHandled(4001);
	}

	@Test
	void applicationClosesBetweenTwoPolls() throws IOException {
		client("/sockjs").open();
		session().close(4002, "bye");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 1006, "", false);
		assertFrames(event, null, null);
		assertHandled(4002);
		assertThat(this.client.xhr()).isEqualTo("c[3000,\"Go away!\"]\n");
	}

	@Test
	void applicationClosesXhrStream() throws IOException {
		SockJsStream stream = stream("/sockjs");
		this.client.send("close 4001 bye");
		stream.awaitContent("c[4001,\"bye\"]", PATIENCE);
		assertSentByApplication(event(), 4001, "bye", "sockjs-xhr-streaming");
		assertHandled(4001);
	}

	@Test
	void applicationClosesEventSource() throws IOException {
		SockJsStream stream = client("/sockjs").eventSource();
		awaitRequest();
		this.client.send("close 4001 bye");
		stream.awaitContent("data: c[4001,\"bye\"]", PATIENCE);
		assertSentByApplication(event(), 4001, "bye", "sockjs-eventsource");
		assertHandled(4001);
	}

	@Test
	void applicationClosesStreamWithoutStatus() throws IOException {
		SockJsStream stream = stream("/sockjs");
		this.client.send("close");
		stream.awaitContent("c[3000,\"Go away!\"]", PATIENCE);
		assertSentByApplication(event(), 3000, "Go away!", "sockjs-xhr-streaming");
		assertHandled(3000);
	}

	// The handler fails

	@Test
	void handlerThrowsBehindAStream() throws IOException {
		SockJsStream stream = stream("/sockjs");
		this.client.send("throw");
		stream.awaitContent("c[1011,\"\"]", PATIENCE);
		CloseEvent event = event();
		assertSentByApplication(event, 1011, "", "sockjs-xhr-streaming");
		assertThat(event.getError()).isInstanceOf(IllegalStateException.class).hasMessage("asked to throw");
		assertHandled(1011);
	}

	@Test
	void handlerThrowsWhilePeerPolls() throws Exception {
		client("/sockjs").open();
		CompletableFuture<String> poll = poll();
		this.client.send("throw");
		assertThat(poll.get(10, TimeUnit.SECONDS)).isEqualTo("c[1011,\"\"]\n");
		CloseEvent event = event();
		assertSentByApplication(event, 1011, "", "sockjs-xhr");
		assertThat(event.getError()).isInstanceOf(IllegalStateException.class).hasMessage("asked to throw");
	}

	// The peer goes

	@Test
	void peerStopsPolling() throws IOException {
		client("/hasty").open();
		assertLost(event(), "sockjs-xhr");
		assertHandled(3000);
	}

	@Test
	void peerDropsItsPoll() throws IOException {
		client("/hasty").open();
		poll().cancel(true);
		assertLost(event(), "sockjs-xhr");
	}

	@Test
	void peerResetsItsStream() throws IOException {
		stream("/hasty").reset();
		assertLost(event(), "sockjs-xhr-streaming");
		assertHandled(1011);
	}

	@Test
	void peerClosesTheConnectionOfItsStream() throws IOException {
		stream("/hasty").close();
		assertLost(event(), "sockjs-xhr-streaming");
	}

	/**
	 * Nobody notices that the peer is gone before the application sends.
	 */
	@Test
	void applicationSendsToAStreamThatIsGone() throws IOException {
		SockJsStream stream = stream("/sockjs");
		stream.reset();
		await().until(() -> {
			try {
				this.session.sendMessage(new TextMessage("tick"));
				return !this.session.isOpen();
			}
			catch (IOException | RuntimeException ex) {
				return true;
			}
		});
		assertLost(event(), "sockjs-xhr-streaming");
	}

	// The peer is wrong

	/**
	 * SockJS refuses the request, and the session goes on.
	 */
	@Test
	void peerSendsRequestThatIsNoJson() throws Exception {
		SockJsStream stream = stream("/sockjs");
		URI uri = URI.create("http://127.0.0.1:%d/sockjs/000/%s/xhr_send".formatted(this.server.port(), this.id));
		HttpRequest request = HttpRequest.newBuilder(uri)
			.POST(HttpRequest.BodyPublishers.ofString("[\"no end"))
			.build();
		HttpResponse<Void> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
		assertThat(response.statusCode()).isEqualTo(500);
		this.client.send("close 4001 bye");
		stream.awaitContent("c[4001,\"bye\"]", PATIENCE);
		assertSentByApplication(event(), 4001, "bye", "sockjs-xhr-streaming");
	}

	private static void assertSentByApplication(CloseEvent event, int code, String reason, String transport) {
		assertEvent(event, CloseInitiator.APPLICATION, code, reason, true);
		assertFrames(event, frame(code, reason), null);
		assertThat(event.getSession().getTransport()).isEqualTo(transport);
		assertThat(event.getSession().getPathPattern()).isEqualTo("/sockjs/**");
	}

	private static void assertLost(CloseEvent event, String transport) {
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
		assertThat(event.getSession().getTransport()).isEqualTo(transport);
	}

	/**
	 * The application's handler was called as without us.
	 */
	private void assertHandled(int code) {
		assertThat(book().log()).containsExactly("established", "closed " + code);
	}

	/**
	 * What runs on the server.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	public static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(ScriptedHandler.Book book) {
			return (registry) -> {
				ScriptedHandler handler = new ScriptedHandler(new TextWebSocketHandler(), book);
				registry.addHandler(handler, "/sockjs").withSockJS();
				registry.addHandler(handler, "/hasty").withSockJS().setDisconnectDelay(500).setHeartbeatTime(200);
			};
		}

	}

}
