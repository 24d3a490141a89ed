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

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;

/**
 * A client that keeps what it is asked for.
 */
class FakeWebSocketClient implements WebSocketClient {

	final CompletableFuture<WebSocketSession> future = new CompletableFuture<>();

	@Nullable WebSocketHandler handler;

	@Nullable String uriTemplate;

	Object @Nullable [] uriVariables;

	@Nullable WebSocketHttpHeaders headers;

	@Nullable URI uri;

	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler webSocketHandler, String uriTemplate,
			@Nullable Object... uriVariables) {
		this.handler = webSocketHandler;
		this.uriTemplate = uriTemplate;
		this.uriVariables = uriVariables;
		return this.future;
	}

	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler webSocketHandler,
			@Nullable WebSocketHttpHeaders headers, URI uri) {
		this.handler = webSocketHandler;
		this.headers = headers;
		this.uri = uri;
		return this.future;
	}

	/**
	 * A client that is started and stopped, such as that of SockJS.
	 */
	static class Started extends FakeWebSocketClient implements Lifecycle {

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
	 * A client that is started and stopped in a phase.
	 */
	static class StartedInAPhase extends Started implements SmartLifecycle {

		@Override
		public int getPhase() {
			return 17;
		}

		@Override
		public boolean isAutoStartup() {
			return false;
		}

	}

}
