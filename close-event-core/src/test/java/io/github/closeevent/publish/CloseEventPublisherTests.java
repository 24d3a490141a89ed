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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.WebSocketSessionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link CloseEventPublisher}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloseEventPublisherTests {

	private static final Executor NEVER = (task) -> {
		throw new AssertionError("The executor must not be used");
	};

	private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();

	private final ManualExecutor executor = new ManualExecutor();

	private final CloseEvent event = event("1");

	@Test
	void listenersRunOnTheCallersThreadByDefault() {
		publisher(NEVER, false).publish(this.event, true);
		assertThat(this.deliveries).containsExactly(new Delivery(this.event, Thread.currentThread()));
	}

	@Test
	void listenersRunOnTheExecutorIfTheCallerMayNotRunThem() {
		publisher(this.executor, false).publish(this.event, false);
		assertThat(this.deliveries).isEmpty();
		this.executor.runAll();
		assertThat(this.deliveries).extracting(Delivery::event).containsExactly(this.event);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void listenersRunOnTheExecutorIfAsync(boolean callerMayRun) {
		publisher(this.executor, true).publish(this.event, callerMayRun);
		assertThat(this.deliveries).isEmpty();
		this.executor.runAll();
		assertThat(this.deliveries).extracting(Delivery::event).containsExactly(this.event);
	}

	@Test
	void callerThatMayRunsListenersWhenTheQueueIsFull() {
		CloseEventPublisher publisher = publisher(this.executor, true);
		publisher.publish(event("1"), true);
		publisher.publish(event("2"), true);
		assertThat(this.deliveries).isEmpty();
		publisher.publish(this.event, true);
		assertThat(this.deliveries).containsExactly(new Delivery(this.event, Thread.currentThread()));
		assertThat(publisher.getQueueSize()).isEqualTo(2);
	}

	@Test
	void eventOfACallerThatMayNotRunListenersWaitsWhenTheQueueIsFull() {
		CloseEventPublisher publisher = publisher(this.executor, true);
		List<CloseEvent> events = List.of(event("1"), event("2"), event("3"), event("4"));
		events.forEach((event) -> publisher.publish(event, false));
		assertThat(this.deliveries).isEmpty();
		assertThat(publisher.getQueueSize()).isEqualTo(4);
		this.executor.runAll();
		assertThat(this.deliveries).extracting(Delivery::event).containsExactlyInAnyOrderElementsOf(events);
		assertThat(publisher.getQueueSize()).isZero();
	}

	@Test
	void exceptionOfAListenerDoesNotReachTheCaller(CapturedOutput output) {
		failing(new IllegalStateException("planned")).publish(this.event, true);
		assertThat(output).contains("A listener failed on CloseEvent[").contains("planned");
	}

	@Test
	void errorOfAListenerDoesNotReachTheCaller(CapturedOutput output) {
		failing(new StackOverflowError("planned")).publish(this.event, true);
		assertThat(output).contains("A listener failed on CloseEvent[").contains("planned");
	}

	@Test
	void errorOfAListenerDoesNotStopTheWorker() {
		Queue<Object> seen = new ConcurrentLinkedQueue<>();
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> {
			seen.add(event);
			throw new AssertionError("planned");
		}, this.executor, true, 10, 1);
		CloseEvent second = event("2");
		publisher.publish(this.event, true);
		publisher.publish(second, true);
		this.executor.runAll();
		assertThat(seen).containsExactly(this.event, second);
	}

	@Test
	void rejectingExecutorLosesNothing() {
		CloseEventPublisher publisher = publisher((task) -> {
			throw new RejectedExecutionException("shut down");
		}, false);
		publisher.publish(this.event, false);
		await().until(() -> this.deliveries.size() == 1);
		assertThat(this.deliveries.peek().event()).isSameAs(this.event);
		assertThat(this.deliveries.peek().thread()).isNotSameAs(Thread.currentThread());
	}

	@Test
	void failingExecutorDoesNotReachTheCallerAndLosesNothing() {
		CloseEventPublisher publisher = publisher((task) -> {
			throw new IllegalStateException("broken");
		}, false);
		assertThatNoException().isThrownBy(() -> publisher.publish(this.event, false));
		await().until(() -> this.deliveries.size() == 1);
		assertThat(this.deliveries.peek().event()).isSameAs(this.event);
	}

	@Test
	void drainDeliversWhatADeadExecutorHolds(CapturedOutput output) {
		CloseEventPublisher publisher = publisher(this.executor, true);
		for (int i = 0; i < 10; i++) {
			publisher.publish(event("" + i), false);
		}
		assertThat(publisher.drain(Duration.ofSeconds(30))).isZero();
		assertThat(this.deliveries).hasSize(10);
		assertThat(output).doesNotContain("were not delivered");
	}

	@Test
	void drainTellsWhatIsLeft(CapturedOutput output) {
		CountDownLatch release = new CountDownLatch(1);
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> {
			awaitRelease(release);
			this.deliveries.add(new Delivery((CloseEvent) event, Thread.currentThread()));
		}, this.executor, true, 2, 1);
		for (int i = 0; i < 5; i++) {
			publisher.publish(event("" + i), false);
		}
		assertThat(publisher.drain(Duration.ofMillis(50))).isBetween(4, 5);
		assertThat(output).contains("close events were not delivered within PT0.05S")
			.contains("close-event.async.shutdown-timeout");
		release.countDown();
		await().until(() -> this.deliveries.size() == 5);
	}

	@Test
	void allWaitingOfOneStopSharesTheTime(CapturedOutput output) {
		CountDownLatch release = new CountDownLatch(1);
		CloseEventPublisher publisher = blocked(release);
		Duration timeout = Duration.ofMillis(50);
		publisher.drain(timeout);
		publisher.drain(timeout);
		publisher.drain(timeout);
		assertThat(publisher.stop(timeout)).isOne();
		assertThat(output.getOut()).containsOnlyOnce("1 close events were not delivered within PT0.05S");
		assertThat(publisher.getDropped()).isOne();
		publisher.start();
		publisher.drain(timeout);
		assertThat(output.getOut().split("were not delivered within", -1)).hasSize(3);
		release.countDown();
		await().until(publisher::isIdle);
	}

	@Test
	void hurryEndsTheWaitingUntilTheNextStart(CapturedOutput output) {
		CountDownLatch release = new CountDownLatch(1);
		CloseEventPublisher publisher = blocked(release);
		CompletableFuture<Integer> left = CompletableFuture.supplyAsync(() -> publisher.drain(Duration.ofHours(1)));
		assertThat(left).isNotDone();
		publisher.hurry();
		assertThat(left.join()).isOne();
		assertThat(publisher.stop(Duration.ofHours(1))).isOne();
		publisher.start();
		CompletableFuture<Integer> again = CompletableFuture.supplyAsync(() -> publisher.drain(Duration.ofHours(1)));
		assertThat(again).isNotDone();
		release.countDown();
		assertThat(again.join()).isZero();
		assertThat(output.getOut()).containsOnlyOnce("a second signal had ended the waiting for listeners");
	}

	/**
	 * What the drain has ended is on its way to the executor.
	 */
	@Test
	void eventsAreHeardInAHurryToo() {
		CloseEventPublisher publisher = new CloseEventPublisher(
				(event) -> this.deliveries.add(new Delivery((CloseEvent) event, Thread.currentThread())),
				(task) -> new Thread(task).start(), false, 10, 1);
		publisher.hurry();
		publisher.publish(this.event, false);
		assertThat(publisher.drain(Duration.ofHours(1))).isZero();
		assertThat(this.deliveries).hasSize(1);
	}

	/**
	 * Or the application waits for the listener that stops it.
	 */
	@Test
	void listenerThatStopsTheApplicationDoesNotWaitForItself() {
		AtomicReference<CloseEventPublisher> publisher = new AtomicReference<>();
		List<Integer> left = new ArrayList<>();
		publisher.set(new CloseEventPublisher((event) -> left.add(publisher.get().stop(Duration.ofHours(1))),
				this.executor, false, 10, 1));
		publisher.get().publish(this.event, true);
		publisher.get().publish(this.event, false);
		this.executor.runAll();
		assertThat(left).containsExactly(0, 0);
	}

	/**
	 * A publisher whose one event has come to a listener that waits.
	 */
	private CloseEventPublisher blocked(CountDownLatch release) {
		CountDownLatch begun = new CountDownLatch(1);
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> {
			begun.countDown();
			awaitRelease(release);
		}, (task) -> new Thread(task).start(), true, 2, 1);
		publisher.publish(this.event, true);
		awaitRelease(begun);
		return publisher;
	}

	@Test
	void observerSeesEachDeliveryOnItsThread() {
		List<Object> seen = new CopyOnWriteArrayList<>();
		CloseEventPublisher publisher = observed((event, trace) -> {
			seen.addAll(List.of(event, trace, Thread.currentThread()));
			return () -> seen.addAll(List.of(this.deliveries.size(), Thread.currentThread()));
		});
		publisher.publish(() -> this.event, "trace", false);
		assertThat(seen).isEmpty();
		this.executor.runAll();
		assertThat(seen).containsExactly(this.event, "trace", Thread.currentThread(), 1, Thread.currentThread());
	}

	@Test
	void observerMayWantNoEnd() {
		observed((event, trace) -> null).publish(this.event, true);
		assertThat(this.deliveries).hasSize(1);
	}

	@Test
	void observerSeesTheEndOfADeliveryThatFails() {
		AtomicInteger ends = new AtomicInteger();
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> {
			throw new IllegalStateException("planned");
		}, NEVER, false, 1, 1, (event, trace) -> ends::incrementAndGet);
		publisher.publish(this.event, true);
		assertThat(ends).hasValue(1);
	}

	@Test
	void observerThatFailsStopsNothingAndIsReportedOnce(CapturedOutput output) {
		CloseEventPublisher publisher = observed((event, trace) -> {
			throw new AssertionError("planned");
		});
		publisher.publish(this.event, true);
		publisher.publish(this.event, true);
		assertThat(this.deliveries).hasSize(2);
		assertThat(output).containsOnlyOnce("A delivery could not be observed").containsOnlyOnce("planned");
	}

	@Test
	void observerThatFailsAtTheEndStopsNothing() {
		CloseEventPublisher publisher = observed((event, trace) -> () -> {
			throw new IllegalStateException("planned");
		});
		assertThatNoException().isThrownBy(() -> publisher.publish(this.event, true));
		assertThat(this.deliveries).hasSize(1);
	}

	@Test
	void errorsOfListenersAreCounted() {
		CloseEventPublisher publisher = failing(new StackOverflowError("planned"));
		assertThat(publisher.getListenerErrors()).isZero();
		publisher.publish(this.event, true);
		publisher.publish(this.event, true);
		assertThat(publisher.getListenerErrors()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void eventsThatFindTheQueueFullAreCounted(boolean callerMayRun) {
		CloseEventPublisher publisher = publisher(this.executor, true);
		publisher.publish(event("1"), callerMayRun);
		publisher.publish(event("2"), callerMayRun);
		assertThat(publisher.getDeferred()).isZero();
		publisher.publish(event("3"), callerMayRun);
		assertThat(publisher.getDeferred()).isEqualTo(1);
	}

	@Test
	void eventsThatAreLeftAtTheLastDrainAreDropped() {
		CountDownLatch release = new CountDownLatch(1);
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> awaitRelease(release), this.executor, true,
				2, 1);
		publisher.publish(this.event, false);
		publisher.drain(Duration.ofMillis(50));
		assertThat(publisher.getDropped()).isZero();
		assertThat(publisher.stop(Duration.ofMillis(50))).isEqualTo(1);
		assertThat(publisher.getDropped()).isEqualTo(1);
		release.countDown();
		assertThat(publisher.stop(Duration.ofSeconds(30))).isZero();
		assertThat(publisher.getDropped()).isEqualTo(1);
	}

	@Test
	void argumentsAreChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEventPublisher(null, NEVER, false, 1, 1))
			.withMessage("'target' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEventPublisher((event) -> {
		}, null, false, 1, 1)).withMessage("'executor' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEventPublisher((event) -> {
		}, NEVER, false, 0, 1)).withMessage("'capacity' must be positive");
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEventPublisher((event) -> {
		}, NEVER, false, 1, 0)).withMessage("'concurrency' must be positive");
	}

	private CloseEventPublisher publisher(Executor executor, boolean async) {
		return new CloseEventPublisher(
				(event) -> this.deliveries.add(new Delivery((CloseEvent) event, Thread.currentThread())), executor,
				async, 2, 1);
	}

	private CloseEventPublisher observed(DeliveryObserver observer) {
		return new CloseEventPublisher(
				(event) -> this.deliveries.add(new Delivery((CloseEvent) event, Thread.currentThread())), this.executor,
				false, 2, 1, observer);
	}

	private CloseEventPublisher failing(Throwable failure) {
		return new CloseEventPublisher((event) -> CloseEventPublisherTests.<RuntimeException>sneak(failure), NEVER,
				false, 1, 1);
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneak(Throwable failure) throws T {
		throw (T) failure;
	}

	private static void awaitRelease(CountDownLatch release) {
		try {
			release.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static CloseEvent event(String id) {
		return new CloseEvent(WebSocketSessionInfo.builder(id).build(), CloseEventInit.create());
	}

	private record Delivery(CloseEvent event, Thread thread) {

	}

	/**
	 * Keeps its tasks until it is told to run them.
	 */
	private static final class ManualExecutor implements Executor {

		private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

		@Override
		public void execute(Runnable task) {
			this.tasks.add(task);
		}

		void runAll() {
			Runnable task = this.tasks.poll();
			while (task != null) {
				task.run();
				task = this.tasks.poll();
			}
		}

	}

}
