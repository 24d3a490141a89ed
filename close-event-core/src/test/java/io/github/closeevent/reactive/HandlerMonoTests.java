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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link HandlerMono}.
 */
class HandlerMonoTests {

	private final Tracking tracking = new Tracking(Duration.ofMillis(200));

	private final FakeReactiveSession session = new FakeReactiveSession();

	private final List<String> signals = new ArrayList<>();

	private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();

	@AfterEach
	void close() {
		this.tracking.close();
	}

	private Mono<Void> handling(WebSocketHandler handler) {
		return new CloseEventWebSocketHandler(handler, this.tracking.tracker(), SessionFacts.CLIENT)
			.handle(this.session);
	}

	private void subscribe(Mono<Void> handling) {
		handling.subscribe((nothing) -> this.signals.add("next"), (ex) -> {
			this.signals.add("error");
			this.error.set(ex);
		}, () -> this.signals.add("complete"));
	}

	@Test
	void nothingRunsBeforeItIsSubscribed() {
		AtomicBoolean ran = new AtomicBoolean();
		Mono<Void> handling = handling((session) -> Mono.fromRunnable(() -> ran.set(true)));
		assertThat(ran).isFalse();
		subscribe(handling);
		assertThat(ran).isTrue();
	}

	@Test
	void completionIsPassedOnAndIsAClose() {
		subscribe(handling((session) -> Mono.empty()));
		assertThat(this.signals).containsExactly("complete");
		this.session.end(CloseStatus.NORMAL);
		await().untilAsserted(() -> assertThat(this.tracking.events()).singleElement()
			.satisfies((event) -> assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION)));
	}

	@Test
	void errorIsPassedOnAndIsAClose() {
		IOException thrown = new IOException("mine");
		subscribe(handling((session) -> Mono.error(thrown)));
		assertThat(this.signals).containsExactly("error");
		assertThat(this.error.get()).isSameAs(thrown);
		this.session.end(CloseStatus.SERVER_ERROR);
		await().untilAsserted(() -> assertThat(this.tracking.events()).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getError()).isSameAs(thrown);
		}));
	}

	@Test
	void serverThatSaysNothingAfterTheEndIsNotWaitedForForLong() {
		subscribe(handling((session) -> Mono.empty()));
		await().untilAsserted(() -> assertThat(this.tracking.events()).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(1006);
			assertThat(event.wasClean()).isFalse();
		}));
	}

	@Test
	void exceptionBeforeAMonoIsThereIsPassedOn() {
		assertThatIllegalStateException().isThrownBy(() -> handling((session) -> {
			throw new IllegalStateException("mine");
		})).withMessage("mine");
		await().untilAsserted(() -> assertThat(this.tracking.events()).singleElement()
			.satisfies((event) -> assertThat(event.getError()).hasMessage("mine")));
	}

	@Test
	void cancelIsPassedOn() {
		AtomicBoolean cancelled = new AtomicBoolean();
		handling((session) -> Mono.<Void>never().doOnCancel(() -> cancelled.set(true))).subscribe().dispose();
		assertThat(cancelled).isTrue();
		assertThat(this.tracking.events()).isEmpty();
	}

	@Test
	void contextReachesTheHandler() {
		AtomicReference<@Nullable String> seen = new AtomicReference<>();
		subscribe(handling((session) -> Mono.deferContextual((context) -> {
			seen.set(context.get("key"));
			return Mono.empty();
		})).contextWrite((context) -> context.put("key", "value")));
		assertThat(seen).hasValue("value");
	}

}
