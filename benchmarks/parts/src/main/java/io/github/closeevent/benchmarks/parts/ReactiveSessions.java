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

package io.github.closeevent.benchmarks.parts;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.adapter.AbstractWebSocketSession;

/**
 * Sessions of spring-webflux over the native sessions of each server. What is sent goes
 * nowhere.
 */
public enum ReactiveSessions {

	/**
	 * Sessions on Tomcat.
	 */
	TOMCAT(NativeSessions::tomcat),

	/**
	 * Sessions on Jetty, which reads on demand.
	 */
	JETTY(NativeSessions::jetty);

	private final Supplier<Object> nativeSession;

	ReactiveSessions(Supplier<Object> nativeSession) {
		this.nativeSession = nativeSession;
	}

	FakeSession create() {
		return new FakeSession(this.nativeSession.get());
	}

	/**
	 * A session that is open for ever.
	 */
	static final class FakeSession extends AbstractWebSocketSession<Object> {

		private final MessageSource received = new MessageSource();

		private int sent;

		FakeSession(Object nativeSession) {
			super(nativeSession, "1",
					new HandshakeInfo(URI.create("ws://localhost/chat"), new HttpHeaders(), new LinkedMultiValueMap<>(),
							Mono.empty(), null, new InetSocketAddress("127.0.0.1", 1024), Map.of(), null),
					DefaultDataBufferFactory.sharedInstance);
		}

		MessageSource getReceived() {
			return this.received;
		}

		@Override
		public Flux<WebSocketMessage> receive() {
			return this.received;
		}

		@Override
		public Mono<Void> send(Publisher<WebSocketMessage> messages) {
			return Flux.from(messages).doOnNext((message) -> this.sent++).then();
		}

		@Override
		public boolean isOpen() {
			return true;
		}

		@Override
		public Mono<Void> close(CloseStatus status) {
			return Mono.empty();
		}

		@Override
		public Mono<CloseStatus> closeStatus() {
			return Mono.never();
		}

	}

}
