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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.adapter.AbstractWebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NativeSessions}.
 */
@ExtendWith(OutputCaptureExtension.class)
class NativeSessionsTests {

	@Test
	void nativeSessionIsFoundUnderOneOfSpring(CapturedOutput output) {
		Object nativeSession = new Object();
		NativeSessions sessions = NativeSessions.find(NativeSessions.GETTER);
		assertThat(sessions).isNotNull();
		assertThat(sessions.of(new SpringSession(nativeSession))).isSameAs(nativeSession);
		assertThat(output).isEmpty();
	}

	@Test
	void nothingIsFoundUnderASessionOfAnotherKind() {
		NativeSessions sessions = NativeSessions.find(NativeSessions.GETTER);
		assertThat(sessions).isNotNull();
		assertThat(sessions.of(new FakeReactiveSession())).isNull();
	}

	@Test
	void nameOfTheClassIsThatOfSprings() {
		assertThat(NativeSessions.SESSION).isEqualTo(AbstractWebSocketSession.class.getName());
	}

	@Test
	void renamedMethodIsWarnedOfOnce(CapturedOutput output) {
		assertThat(NativeSessions.find("getDelegateNoMore")).isNull();
		assertThat(output.getAll().lines()).singleElement()
			.asString()
			.contains("WARN", "This version of spring-webflux is not known", "getDelegateNoMore")
			.contains("code", "wasClean", "initiator", "sent", "received", "inexact");
	}

	/**
	 * A session that keeps the server's to itself.
	 */
	private static final class SpringSession extends AbstractWebSocketSession<Object> {

		private SpringSession(Object delegate) {
			super(delegate, "1", new FakeReactiveSession().getHandshakeInfo(), DefaultDataBufferFactory.sharedInstance);
		}

		@Override
		public Flux<WebSocketMessage> receive() {
			return Flux.empty();
		}

		@Override
		public Mono<Void> send(Publisher<WebSocketMessage> messages) {
			return Mono.empty();
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
			return Mono.empty();
		}

	}

}
