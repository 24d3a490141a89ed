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

package io.github.closeevent.test;

import java.time.Duration;

import io.github.closeevent.CloseEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link RecordedCloseEvents}.
 */
@Timeout(30)
class RecordedCloseEventsTests {

	private static final Duration SHORT = Duration.ofMillis(50);

	private final CloseEvent first = mock(CloseEvent.class, "first");

	private final CloseEvent second = mock(CloseEvent.class, "second");

	private final RecordedCloseEvents events = new RecordedCloseEvents();

	private final RecordedCloseEvents impatient = new RecordedCloseEvents(SHORT);

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void recordsEventsOfTheContext() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.registerBean(RecordedCloseEvents.class);
			context.refresh();
			context.publishEvent(this.first);
			context.publishEvent("something else");
			RecordedCloseEvents bean = context.getBean(RecordedCloseEvents.class);
			assertThat(bean.awaitOne()).isSameAs(this.first);
			assertThat(bean.all()).containsExactly(this.first);
		}
	}

	@Test
	void awaitsAnEventOfAnotherThread() throws Exception {
		Thread container = new Thread(() -> {
			await().pollDelay(SHORT).until(() -> true);
			this.events.onApplicationEvent(this.first);
		});
		container.start();
		assertThat(this.events.awaitOne()).isSameAs(this.first);
		container.join();
	}

	@Test
	void awaitOneReturnsTheFirstEachTime() {
		publishBoth(this.events);
		assertThat(this.events.awaitOne()).isSameAs(this.first);
		assertThat(this.events.awaitOne()).isSameAs(this.first);
		assertThat(this.events.awaitNext()).isSameAs(this.second);
		assertThat(this.events.awaitOne()).isSameAs(this.first);
		this.events.assertNoMore(Duration.ZERO);
	}

	@Test
	void awaitNextTakesInOrder() {
		publishBoth(this.impatient);
		assertThat(this.impatient.awaitNext()).isSameAs(this.first);
		assertThat(this.impatient.awaitNext()).isSameAs(this.second);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.impatient::awaitNext)
			.withMessageContaining("[first, second]");
		assertThat(this.impatient.all()).containsExactly(this.first, this.second);
	}

	@Test
	void awaitOneFailsWithoutAnEvent() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.impatient::awaitOne)
			.withMessageContaining("came: []");
	}

	@Test
	void assertNoMoreFailsWithAnEventLeft() {
		publishBoth(this.events);
		this.events.awaitOne();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.events.assertNoMore(SHORT))
			.withMessageContaining("came: second")
			.withMessageContaining("[first, second]");
	}

	@Test
	void assertNoMoreFailsWithALateEvent() throws Exception {
		Thread container = new Thread(() -> {
			await().pollDelay(SHORT).until(() -> true);
			this.events.onApplicationEvent(this.first);
		});
		container.start();
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.events.assertNoMore(Duration.ofSeconds(10)));
		container.join();
	}

	@Test
	void clearForgetsEverything() {
		publishBoth(this.events);
		this.events.awaitOne();
		this.events.clear();
		assertThat(this.events.all()).isEmpty();
		this.events.assertNoMore(Duration.ZERO);
		this.events.onApplicationEvent(this.second);
		assertThat(this.events.awaitOne()).isSameAs(this.second);
	}

	@Test
	void interruptStopsTheWait() {
		Thread.currentThread().interrupt();
		assertThatIllegalStateException().isThrownBy(this.events::awaitOne);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	private void publishBoth(RecordedCloseEvents recorder) {
		recorder.onApplicationEvent(this.first);
		recorder.onApplicationEvent(this.second);
	}

}
