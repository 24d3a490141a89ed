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

package io.github.closeevent.benchmarks.peers.micronaut;

import java.util.concurrent.CompletableFuture;

import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.ServerWebSocket;

/**
 * Sends messages back.
 */
@ServerWebSocket("/echo")
final class Echo {

	@OnMessage
	CompletableFuture<String> received(String message, WebSocketSession session) {
		return session.sendAsync(message);
	}

	/**
	 * Without this method, Micronaut answers a Close frame, but leaves the connection
	 * open.
	 */
	@OnClose
	void closed() {
	}

}
