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
import java.time.Duration;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.adapter.AbstractWebSocketSession;

/**
 * A session of a reactive application.
 *
 * @param session what the handler was given
 * @param outbound what the handler sends, because it can call {@code send} only once
 */
record ReactiveSession(WebSocketSession session, Sinks.Many<String> outbound) implements ApplicationSession {

	@Override
	public String id() {
		return this.session.getId();
	}

	/**
	 * Under ours is Spring's, which keeps it to itself.
	 */
	@Override
	public @Nullable Object nativeSession() {
		Object springs = (this.session instanceof AbstractWebSocketSession<?>) ? this.session
				: ReflectionTestUtils.getField(this.session, "delegate");
		return (springs != null) ? ReflectionTestUtils.invokeMethod(springs, "getDelegate") : null;
	}

	@Override
	public boolean isOpen() {
		return this.session.isOpen();
	}

	@Override
	public void send(String text) {
		this.outbound.emitNext(text, Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
	}

	@Override
	public void awaitSent() {
		Awaitility.await().until(() -> this.outbound.scanOrDefault(Scannable.Attr.BUFFERED, -1) == 0);
	}

	@Override
	public void close() throws IOException {
		await(this.session.close());
	}

	@Override
	public void close(int code, String reason) throws IOException {
		await(this.session.close(CloseStatus.create(code, reason.isEmpty() ? null : reason)));
	}

	private static void await(Mono<Void> closing) throws IOException {
		try {
			closing.block();
		}
		catch (RuntimeException ex) {
			if (Exceptions.unwrap(ex) instanceof IOException lost) {
				throw lost;
			}
			throw ex;
		}
	}

}
