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

import java.util.function.Supplier;

import reactor.core.publisher.Mono;

import org.springframework.util.Assert;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;

/**
 * The hook: every WebSocket handshake that Spring WebFlux dispatches passes through here,
 * whatever mapping found its handler. Hands the decorated handler on.
 *
 * @since 0.1.0
 */
public class CloseEventWebSocketHandlerAdapter extends WebSocketHandlerAdapter {

	private final Supplier<CloseEventWebSocketHandlerDecoratorFactory> decoratorFactory;

	/**
	 * Create the adapter.
	 * @param webSocketService performs the handshakes
	 * @param decoratorFactory decorates the handlers; asked at the first handshake
	 */
	public CloseEventWebSocketHandlerAdapter(WebSocketService webSocketService,
			Supplier<CloseEventWebSocketHandlerDecoratorFactory> decoratorFactory) {
		super(webSocketService);
		Assert.notNull(decoratorFactory, "'decoratorFactory' must not be null");
		this.decoratorFactory = SingletonSupplier.of(decoratorFactory);
	}

	@Override
	public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
		CloseEventWebSocketHandlerDecoratorFactory factory = this.decoratorFactory.get();
		Mono<Void> refusal = factory.refuse(exchange);
		return (refusal != null) ? refusal.then(Mono.empty())
				: super.handle(exchange, factory.decorate((WebSocketHandler) handler, exchange));
	}

}
