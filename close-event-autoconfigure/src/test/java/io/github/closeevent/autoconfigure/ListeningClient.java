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

package io.github.closeevent.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.WebSocketSessions;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

import static org.awaitility.Awaitility.await;

/**
 * A client that notes with which code its session is closed.
 */
final class ListeningClient implements WebSocket.Listener {

	private final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final WebSocket socket;

	private ListeningClient(URI uri) {
		this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, this).join();
	}

	/**
	 * Open a session with the server of a context, which knows of it when this returns.
	 */
	static ListeningClient connect(ApplicationContext context, String path) {
		WebSocketSessions sessions = context.getBean(WebSocketSessions.class);
		int before = sessions.count();
		// The property of a context has the port of a server below.
		int port = ((WebServerApplicationContext) context).getWebServer().getPort();
		ListeningClient client = new ListeningClient(URI.create("ws://localhost:" + port + path));
		await().until(() -> sessions.count() == before + 1);
		return client;
	}

	void abort() {
		this.socket.abort();
	}

	boolean isOpen() {
		return !this.closed.isDone() && !this.socket.isInputClosed();
	}

	int closed() {
		return this.closed.orTimeout(10, TimeUnit.SECONDS).join();
	}

	@Override
	public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
		this.closed.complete(statusCode);
		return null;
	}

	@Override
	public void onError(WebSocket webSocket, Throwable error) {
		this.closed.completeExceptionally(error);
	}

}
