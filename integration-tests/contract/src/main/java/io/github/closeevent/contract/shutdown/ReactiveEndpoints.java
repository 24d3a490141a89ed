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

package io.github.closeevent.contract.shutdown;

import java.util.List;
import java.util.Map;

import io.github.closeevent.session.SessionRecords;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * The endpoint of WebFlux applications, which does what those of {@link ServletEndpoints}
 * do.
 */
final class ReactiveEndpoints {

	private static final int PARTS = 512;

	private static final String PART = "x".repeat(16 * 1024);

	private ReactiveEndpoints() {
	}

	@Configuration(proxyBeanMethods = false)
	static class Raw {

		@Bean
		HandlerMapping webSocketMapping(SessionRecords records) {
			return new SimpleUrlHandlerMapping(Map.of("/raw", new Handler(records)), -1);
		}

	}

	private static final class Handler implements WebSocketHandler {

		private final SessionRecords records;

		Handler(SessionRecords records) {
			this.records = records;
		}

		/**
		 * Asked in the handshake of a client that names a sub-protocol.
		 */
		@Override
		public List<String> getSubProtocols() {
			Holdup.HANDSHAKE.untilRefused(this.records);
			return List.of();
		}

		@Override
		public Mono<Void> handle(WebSocketSession session) {
			return session.send(session.receive()
				.map(WebSocketMessage::getPayloadAsText)
				.concatMap(Handler::answers)
				.map(session::textMessage));
		}

		private static Flux<String> answers(String message) {
			return (message.equals("flood")) ? flood() : Flux.just(message);
		}

		private static Flux<String> flood() {
			Flood.begins();
			return Flux.range(0, PARTS).map((part) -> {
				Flood.proceeds();
				return PART;
			});
		}

	}

}
