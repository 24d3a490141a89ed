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

package io.github.closeevent.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.WebSocketSessionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeliveryQueue}.
 */
class DeliveryQueueTests {

	private final Queue<CloseEvent> delivered = new ConcurrentLinkedQueue<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.release.countDown();
		this.executor.shutdown();
	}

	@Test
	void nothingIsLostWhenTheQueueIsFull() {
		List<CloseEvent> events = events(1000);
		Queue<CloseEvent> byCaller = new ConcurrentLinkedQueue<>();
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>(this::deliverOnceReleased, this.executor, 2, 1);
		for (int i = 0; i < events.size(); i++) {
			if (i % 2 == 0) {
				queue.add(events.get(i));
			}
			else if (!queue.offer(events.get(i))) {
				byCaller.add(events.get(i));
			}
		}
		assertThat(this.delivered).isEmpty();
		assertThat(byCaller).hasSizeGreaterThanOrEqualTo(497);
		assertThat(queue.size()).isGreaterThanOrEqualTo(497);
		this.release.countDown();
		await().until(() -> this.delivered.size() + byCaller.size() >= events.size());
		List<CloseEvent> all = new ArrayList<>(this.delivered);
		all.addAll(byCaller);
		assertThat(all).containsExactlyInAnyOrderElementsOf(events);
		assertThat(queue.size()).isZero();
	}

	@Test
	void nothingIsLostOrDoubledAmongThreads() throws InterruptedException {
		int perThread = 20_000;
		Set<String> ids = ConcurrentHashMap.newKeySet();
		AtomicInteger count = new AtomicInteger();
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>((event) -> {
			ids.add(event.getSession().getId());
			count.incrementAndGet();
		}, this.executor, 2, 2);
		Thread[] threads = new Thread[3];
		for (int i = 0; i < threads.length; i++) {
			int from = i * perThread;
			threads[i] = new Thread(() -> IntStream.range(from, from + perThread)
				.mapToObj(DeliveryQueueTests::event)
				.forEach(queue::add));
			threads[i].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		await().until(() -> queue.size() == 0 && count.get() >= 3 * perThread);
		assertThat(queue.drain(Duration.ofSeconds(30))).isZero();
		assertThat(ids).hasSize(3 * perThread);
		assertThat(count).hasValue(3 * perThread);
	}

	@Test
	void concurrencyIsBounded() {
		List<Runnable> tasks = new ArrayList<>();
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>(this.delivered::add, tasks::add, 100, 3);
		events(20).forEach(queue::add);
		assertThat(tasks).hasSize(3);
		List.copyOf(tasks).forEach(Runnable::run);
		assertThat(this.delivered).hasSize(20);
	}

	@Test
	void boundIsForTheWorkersThatRun() {
		List<Runnable> tasks = new ArrayList<>();
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>(this.delivered::add, tasks::add, 100, 1);
		queue.add(event(1));
		tasks.remove(0).run();
		queue.add(event(2));
		assertThat(tasks).hasSize(1);
		tasks.remove(0).run();
		assertThat(this.delivered).hasSize(2);
	}

	@Test
	void eventThatComesDuringTheLastDeliveryIsDelivered() {
		List<CloseEvent> events = events(2);
		Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
		List<DeliveryQueue> queues = new ArrayList<>();
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>((event) -> {
			this.delivered.add(event);
			if (event == events.get(0)) {
				queues.get(0).add(events.get(1));
			}
		}, tasks::add, 1, 1);
		queues.add(queue);
		queue.add(events.get(0));
		tasks.remove().run();
		assertThat(this.delivered).containsExactlyElementsOf(events);
	}

	@Test
	void offerRefusesWhenFull() {
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>(this.delivered::add, dead(), 2, 1);
		assertThat(queue.offer(event(1))).isTrue();
		assertThat(queue.offer(event(2))).isTrue();
		assertThat(queue.offer(event(3))).isFalse();
		assertThat(queue.size()).isEqualTo(2);
	}

	@Test
	void drainHelpsADeadExecutor() {
		List<CloseEvent> events = events(50);
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>(this.delivered::add, dead(), 10, 4);
		events.forEach(queue::add);
		assertThat(queue.drain(Duration.ofSeconds(30))).isZero();
		assertThat(this.delivered).containsExactlyInAnyOrderElementsOf(events);
	}

	@Test
	void drainWaitsForADeliveryThatRuns() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>((event) -> {
			begun.countDown();
			deliverOnceReleased(event);
		}, this.executor, 10, 1);
		queue.add(event(1));
		begun.await();
		Thread drain = new Thread(() -> queue.drain(Duration.ofHours(1)));
		drain.start();
		await().until(() -> drain.getState() == Thread.State.TIMED_WAITING);
		this.release.countDown();
		drain.join();
		assertThat(this.delivered).hasSize(1);
	}

	@Test
	void drainOfNothingReturnsAtOnce() {
		assertThat(new DeliveryQueue<>(this.delivered::add, dead(), 1, 1).drain(Duration.ofHours(1))).isZero();
	}

	@Test
	void drainGivesUpOnListenersThatBlock() {
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>(this::deliverOnceReleased, this.executor, 2, 1);
		events(5).forEach(queue::add);
		assertThat(queue.drain(Duration.ofMillis(50))).isBetween(3, 5);
		assertThat(this.delivered).isEmpty();
		this.release.countDown();
		await().until(() -> this.delivered.size() == 5);
	}

	@Test
	void drainCountsWhatABlockedListenerHolds() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>((event) -> {
			begun.countDown();
			deliverOnceReleased(event);
		}, this.executor, 2, 1);
		queue.add(event(1));
		begun.await();
		assertThat(queue.drain(Duration.ofMillis(50))).isOne();
	}

	@Test
	void interruptedDrainKeepsTheInterrupt() {
		DeliveryQueue<CloseEvent> queue = new DeliveryQueue<>(this::deliverOnceReleased, this.executor, 2, 1);
		events(5).forEach(queue::add);
		Thread.currentThread().interrupt();
		try {
			assertThat(queue.drain(Duration.ofHours(1))).isPositive();
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	private void deliverOnceReleased(CloseEvent event) {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		this.delivered.add(event);
	}

	private static Executor dead() {
		return (task) -> {
		};
	}

	private static List<CloseEvent> events(int count) {
		return IntStream.range(0, count).mapToObj(DeliveryQueueTests::event).toList();
	}

	private static CloseEvent event(int id) {
		return new CloseEvent(WebSocketSessionInfo.builder("" + id).build(), CloseEventInit.create());
	}

}
