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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;

import org.springframework.web.reactive.socket.WebSocketMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link MessagesOnDemand}.
 */
@Timeout(60)
class MessagesOnDemandTests {

	private final ManualMessages server = new ManualMessages();

	private final MessagesOnDemand messages = new MessagesOnDemand(this.server);

	private final ManualSubscriber handler = new ManualSubscriber();

	private final ExecutorService executor = Executors.newFixedThreadPool(2);

	@AfterEach
	void shutdown() {
		this.executor.shutdownNow();
	}

	@Test
	void asksForOneMessageInThePlaceOfAHandlerThatDoesNot() {
		this.messages.read();
		assertThat(this.server.requested()).isOne();
		this.server.emit("one");
		assertThat(this.server.requested()).isZero();
	}

	@Test
	void nothingIsLostForAHandlerThatSubscribesLater() {
		this.messages.read();
		WebSocketMessage one = this.server.emit("one");
		this.messages.subscribe(this.handler);
		assertThat(this.handler.received()).isEmpty();
		this.handler.request(2);
		assertThat(this.handler.received()).containsExactly("one");
		this.server.emit("two");
		assertThat(this.handler.received()).containsExactly("one", "two");
		assertThat(ManualMessages.isReleased(one)).isFalse();
	}

	@Test
	void nothingIsLostForAHandlerThatAsksLater() {
		this.messages.subscribe(this.handler);
		this.server.emit("one");
		assertThat(this.server.requested()).isZero();
		this.handler.request(1);
		assertThat(this.handler.received()).containsExactly("one");
		// The next one is asked for in its place again.
		assertThat(this.server.requested()).isOne();
	}

	@Test
	void serverIsSubscribedToOnce() {
		this.messages.read();
		this.messages.subscribe(this.handler);
		this.messages.readToEnd();
		this.messages.read();
		assertThat(this.server.subscribers()).isOne();
	}

	@Test
	void serverIsAskedForWhatTheHandlerAsksFor() {
		this.messages.subscribe(this.handler);
		this.handler.request(5);
		assertThat(this.server.requested()).isEqualTo(5);
		this.server.emit("one");
		this.handler.request(2);
		assertThat(this.server.requested()).isEqualTo(6);
		this.handler.request(Long.MAX_VALUE);
		assertThat(this.server.requested()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void secondSubscriberGoesOnWhereTheFirstCancelled() {
		this.messages.subscribe(this.handler);
		this.handler.request(1);
		this.server.emit("one");
		this.handler.cancel();
		this.server.emit("two");
		ManualSubscriber second = new ManualSubscriber();
		this.messages.subscribe(second);
		second.request(10);
		this.server.emit("three");
		assertThat(this.handler.received()).containsExactly("one");
		assertThat(second.received()).containsExactly("two", "three");
	}

	@Test
	void messagesUnderWayAtACancelAreKept() {
		this.messages.subscribe(this.handler);
		this.handler.request(3);
		this.handler.cancel();
		List<WebSocketMessage> underWay = List.of(this.server.emit("one"), this.server.emit("two"),
				this.server.emit("three"));
		assertThat(this.server.requested()).isZero();
		assertThat(underWay).noneMatch(ManualMessages::isReleased);
		ManualSubscriber second = new ManualSubscriber();
		this.messages.subscribe(second);
		second.request(2);
		assertThat(second.received()).containsExactly("one", "two");
		second.request(1);
		assertThat(second.received()).containsExactly("one", "two", "three");
		assertThat(this.handler.received()).isEmpty();
	}

	@Test
	void messagesAreDroppedAfterAHandlerThatWantedAllHasCancelled() {
		this.messages.subscribe(this.handler);
		this.handler.request(Long.MAX_VALUE);
		this.server.emit("one");
		this.handler.cancel();
		assertThat(ManualMessages.isReleased(this.server.emit("two"))).isTrue();
		assertThat(ManualMessages.isReleased(this.server.emit("three"))).isTrue();
		assertThat(this.handler.received()).containsExactly("one");
	}

	@Test
	void cancelOfAnEarlierSubscriberLeavesTheLaterAlone() {
		this.messages.subscribe(this.handler);
		ManualSubscriber second = new ManualSubscriber();
		this.messages.subscribe(second);
		this.handler.cancel();
		second.request(1);
		this.server.emit("one");
		assertThat(second.received()).containsExactly("one");
	}

	@Test
	void serverIsNeverCancelled() {
		this.messages.subscribe(this.handler);
		this.handler.request(1);
		this.handler.cancel();
		assertThat(this.server.isCancelled()).isFalse();
		assertThat(this.server.requested()).isOne();
	}

	@Test
	void messagesThatNobodyReceivesAreDroppedOnceThisEndCloses() {
		this.messages.read();
		WebSocketMessage kept = this.server.emit("kept");
		this.messages.readToEnd();
		assertThat(ManualMessages.isReleased(kept)).isTrue();
		for (int i = 0; i < 10; i++) {
			assertThat(this.server.requested()).isOne();
			assertThat(ManualMessages.isReleased(this.server.emit("late"))).isTrue();
		}
	}

	@Test
	void handlerThatReceivesGetsMessagesWhileThisEndCloses() {
		this.messages.subscribe(this.handler);
		this.handler.request(2);
		this.messages.readToEnd();
		this.server.emit("one");
		this.server.emit("two");
		this.server.complete();
		assertThat(this.handler.received()).containsExactly("one", "two");
		assertThat(this.handler.ends()).isOne();
	}

	@Test
	void completionComesWithoutDemandAndAfterAllMessages() {
		this.messages.subscribe(this.handler);
		this.server.emit("one");
		this.server.complete();
		assertThat(this.handler.ends()).isZero();
		this.handler.request(1);
		assertThat(this.handler.received()).containsExactly("one");
		assertThat(this.handler.ends()).isOne();
		assertThat(this.handler.error()).isNull();
	}

	@Test
	void errorIsPassedOn() {
		this.messages.subscribe(this.handler);
		IOException error = new IOException("lost");
		this.server.fail(error);
		assertThat(this.handler.ends()).isOne();
		assertThat(this.handler.error()).isSameAs(error);
	}

	@Test
	void handlerThatSubscribesAfterTheEndIsToldOfIt() {
		this.messages.read();
		this.server.complete();
		this.messages.subscribe(this.handler);
		assertThat(this.handler.ends()).isOne();
	}

	@Test
	void nothingIsAskedForAfterTheEnd() {
		this.messages.subscribe(this.handler);
		this.server.emit("one");
		this.server.complete();
		this.handler.request(3);
		assertThat(this.server.requested()).isZero();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void requestThatIsNoneAsksForNothing(long count) {
		this.messages.subscribe(this.handler);
		this.handler.request(count);
		this.server.emit("one");
		assertThat(this.handler.received()).isEmpty();
		assertThat(this.server.requested()).isZero();
	}

	@Test
	void handlerMayAskInsideAMessage() {
		this.messages.subscribe(this.handler.onNext((text) -> this.handler.request(1)));
		this.server.onRequest(() -> {
			if (this.handler.received().size() < 10_000) {
				this.server.emit("more");
			}
		});
		this.handler.request(1);
		this.server.emit("first");
		assertThat(this.handler.received()).hasSizeGreaterThanOrEqualTo(10_000);
		assertThat(this.handler.isEntered()).isFalse();
	}

	@Test
	void handlerMayCancelAndSubscribeAgainInsideAMessage() {
		ManualSubscriber second = new ManualSubscriber();
		this.messages.subscribe(this.handler.onNext((text) -> {
			this.handler.cancel();
			this.messages.subscribe(second);
			second.request(1);
		}));
		this.handler.request(2);
		this.server.emit("one");
		this.server.emit("two");
		assertThat(this.handler.received()).containsExactly("one");
		assertThat(second.received()).containsExactly("two");
	}

	@Test
	void handlerMaySubscribeAgainAtTheEnd() {
		ManualSubscriber second = new ManualSubscriber();
		this.messages.subscribe(this.handler.onEnd(() -> this.messages.subscribe(second)));
		this.server.complete();
		assertThat(this.handler.ends()).isOne();
		assertThat(second.ends()).isOne();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void messagesAndRequestsOnTwoThreadsLoseNothing(int batch) throws Exception {
		int count = 30_000;
		this.messages.subscribe(this.handler);
		Future<?> reading = this.executor.submit(() -> IntStream.range(0, count).forEach((number) -> {
			while (this.server.requested() <= 0) {
				Thread.onSpinWait();
			}
			this.server.emit(String.valueOf(number));
		}));
		Future<?> asking = this.executor.submit(() -> {
			for (int i = 0; i < count; i += batch) {
				this.handler.request(batch);
			}
		});
		asking.get(30, TimeUnit.SECONDS);
		reading.get(30, TimeUnit.SECONDS);
		await().untilAsserted(() -> assertThat(this.handler.received()).hasSize(count));
		assertThat(this.handler.received())
			.containsExactlyElementsOf(IntStream.range(0, count).mapToObj(String::valueOf).toList());
		assertThat(this.handler.isEntered()).isFalse();
	}

	@Test
	void handlerIsNotToldOfTheEndBeforeItHasItsSubscription() {
		this.messages.read();
		AtomicInteger early = new AtomicInteger();
		this.messages.subscribe(new ManualSubscriber() {

			@Override
			public void onSubscribe(Subscription subscription) {
				await().until(MessagesOnDemandTests.this.executor
					.submit(MessagesOnDemandTests.this.server::complete)::isDone);
				early.set(ends());
				super.onSubscribe(subscription);
			}

		});
		assertThat(early).hasValue(0);
	}

	@Test
	void handlerMayCancelAsSoonAsItHasItsSubscription() {
		this.messages.subscribe(this.handler);
		this.messages.subscribe(new ManualSubscriber() {

			@Override
			public void onSubscribe(Subscription subscription) {
				subscription.cancel();
			}

		});
		this.handler.request(1);
		this.server.emit("one");
		assertThat(this.handler.received()).containsExactly("one");
	}

	@Test
	void everySubscriberIsToldOfAnEndThatComesWhileItSubscribes() throws Exception {
		List<ManualSubscriber> hanging = new ArrayList<>();
		for (int i = 0; i < 3_000; i++) {
			ManualMessages source = new ManualMessages();
			MessagesOnDemand racing = new MessagesOnDemand(source);
			racing.subscribe(new ManualSubscriber());
			ManualSubscriber later = new ManualSubscriber();
			race(source::complete, () -> racing.subscribe(later));
			if (later.ends() != 1) {
				hanging.add(later);
			}
		}
		assertThat(hanging).isEmpty();
	}

	@Test
	void cancelLeavesASubscriberThatComesMeanwhileAlone() throws Exception {
		List<ManualSubscriber> hanging = new ArrayList<>();
		for (int i = 0; i < 3_000; i++) {
			ManualMessages source = new ManualMessages();
			MessagesOnDemand racing = new MessagesOnDemand(source);
			ManualSubscriber first = new ManualSubscriber();
			racing.subscribe(first);
			ManualSubscriber later = new ManualSubscriber();
			race(first::cancel, () -> racing.subscribe(later));
			source.complete();
			if (later.ends() != 1) {
				hanging.add(later);
			}
		}
		assertThat(hanging).isEmpty();
	}

	private void race(Runnable one, Runnable other) throws Exception {
		AtomicInteger ready = new AtomicInteger();
		Future<?> first = this.executor.submit(() -> startTogether(ready, one));
		Future<?> second = this.executor.submit(() -> startTogether(ready, other));
		first.get(10, TimeUnit.SECONDS);
		second.get(10, TimeUnit.SECONDS);
	}

	private static void startTogether(AtomicInteger ready, Runnable action) {
		ready.incrementAndGet();
		while (ready.get() < 2) {
			Thread.onSpinWait();
		}
		action.run();
	}

}
