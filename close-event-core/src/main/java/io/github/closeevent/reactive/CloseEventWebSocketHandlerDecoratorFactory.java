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

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.Assert;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.ServerWebExchange;

/**
 * Decorates handlers so that their sessions have a close event. Applications need it only
 * for handlers that no hook reaches: those that are handed to a {@code WebSocketService}
 * of the application's own type, or to a {@code RequestUpgradeStrategy}.
 * <p>
 * Decorating twice does no harm: a handler that is decorated already is returned as it
 * is.
 *
 * @since 0.1.0
 */
public final class CloseEventWebSocketHandlerDecoratorFactory {

	private final SessionCloseTracker tracker;

	public CloseEventWebSocketHandlerDecoratorFactory(SessionCloseTracker tracker) {
		Assert.notNull(tracker, "'tracker' must not be null");
		this.tracker = tracker;
	}

	/**
	 * Decorate a handler.
	 * @param handler the handler
	 * @return the decorated handler
	 */
	public WebSocketHandler decorate(WebSocketHandler handler) {
		return decorate(handler, SessionFacts.NONE);
	}

	/**
	 * Refuse a handshake, if the application is about to stop and takes no new sessions.
	 * @return completes when the refusal, 503, is sent, or null if there is none
	 */
	@Nullable Mono<Void> refuse(ServerWebExchange exchange) {
		String retryAfter = this.tracker.getRetryAfter();
		if (retryAfter == null) {
			return null;
		}
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
		response.getHeaders().set(HttpHeaders.RETRY_AFTER, retryAfter);
		return response.setComplete();
	}

	/**
	 * Decorate a handler for the handshake of this server.
	 */
	WebSocketHandler decorate(WebSocketHandler handler, ServerWebExchange exchange) {
		return decorate(handler, SessionFacts.of(exchange, this.tracker.getObservers()));
	}

	/**
	 * Decorate a handler for one handshake.
	 */
	WebSocketHandler decorate(WebSocketHandler handler, SessionFacts facts) {
		return (handler instanceof CloseEventWebSocketHandler decorated) ? decorated.withFacts(facts)
				: new CloseEventWebSocketHandler(handler, this.tracker, facts);
	}

}
