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
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;

/**
 * The hook for handshakes that an application, or a gateway, asks for by itself, without
 * a dispatch to a handler.
 *
 * @since 0.1.0
 */
public class CloseEventHandshakeWebSocketService extends HandshakeWebSocketService {

	private final Supplier<CloseEventWebSocketHandlerDecoratorFactory> decoratorFactory;

	/**
	 * Create a service that does what another does.
	 * @param service the other service
	 * @param decoratorFactory decorates the handlers; asked at the first handshake
	 */
	public CloseEventHandshakeWebSocketService(HandshakeWebSocketService service,
			Supplier<CloseEventWebSocketHandlerDecoratorFactory> decoratorFactory) {
		super(service.getUpgradeStrategy());
		Assert.notNull(decoratorFactory, "'decoratorFactory' must not be null");
		setSessionAttributePredicate(service.getSessionAttributePredicate());
		this.decoratorFactory = SingletonSupplier.of(decoratorFactory);
	}

	@Override
	public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
		CloseEventWebSocketHandlerDecoratorFactory factory = this.decoratorFactory.get();
		Mono<Void> refusal = factory.refuse(exchange);
		return (refusal != null) ? refusal : super.handleRequest(exchange, factory.decorate(handler, exchange));
	}

}
