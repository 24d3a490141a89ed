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

package io.github.closeevent.netty;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * An application's handler, which receives what comes and shows the test its sessions.
 */
class HookHandler implements WebSocketHandler {

	private final Book book;

	private final List<String> subProtocols;

	HookHandler(Book book, String... subProtocols) {
		this.book = book;
		this.subProtocols = List.of(subProtocols);
	}

	@Override
	public List<String> getSubProtocols() {
		return this.subProtocols;
	}

	@Override
	public Mono<Void> handle(WebSocketSession session) {
		return this.book.handle(this, session);
	}

	/**
	 * The handlers that were called, and the sessions they were given.
	 */
	static final class Book {

		private final BlockingQueue<WebSocketSession> sessions = new LinkedBlockingQueue<>();

		private final List<WebSocketHandler> handlers = new CopyOnWriteArrayList<>();

		private final List<String> tenants = new CopyOnWriteArrayList<>();

		Mono<Void> handle(WebSocketHandler handler, WebSocketSession session) {
			this.handlers.add(handler);
			this.sessions.add(session);
			return Mono.deferContextual((context) -> {
				this.tenants.add(context.getOrDefault("tenant", "nobody"));
				return session.receive().then();
			});
		}

		WebSocketSession awaitSession() throws InterruptedException {
			WebSocketSession session = this.sessions.poll(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
			if (session == null) {
				throw new AssertionError("No session was opened");
			}
			return session;
		}

		List<WebSocketHandler> handlers() {
			return this.handlers;
		}

		/**
		 * What the contexts of the handlers had under {@code tenant}.
		 */
		List<String> tenants() {
			return this.tenants;
		}

		void clear() {
			this.sessions.clear();
			this.handlers.clear();
			this.tenants.clear();
		}

	}

}
