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

import org.springframework.util.Assert;
import org.springframework.web.reactive.socket.client.WebSocketClient;

/**
 * Decorates the WebSocket clients of spring-webflux, so that the sessions they open have
 * a close event, seen from the client's end:
 *
 * <pre class="code">
 * WebSocketClient client = clients.decorate(new ReactorNettyWebSocketClient());
 * client.execute(uri, handler).subscribe();
 * </pre>
 *
 * A handshake that fails has no event. Every method may be called from any thread.
 *
 * @since 0.1.0
 */
public final class CloseEventWebSocketClients {

	private final SessionCloseTracker tracker;

	/**
	 * Create a decorator of clients.
	 * @param tracker follows their sessions, not null
	 */
	public CloseEventWebSocketClients(SessionCloseTracker tracker) {
		Assert.notNull(tracker, "'tracker' must not be null");
		this.tracker = tracker;
	}

	/**
	 * Decorate a client. The decorated one passes everything on, hands out what the
	 * client returns as it is, and starts and stops the client if that has a life cycle.
	 * @param client the client, not null
	 * @return the decorated client, or the same one if it is decorated already
	 */
	public WebSocketClient decorate(WebSocketClient client) {
		Assert.notNull(client, "'client' must not be null");
		return (client instanceof CloseEventWebSocketClient) ? client
				: CloseEventWebSocketClient.of(client, new CloseEventWebSocketHandlerDecoratorFactory(this.tracker));
	}

}
