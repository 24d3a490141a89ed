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
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebFlux, where a session ends with its handler.
 */
public abstract class WebFluxContractTests extends AbstractCloserContractTests {

	@Override
	protected Class<?> application() {
		return Application.class;
	}

	@Override
	protected String path() {
		return "/raw?token=secret";
	}

	@ParameterizedTest
	@ValueSource(strings = { "complete", "/completes" })
	void handlerCompletes(String how) throws IOException {
		assertThat(assertEndsWithHandler(how).getError()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fail", "/fails" })
	void handlerEndsWithAnException(String how) throws IOException {
		assertError(assertEndsWithHandler(how), IllegalStateException.class, "asked to fail");
	}

	/**
	 * A message stands before the answer, and nobody receives it any more.
	 */
	@Test
	void handlerThrowsAndAMessageFollows() throws IOException {
		this.client.sendRaw(this.client.encodeText("throw"), this.client.encodeText("more"));
		assertError(assertFailed(), IllegalStateException.class, "asked to throw");
	}

	@Test
	void handlerThrowsBeforeItReturns() throws IOException {
		assertThat(assertEndsWithHandler("/throws").getError()).isInstanceOf(IllegalStateException.class)
			.hasMessage("asked to throw");
	}

	@Test
	void handlerHasEnoughOfAnIdlePeer() throws IOException {
		assertThat(assertEndsWithHandler("/impatient").getError()).isInstanceOf(TimeoutException.class);
	}

	/**
	 * Whatever the server makes of the end of a handler, the wire decides. Nobody may be
	 * left to read the answer.
	 */
	private CloseEvent assertEndsWithHandler(String how) throws IOException {
		if (how.startsWith("/")) {
			leave();
			open(how);
		}
		else {
			say(this.client, how);
		}
		CloseFrame sent = answerIfAny();
		sendIfOpen(() -> this.client.sendClose(4007));
		CloseEvent event = event();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
		assertSent(event, sent);
		assertThat(event.getReceived()).as(event.toString()).isIn(null, frame(4007, ""));
		return event;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/never", "/sends" })
	void peerClosesAndHandlerDoesNotReceive(String path) throws IOException {
		leave();
		open(path);
		this.client.sendClose(4001, "bye");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4001, "bye", true);
		assertFrames(event, answer(), frame(4001, "bye"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/never", "/sends" })
	void peerSendsFinAndHandlerDoesNotReceive(String path) throws IOException {
		leave();
		open(path);
		session();
		this.client.shutdownOutput();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
	}

	@Test
	void applicationClosesAndHandlerDoesNotReceive() throws IOException {
		leave();
		open("/never");
		session().close(4001, "bye");
		assertThat(answer()).isEqualTo(frame(4001, "bye"));
		sendIfOpen(() -> this.client.sendClose(4001));
		assertAnswered(frame(4001, "bye"), frame(4001, ""));
	}

	@Configuration(proxyBeanMethods = false)
	public static class Application {

		@Bean
		SessionBook book() {
			return new SessionBook();
		}

		@Bean
		HandlerMapping webSocketMapping(SessionBook book) {
			return new SimpleUrlHandlerMapping(Map.of("/raw", new ReactiveScriptedHandler(book), "/completes",
					handler(book, (session) -> Mono.empty()), "/fails",
					handler(book, (session) -> Mono.error(new IllegalStateException("asked to fail"))), "/throws",
					handler(book, (session) -> {
						throw new IllegalStateException("asked to throw");
					}), "/never", handler(book, (session) -> Mono.never()), "/sends",
					handler(book,
							(session) -> session.send(Flux.interval(Duration.ofMillis(20))
								.onBackpressureDrop()
								.map((tick) -> session.textMessage("tick")))),
					"/impatient", handler(book, (session) -> session.receive().timeout(Duration.ofMillis(300)).then())),
					-1);
		}

		private static WebSocketHandler handler(SessionBook book, Function<WebSocketSession, Mono<Void>> handler) {
			return (session) -> {
				ReactiveScriptedHandler.open(book, session, Sinks.many().unicast().onBackpressureBuffer());
				return handler.apply(session);
			};
		}

	}

}
