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

package io.github.closeevent.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.sockjs.client.SockJsClient;
import org.springframework.web.socket.sockjs.client.WebSocketTransport;
import org.springframework.web.socket.sockjs.frame.AbstractSockJsMessageCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link CloseEventWebSocketClients}.
 */
class CloseEventWebSocketClientsTests {

	private static final URI FEED = URI.create("ws://feed/a%20b?token=secret");

	private final ClientTrackers trackers = new ClientTrackers();

	private final CloseEventWebSocketClients clients = new CloseEventWebSocketClients(this.trackers.tracker(true));

	private final FakeWebSocketClient delegate = new FakeWebSocketClient();

	private final WebSocketClient client = this.clients.decorate(this.delegate);

	private final RecordingHandler handler = new RecordingHandler();

	private final FakeWebSocketSession session = new FakeWebSocketSession("1");

	@AfterEach
	void close() {
		this.trackers.close();
	}

	@Test
	void decoratedClientIsNotDecoratedAgain() {
		assertThat(this.client).isNotSameAs(this.delegate).isSameAs(this.clients.decorate(this.client));
	}

	@Test
	void handlerIsDecoratedAndTheRestPassedOn() {
		WebSocketHttpHeaders headers = new WebSocketHttpHeaders();
		this.client.execute(this.handler, headers, FEED);
		assertThat(this.delegate.headers).isSameAs(headers);
		assertThat(this.delegate.uri).isSameAs(FEED);
		assertThat(this.delegate.handler).isInstanceOf(CloseEventWebSocketHandler.class);
		assertThat(WebSocketHandlerDecorator.unwrap(this.delegate.handler)).isSameAs(this.handler);
	}

	@Test
	void templateIsPassedOnAndTheUriKnown() throws Exception {
		this.client.execute(this.handler, "ws://feed/{room}?token={token}", "a b", "secret");
		assertThat(this.delegate.uriTemplate).isEqualTo("ws://feed/{room}?token={token}");
		assertThat(this.delegate.uriVariables).containsExactly("a b", "secret");
		assertThatSessionIsWith(FEED);
	}

	@Test
	void uriThatIsNoneIsLeftToTheClient() {
		assertThat(this.client.execute(this.handler, "{")).isNotDone();
		assertThat(this.delegate.uriTemplate).isEqualTo("{");
	}

	@Test
	void sessionIsAClients() throws Exception {
		this.client.execute(this.handler, null, FEED);
		assertThatSessionIsWith(FEED);
	}

	private void assertThatSessionIsWith(URI uri) throws Exception {
		WebSocketHandler decorated = this.delegate.handler;
		decorated.afterConnectionEstablished(this.session);
		this.session.end();
		decorated.afterConnectionClosed(this.session, new CloseStatus(4001, "bye"));
		await().untilAsserted(() -> assertThat(this.trackers.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getSession().getSide()).isEqualTo(Side.CLIENT);
			assertThat(event.getSession().getUri()).isEqualTo(uri);
			assertThat(event.getSession().getPath()).isEqualTo(uri.getRawPath());
		}));
	}

	@Test
	void futureHasTheSessionOfTheHandler() throws Exception {
		CompletableFuture<WebSocketSession> future = this.client.execute(this.handler, null, FEED);
		assertThat(future).isNotDone();
		this.delegate.handler.afterConnectionEstablished(this.session);
		this.delegate.future.complete(this.session);
		assertThat(future).isCompletedWithValue(this.handler.lastSession());
		future.join().close(new CloseStatus(4001));
		assertThat(this.session.getCloses()).containsExactly(new CloseStatus(4001));
		this.delegate.handler.afterConnectionClosed(this.session, new CloseStatus(4001));
		await().untilAsserted(() -> assertThat(this.trackers.events).singleElement()
			.satisfies((event) -> assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION)));
	}

	@Test
	void failureOfTheFutureStaysAsItIs() {
		CompletableFuture<WebSocketSession> future = this.client.execute(this.handler, null, FEED);
		AtomicReference<Throwable> seen = new AtomicReference<>();
		future.whenComplete((session, ex) -> seen.set(ex));
		IOException refused = new IOException("refused");
		this.delegate.future.completeExceptionally(refused);
		assertThat(seen).hasValue(refused);
		assertThat(this.trackers.events).isEmpty();
	}

	@Test
	void cancellationReachesTheClient() {
		this.client.execute(this.handler, null, FEED).cancel(true);
		assertThat(this.delegate.future).isCancelled();
	}

	@Test
	void futureIsTheClientsIfSessionsAreNotWrapped() {
		WebSocketClient unwrapped = new CloseEventWebSocketClients(this.trackers.tracker(false))
			.decorate(this.delegate);
		assertThat(unwrapped.execute(this.handler, null, FEED)).isSameAs(this.delegate.future);
	}

	@Test
	void transportOfSockJsIsNotDecorated() {
		SockJsClient sockJsClient = new SockJsClient(List.of(new WebSocketTransport(this.client)));
		sockJsClient.setInfoReceiver((uri, headers) -> "{\"websocket\":true}");
		sockJsClient.setMessageCodec(new NoCodec());
		sockJsClient.execute(this.handler, null, URI.create("http://feed/sockjs"));
		assertThat(this.delegate.handler).isNotNull().isNotInstanceOf(CloseEventWebSocketHandler.class);
	}

	@Test
	void clientWithoutALifeCycleHasNone() {
		assertThat(this.client).isNotInstanceOf(Lifecycle.class);
	}

	@Test
	void lifeCycleIsKept() {
		FakeWebSocketClient.Started started = new FakeWebSocketClient.Started();
		WebSocketClient decorated = this.clients.decorate(started);
		assertThat(decorated).isInstanceOf(Lifecycle.class).isNotInstanceOf(SmartLifecycle.class);
		((Lifecycle) decorated).start();
		assertThat(started.isRunning()).isTrue();
		assertThat(((Lifecycle) decorated).isRunning()).isTrue();
		((Lifecycle) decorated).stop();
		assertThat(started.isRunning()).isFalse();
	}

	@Test
	void phaseIsKept() {
		SmartLifecycle decorated = (SmartLifecycle) this.clients.decorate(new FakeWebSocketClient.StartedInAPhase());
		assertThat(decorated.getPhase()).isEqualTo(17);
		assertThat(decorated.isAutoStartup()).isFalse();
		assertThat(decorated.isPauseable()).isTrue();
		AtomicReference<String> stopped = new AtomicReference<>();
		decorated.stop(() -> stopped.set("stopped"));
		assertThat(stopped).hasValue("stopped");
	}

	private static final class NoCodec extends AbstractSockJsMessageCodec {

		@Override
		protected char[] applyJsonQuoting(String content) {
			return content.toCharArray();
		}

		@Override
		public String[] decode(String content) {
			return new String[] { content };
		}

		@Override
		public String[] decodeInputStream(InputStream content) {
			return new String[0];
		}

	}

}
