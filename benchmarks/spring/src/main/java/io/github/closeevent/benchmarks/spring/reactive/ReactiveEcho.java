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

package io.github.closeevent.benchmarks.spring.reactive;

import java.util.Map;

import io.github.closeevent.benchmarks.spring.LastCallback;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * Echoes on WebFlux.
 */
@Configuration(proxyBeanMethods = false)
class ReactiveEcho {

	private static final int BEFORE_ANNOTATED_CONTROLLERS = -1;

	@Bean
	HandlerMapping echoMapping(LastCallback lastCallback) {
		WebSocketHandler handler = (session) -> echo(session).doFinally((signal) -> lastCallback.called());
		return new SimpleUrlHandlerMapping(Map.of("/echo", handler), BEFORE_ANNOTATED_CONTROLLERS);
	}

	private static Mono<Void> echo(WebSocketSession session) {
		return session.send(session.receive().map(WebSocketMessage::getPayloadAsText).map(session::textMessage));
	}

}
