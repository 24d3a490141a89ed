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
import org.springframework.web.socket.sockjs.client.WebSocketTransport;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The decorator around a client: decorates the handler of each connection, and passes
 * everything else on.
 *
 * @see CloseEventWebSocketClients
 */
class CloseEventWebSocketClient implements WebSocketClient {

	private final WebSocketClient delegate;

	private final SessionCloseTracker tracker;

	CloseEventWebSocketClient(WebSocketClient delegate, SessionCloseTracker tracker) {
		this.delegate = delegate;
		this.tracker = tracker;
	}

	/**
	 * Decorate a client. What has a life cycle keeps it.
	 */
	static WebSocketClient of(WebSocketClient client, SessionCloseTracker tracker) {
		if (client instanceof SmartLifecycle lifecycle) {
			return new SmartLifecycleWebSocketClient(client, lifecycle, tracker);
		}
		return (client instanceof Lifecycle lifecycle) ? new LifecycleWebSocketClient(client, lifecycle, tracker)
				: new CloseEventWebSocketClient(client, tracker);
	}

	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, String uriTemplate,
			@Nullable Object... uriVariables) {
		if (isSockJsTransport(handler)) {
			return this.delegate.execute(handler, uriTemplate, uriVariables);
		}
		return view(
				this.delegate.execute(decorate(handler, expand(uriTemplate, uriVariables)), uriTemplate, uriVariables));
	}

	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, @Nullable WebSocketHttpHeaders headers,
			URI uri) {
		if (isSockJsTransport(handler)) {
			return this.delegate.execute(handler, headers, uri);
		}
		return view(this.delegate.execute(decorate(handler, uri), headers, uri));
	}

	/**
	 * Whether it is SockJS that connects. The session of the application is the one above
	 * it, which the decorated {@code SockJsClient} follows.
	 */
	private static boolean isSockJsTransport(WebSocketHandler handler) {
		return handler.getClass().getEnclosingClass() == WebSocketTransport.class;
	}

	private WebSocketHandler decorate(WebSocketHandler handler, @Nullable URI uri) {
		WebSocketHandler inner = (StompWebSocketHandler.isStompClient(handler))
				? new StompWebSocketHandler(handler, this.tracker) : handler;
		Object trace = this.tracker.getObservers().handshakeTrace((attribute) -> null);
		// The future asks the tracker for its session, which may have ended.
		return new CloseEventWebSocketHandler(inner, this.tracker, SessionOrigin.client(uri, trace), false);
	}

	/**
	 * Expand a template as the clients of Spring do.
	 * @return the URI, or null if it is none; the client says so then
	 */
	private static @Nullable URI expand(String uriTemplate, @Nullable Object... uriVariables) {
		try {
			return UriComponentsBuilder.fromUriString(uriTemplate).buildAndExpand(uriVariables).encode().toUri();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Hand out the session that the handler sees, so that it is known who closes it.
	 * Everything else about the future stays as it is.
	 */
	private CompletableFuture<WebSocketSession> view(CompletableFuture<WebSocketSession> future) {
		if (!this.tracker.isWrapSessions()) {
			return future;
		}
		CompletableFuture<WebSocketSession> viewed = future.newIncompleteFuture();
		future.whenComplete((session, ex) -> {
			if (ex != null) {
				viewed.completeExceptionally(ex);
			}
			else {
				viewed.complete((session != null) ? this.tracker.view(session) : null);
			}
		});
		viewed.whenComplete((session, ex) -> {
			if (viewed.isCancelled()) {
				future.cancel(true);
			}
		});
		return viewed;
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

		LifecycleWebSocketClient(WebSocketClient delegate, Lifecycle lifecycle, SessionCloseTracker tracker) {
			super(delegate, tracker);
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

		SmartLifecycleWebSocketClient(WebSocketClient delegate, SmartLifecycle lifecycle, SessionCloseTracker tracker) {
			super(delegate, lifecycle, tracker);
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
