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

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ReceivedFlux}.
 */
class ReceivedFluxTests {

	private final Tracking tracking = new Tracking(Duration.ofHours(1));

	private final FakeReactiveSession session = new FakeReactiveSession();

	private final ManualSubscriber handler = new ManualSubscriber();

	private Flux<WebSocketMessage> received;

	@BeforeEach
	void open() {
		ReactiveSessionRecord record = Objects
			.requireNonNull(this.tracking.tracker().open(this.session, SessionFacts.CLIENT));
		this.received = new ReceivedFlux(this.session.messages(), record);
	}

	@AfterEach
	void close() {
		this.tracking.close();
	}

	@Test
	void messagesAndDemandArePassedOn() {
		this.received.subscribe(this.handler);
		assertThat(this.session.messages().requested()).isZero();
		this.handler.request(2);
		assertThat(this.session.messages().requested()).isEqualTo(2);
		this.session.messages().emit("one");
		assertThat(this.handler.received()).containsExactly("one");
		this.session.messages().complete();
		assertThat(this.handler.ends()).isOne();
	}

	@Test
	void cancelIsPassedOnAndEndsNothingByItself() {
		this.received.subscribe(this.handler);
		this.handler.cancel();
		assertThat(this.session.messages().isCancelled()).isTrue();
		assertThat(this.tracking.events()).isEmpty();
	}

	@Test
	void errorIsPassedOnAndExplainsALoss() {
		this.received.subscribe(this.handler);
		IOException lost = new IOException("lost");
		this.tracking.tracker().lost(Objects.requireNonNull(record()));
		this.session.messages().fail(lost);
		assertThat(this.handler.error()).isSameAs(lost);
		this.session.end(new CloseStatus(1006));
		await().untilAsserted(() -> assertThat(this.tracking.events()).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.NETWORK);
			assertThat(event.getError()).isSameAs(lost);
		}));
	}

	private ReactiveSessionRecord record() {
		return Objects.requireNonNull(this.tracking.find(this.session));
	}

	@Test
	void errorThatReactorLetsThroughIsPassedOnAndIsTheHandlers() {
		StackOverflowError thrown = new StackOverflowError("mine");
		this.received.subscribe(this.handler.onNext((text) -> {
			throw thrown;
		}));
		this.handler.request(1);
		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> this.session.messages().emit("one"))
			.isSameAs(thrown);
		this.session.end(CloseStatus.SERVER_ERROR);
		await().untilAsserted(() -> assertThat(this.tracking.events()).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getError()).isSameAs(thrown);
		}));
	}

	@Test
	void contextOfTheHandlerReachesTheServer() {
		this.received = new ReceivedFlux(
				Flux.deferContextual((context) -> Flux.just(this.session.textMessage(context.get("key")))), record());
		this.received.subscribe(new ContextSubscriber(this.handler));
		this.handler.request(1);
		assertThat(this.handler.received()).containsExactly("value");
	}

	/**
	 * A handler with a context.
	 */
	private record ContextSubscriber(ManualSubscriber delegate) implements CoreSubscriber<WebSocketMessage> {

		@Override
		public Context currentContext() {
			return Context.of("key", "value");
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.delegate.onSubscribe(subscription);
		}

		@Override
		public void onNext(WebSocketMessage message) {
			this.delegate.onNext(message);
		}

		@Override
		public void onError(Throwable ex) {
			this.delegate.onError(ex);
		}

		@Override
		public void onComplete() {
			this.delegate.onComplete();
		}

	}

}
