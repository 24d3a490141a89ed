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

package io.github.closeevent.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RateLimit}.
 */
class RateLimitTests {

	/**
	 * Close to where it overflows, because {@link System#nanoTime()} may be.
	 */
	private final ManualTime time = new ManualTime(Long.MAX_VALUE - 50);

	private final List<Long> reports = new ArrayList<>();

	private final RateLimit limit = new RateLimit(3, 100, this.time, this.time, this.reports::add);

	@Test
	void letsThroughWhatIsWithinTheLimitAndSaysNothing() {
		assertThat(acquire(3)).isEqualTo(3);
		this.time.advance(100);
		assertThat(acquire(3)).isEqualTo(3);
		this.time.advance(1000);
		assertThat(this.reports).isEmpty();
		assertThat(this.time.tasks()).isZero();
	}

	@Test
	void periodBeginsWithItsFirst() {
		this.time.advance(99);
		assertThat(acquire(3)).isEqualTo(3);
		this.time.advance(99);
		assertThat(acquire(1)).isZero();
		this.time.advance(50);
		assertThat(acquire(3)).isEqualTo(3);
		this.time.advance(99);
		assertThat(acquire(1)).isZero();
	}

	@Test
	void countsTheOthersAndReportsThemWhenThePeriodIsOverAndNothingComesAnyMore() {
		assertThat(acquire(3)).isEqualTo(3);
		this.time.advance(40);
		assertThat(acquire(7)).isZero();
		this.time.advance(59);
		assertThat(this.reports).isEmpty();
		this.time.advance(1);
		assertThat(this.reports).containsExactly(7L);
		this.time.advance(1000);
		assertThat(this.reports).hasSize(1);
	}

	@Test
	void periodThatFollowsHasALimitAndAReportOfItsOwn() {
		assertThat(acquire(5)).isEqualTo(3);
		this.time.advance(100);
		assertThat(acquire(4)).isEqualTo(3);
		this.time.advance(100);
		assertThat(this.reports).containsExactly(2L, 1L);
	}

	@Test
	void oneTaskWaitsHoweverManyAreLeftOut() {
		acquire(10_000);
		assertThat(this.time.tasks()).isOne();
	}

	@Test
	void reportOnDemandLeavesNothingForLater() {
		acquire(5);
		this.limit.report();
		assertThat(this.reports).containsExactly(2L);
		this.time.advance(100);
		assertThat(this.reports).containsExactly(2L);
	}

	@Test
	void whatPassesAndWhatIsReportedAddUpFromManyThreads() throws Exception {
		int threads = 8;
		int each = 20_000;
		AtomicLong clock = new AtomicLong();
		AtomicLong reported = new AtomicLong();
		// The tasks run at once: reports race with the counting.
		RateLimit shared = new RateLimit(100, 1000, clock::getAndIncrement, (delay) -> Runnable::run,
				reported::addAndGet);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			CountDownLatch start = new CountDownLatch(1);
			List<Future<Long>> passed = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				passed.add(executor.submit(() -> {
					start.await();
					return acquire(shared, each);
				}));
			}
			start.countDown();
			long lines = 0;
			for (Future<Long> future : passed) {
				lines += future.get();
			}
			shared.report();
			assertThat(lines + reported.get()).isEqualTo((long) threads * each);
			assertThat(lines).isBetween(100L, 100L * (clock.get() / 1000 + 1));
		}
		finally {
			executor.shutdownNow();
		}
	}

	private long acquire(int times) {
		return acquire(this.limit, times);
	}

	private static long acquire(RateLimit limit, int times) {
		long passed = 0;
		for (int i = 0; i < times; i++) {
			passed += (limit.tryAcquire()) ? 1 : 0;
		}
		return passed;
	}

}
