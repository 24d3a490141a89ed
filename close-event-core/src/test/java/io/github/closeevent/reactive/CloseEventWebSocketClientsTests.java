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

package io.github.closeevent.reactive;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link CloseEventWebSocketClients}.
 */
class CloseEventWebSocketClientsTests {

	private final Tracking tracking = new Tracking(Duration.ofHours(1));

	private final CloseEventWebSocketClients clients = new CloseEventWebSocketClients(this.tracking.tracker());

	private final FakeClient client = new FakeClient();

	@AfterEach
	void close() {
		this.tracking.close();
	}

	@Test
	void clientIsDecoratedOnce() {
		WebSocketClient decorated = this.clients.decorate(this.client);
		assertThat(decorated).isNotSameAs(this.client);
		assertThat(this.clients.decorate(decorated)).isSameAs(decorated);
	}

	@Test
	void clientReturnsWhatItReturned() {
		assertThat(this.clients.decorate(this.client).execute(FakeReactiveSession.URL, (session) -> Mono.empty()))
			.isSameAs(this.client.result);
	}

	@Test
	void headersArePassedOn() {
		HttpHeaders headers = new HttpHeaders();
		this.clients.decorate(this.client).execute(FakeReactiveSession.URL, headers, (session) -> Mono.empty());
		assertThat(this.client.headers).isSameAs(headers);
	}

	@Test
	void overloadWithoutHeadersIsCalledAsItIs() {
		this.clients.decorate(this.client).execute(FakeReactiveSession.URL, (session) -> Mono.empty());
		assertThat(this.client.headers).isNull();
	}

	@Test
	void subProtocolsAreThoseOfTheHandler() {
		this.clients.decorate(this.client).execute(FakeReactiveSession.URL, new WebSocketHandler() {

			@Override
			public List<String> getSubProtocols() {
				return List.of("v2", "v1");
			}

			@Override
			public Mono<Void> handle(WebSocketSession session) {
				return Mono.empty();
			}

		});
		assertThat(this.client.handler.getSubProtocols()).containsExactly("v2", "v1");
	}

	@Test
	void sessionHasAnEventSeenFromTheClient() {
		this.clients.decorate(this.client).execute(FakeReactiveSession.URL, (session) -> Mono.never());
		assertThat(end().getSide()).isEqualTo(Side.CLIENT);
	}

	@Test
	void handlerThatIsDecoratedAlreadyIsOneOfAClientHere() {
		WebSocketHandler handler = new CloseEventWebSocketHandlerDecoratorFactory(this.tracking.tracker())
			.decorate((session) -> Mono.never());
		this.clients.decorate(this.client).execute(FakeReactiveSession.URL, handler);
		assertThat(end().getSide()).isEqualTo(Side.CLIENT);
	}

	private WebSocketSessionInfo end() {
		FakeReactiveSession session = new FakeReactiveSession();
		this.client.handler.handle(session).subscribe();
		session.end(new CloseStatus(4001, "bye"));
		await().untilAsserted(() -> assertThat(this.tracking.events()).hasSize(1));
		WebSocketSessionInfo info = this.tracking.events().element().getSession();
		assertThat(info.getUri()).isEqualTo(FakeReactiveSession.URL);
		assertThat(info.getPath()).isEqualTo("/feed");
		assertThat(info.getPathPattern()).isNull();
		assertThat(info.getSubProtocol()).isEqualTo("v1");
		assertThat(info.getRemoteAddress()).isNull();
		return info;
	}

	@Test
	void clientWithoutALifeCycleHasNone() {
		assertThat(this.clients.decorate(this.client)).isNotInstanceOf(Lifecycle.class);
	}

	@Test
	void lifeCycleIsKept() {
		LifecycleClient started = new LifecycleClient();
		Lifecycle decorated = (Lifecycle) this.clients.decorate(started);
		assertThat(decorated).isNotInstanceOf(SmartLifecycle.class);
		decorated.start();
		assertThat(decorated.isRunning()).isTrue();
		assertThat(started.running).isTrue();
		decorated.stop();
		assertThat(started.running).isFalse();
	}

	@Test
	void phaseIsKept() {
		SmartLifecycle decorated = (SmartLifecycle) this.clients.decorate(new SmartLifecycleClient());
		assertThat(decorated.getPhase()).isEqualTo(17);
		assertThat(decorated.isAutoStartup()).isFalse();
		assertThat(decorated.isPauseable()).isFalse();
	}

	/**
	 * A client that does not connect.
	 */
	private static class FakeClient implements WebSocketClient {

		private final Mono<Void> result = Mono.never();

		private @Nullable HttpHeaders headers;

		private WebSocketHandler handler = (session) -> Mono.empty();

		@Override
		public Mono<Void> execute(URI url, WebSocketHandler handler) {
			this.handler = handler;
			return this.result;
		}

		@Override
		public Mono<Void> execute(URI url, HttpHeaders headers, WebSocketHandler handler) {
			this.headers = headers;
			return execute(url, handler);
		}

	}

	/**
	 * A client that is started and stopped.
	 */
	private static class LifecycleClient extends FakeClient implements Lifecycle {

		private boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

	/**
	 * A client with a phase.
	 */
	private static final class SmartLifecycleClient extends LifecycleClient implements SmartLifecycle {

		@Override
		public int getPhase() {
			return 17;
		}

		@Override
		public boolean isAutoStartup() {
			return false;
		}

		@Override
		public boolean isPauseable() {
			return false;
		}

	}

}
