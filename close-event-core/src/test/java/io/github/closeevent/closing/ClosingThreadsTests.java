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

package io.github.closeevent.closing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClosingThreads}.
 */
class ClosingThreadsTests {

	private final ClosingThreads threads = new ClosingThreads("closing");

	private final CountDownLatch stuck = new CountDownLatch(1);

	private final Set<Thread> used = ConcurrentHashMap.newKeySet();

	@AfterEach
	void end() {
		this.stuck.countDown();
		this.threads.close();
	}

	@Test
	void tasksThatAreNotStuckShareAFewThreads() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(20_000);
		for (int i = 0; i < 20_000; i++) {
			this.threads.execute(() -> {
				this.used.add(Thread.currentThread());
				done.countDown();
			});
		}
		done.await();
		// Threads end and begin, but never many at a time.
		assertThat(this.threads.size()).isLessThanOrEqualTo(4);
	}

	@Test
	void stuckTasksDelayNoOther() throws InterruptedException {
		CountDownLatch started = new CountDownLatch(100);
		for (int i = 0; i < 100; i++) {
			this.threads.execute(() -> {
				started.countDown();
				await(this.stuck);
			});
		}
		CountDownLatch done = new CountDownLatch(1);
		this.threads.execute(done::countDown);
		started.await();
		done.await();
		assertThat(this.threads.size()).isGreaterThanOrEqualTo(100);
	}

	@Test
	void thereIsAnEndToTheNumberOfThreads() {
		for (int i = 0; i < 600; i++) {
			this.threads.execute(() -> await(this.stuck));
		}
		Awaitility.await().until(() -> this.threads.size() == 512);
		CountDownLatch done = new CountDownLatch(1);
		this.threads.execute(done::countDown);
		assertThat(this.threads.size()).isEqualTo(512);
		this.stuck.countDown();
		Awaitility.await().until(() -> done.getCount() == 0);
	}

	@Test
	void threadsEndWhenNothingIsLeft() {
		this.threads.execute(() -> this.used.add(Thread.currentThread()));
		Awaitility.await().until(() -> this.used.size() == 1 && this.used.stream().noneMatch(Thread::isAlive));
		assertThat(this.threads.size()).isZero();
	}

	@Test
	void taskThatThrowsHurtsNoOther() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(10);
		for (int i = 0; i < 10; i++) {
			this.threads.execute(() -> {
				done.countDown();
				throw new IllegalStateException("thrown by the test");
			});
		}
		done.await();
	}

	@Test
	void laterIsLater() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.threads.execute(done::countDown, Duration.ofMillis(5));
		done.await();
	}

	@Test
	void afterTheEndThereIsNoLater() throws InterruptedException {
		this.threads.close();
		CountDownLatch done = new CountDownLatch(2);
		this.threads.execute(done::countDown, Duration.ofHours(1));
		this.threads.execute(done::countDown);
		done.await();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
