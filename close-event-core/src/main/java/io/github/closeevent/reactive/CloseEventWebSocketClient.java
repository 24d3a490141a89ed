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

import reactor.core.publisher.Mono;

import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.client.WebSocketClient;

/**
 * The decorator around a client: decorates the handler of each connection, and passes
 * everything else on.
 *
 * @see CloseEventWebSocketClients
 */
class CloseEventWebSocketClient implements WebSocketClient {

	private final WebSocketClient delegate;

	private final CloseEventWebSocketHandlerDecoratorFactory decoratorFactory;

	CloseEventWebSocketClient(WebSocketClient delegate, CloseEventWebSocketHandlerDecoratorFactory decoratorFactory) {
		this.delegate = delegate;
		this.decoratorFactory = decoratorFactory;
	}

	/**
	 * Decorate a client. What has a life cycle keeps it.
	 */
	static WebSocketClient of(WebSocketClient client, CloseEventWebSocketHandlerDecoratorFactory decoratorFactory) {
		if (client instanceof SmartLifecycle lifecycle) {
			return new SmartLifecycleWebSocketClient(client, lifecycle, decoratorFactory);
		}
		return (client instanceof Lifecycle lifecycle)
				? new LifecycleWebSocketClient(client, lifecycle, decoratorFactory)
				: new CloseEventWebSocketClient(client, decoratorFactory);
	}

	@Override
	public Mono<Void> execute(URI url, WebSocketHandler handler) {
		return this.delegate.execute(url, decorate(handler));
	}

	@Override
	public Mono<Void> execute(URI url, HttpHeaders headers, WebSocketHandler handler) {
		return this.delegate.execute(url, headers, decorate(handler));
	}

	private WebSocketHandler decorate(WebSocketHandler handler) {
		return this.decoratorFactory.decorate(handler, SessionFacts.CLIENT);
	}

	@Override
	public String toString() {
		return "CloseEventWebSocketClient[" + this.delegate + "]";
	}

	/**
	 * The decorator around a client that is started and stopped.
	 */
	private static class LifecycleWebSocketClient extends CloseEventWebSocketClient implements Lifecycle {

		private final Lifecycle lifecycle;

		LifecycleWebSocketClient(WebSocketClient delegate, Lifecycle lifecycle,
				CloseEventWebSocketHandlerDecoratorFactory decoratorFactory) {
			super(delegate, decoratorFactory);
			this.lifecycle = lifecycle;
		}

		@Override
		public void start() {
			this.lifecycle.start();
		}

		@Override
		public void stop() {
			this.lifecycle.stop();
		}

		@Override
		public boolean isRunning() {
			return this.lifecycle.isRunning();
		}

	}

	/**
	 * The decorator around a client that is started and stopped in a phase.
	 */
	private static final class SmartLifecycleWebSocketClient extends LifecycleWebSocketClient
			implements SmartLifecycle {

		private final SmartLifecycle lifecycle;

		SmartLifecycleWebSocketClient(WebSocketClient delegate, SmartLifecycle lifecycle,
				CloseEventWebSocketHandlerDecoratorFactory decoratorFactory) {
			super(delegate, lifecycle, decoratorFactory);
			this.lifecycle = lifecycle;
		}

		@Override
		public boolean isAutoStartup() {
			return this.lifecycle.isAutoStartup();
		}

		@Override
		public boolean isPauseable() {
			return this.lifecycle.isPauseable();
		}

		@Override
		public void stop(Runnable callback) {
			this.lifecycle.stop(callback);
		}

		@Override
		public int getPhase() {
			return this.lifecycle.getPhase();
		}

	}

}
