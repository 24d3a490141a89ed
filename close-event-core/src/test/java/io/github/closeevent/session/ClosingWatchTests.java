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

package io.github.closeevent.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.session.ConnectionState.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ClosingWatch}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClosingWatchTests {

	private static final Duration LONG = Duration.ofHours(1);

	private final ClosingWatch watch = new ClosingWatch();

	private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void settledConnectionIsNoticed() {
		SessionRecord record = record();
		this.watch.add(record, System.nanoTime(), LONG, this::settled);
		connection(record).phase(Phase.ENDED);
		await().until(() -> this.watch.size() == 0);
		assertThat(this.calls).containsExactly(new Call(record, false));
	}

	@Test
	void openConnectionIsNotReported() {
		SessionRecord record = record();
		this.watch.add(record, System.nanoTime(), LONG, this::settled);
		await().until(() -> connection(record).getLooks() > 2);
		assertThat(this.calls).isEmpty();
		assertThat(this.watch.size()).isOne();
	}

	@Test
	void deadlineIsKept() {
		SessionRecord record = record();
		this.watch.add(record, System.nanoTime(), Duration.ofMillis(1), this::settled);
		await().until(() -> this.watch.size() == 0);
		assertThat(this.calls).containsExactly(new Call(record, true));
	}

	@Test
	void deadlineCountsFromTheBeginningOfTheWait() {
		SessionRecord record = record();
		this.watch.add(record, System.nanoTime() - LONG.toNanos(), LONG, this::settled);
		await().until(() -> this.watch.size() == 0);
		assertThat(this.calls).containsExactly(new Call(record, true));
	}

	@Test
	void laterDeadlineCounts() {
		SessionRecord record = record();
		long now = System.nanoTime();
		this.watch.add(record, now - LONG.toNanos() / 2, LONG, this::failed);
		this.watch.add(record, now, LONG, this::settled);
		this.watch.add(record, now - LONG.toNanos(), LONG, this::failed);
		awaitLooks(record, 2);
		assertThat(this.calls).isEmpty();
		connection(record).phase(Phase.ENDED);
		await().until(() -> this.watch.size() == 0);
		assertThat(this.calls).containsExactly(new Call(record, false));
	}

	@Test
	void onlyWaitingSessionsAreLookedAt() {
		SessionRecord open = record();
		SessionRecord over = record();
		SessionRecord waiting = record();
		connection(over).phase(Phase.ENDED);
		this.watch.add(over, System.nanoTime(), LONG, this::settled);
		this.watch.add(waiting, System.nanoTime(), LONG, this::settled);
		await().until(() -> this.watch.size() == 1);
		int looks = connection(over).getLooks();
		awaitLooks(waiting, 3);
		assertThat(connection(over).getLooks()).isEqualTo(looks);
		assertThat(connection(open).getLooks()).isZero();
		assertThat(this.calls).containsExactly(new Call(over, false));
	}

	@Test
	void endedSessionIsDroppedWithoutAReport() {
		SessionRecord record = record();
		this.watch.add(record, System.nanoTime(), LONG, this::settled);
		record.end();
		await().until(() -> this.watch.size() == 0);
		assertThat(this.calls).isEmpty();
	}

	@Test
	void waitGoesOnUntilItIsOver() {
		SessionRecord record = record();
		connection(record).phase(Phase.ENDED);
		AtomicInteger asked = new AtomicInteger();
		this.watch.add(record, System.nanoTime(), LONG, (ended, expired) -> asked.incrementAndGet() == 3);
		await().until(() -> this.watch.size() == 0);
		assertThat(asked).hasValue(3);
	}

	@Test
	void watchWorksAgainAfterAPause() {
		SessionRecord first = record();
		connection(first).phase(Phase.ENDED);
		this.watch.add(first, System.nanoTime(), LONG, this::settled);
		await().until(() -> this.watch.size() == 0);
		SessionRecord second = record();
		connection(second).phase(Phase.ENDED);
		this.watch.add(second, System.nanoTime(), LONG, this::settled);
		await().until(() -> this.watch.size() == 0);
		assertThat(this.calls).containsExactly(new Call(first, false), new Call(second, false));
	}

	@Test
	void expireEndsAllWaitsNow() {
		List<SessionRecord> records = List.of(record(), record());
		records.forEach((record) -> this.watch.add(record, System.nanoTime(), LONG, this::settled));
		this.watch.expire();
		assertThat(this.watch.size()).isZero();
		assertThat(this.calls).containsExactlyInAnyOrder(new Call(records.get(0), true),
				new Call(records.get(1), true));
	}

	@Test
	void exceptionDoesNotStopTheOthers(CapturedOutput output) {
		List<SessionRecord> records = IntStream.range(0, 10).mapToObj((i) -> record()).toList();
		records.forEach((record) -> connection(record).phase(Phase.ENDED));
		records.forEach((record) -> this.watch.add(record, System.nanoTime(), LONG, (ended, expired) -> {
			settled(ended, expired);
			throw new AssertionError("planned");
		}));
		await().until(() -> this.watch.size() == 0);
		assertThat(this.calls).extracting(Call::record).containsExactlyInAnyOrderElementsOf(records);
		SessionRecord next = record();
		connection(next).phase(Phase.ENDED);
		this.watch.add(next, System.nanoTime(), LONG, this::settled);
		await().until(() -> this.watch.size() == 0);
		assertThat(this.calls).contains(new Call(next, false));
		assertThat(output).contains("Could not end").contains("planned");
	}

	@Test
	void thousandsOfSessionsUseOneThread() {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		AtomicInteger ended = new AtomicInteger();
		List<SessionRecord> records = IntStream.range(0, 20_000).mapToObj((i) -> record()).toList();
		records.forEach((record) -> this.watch.add(record, System.nanoTime(), LONG, (settled, expired) -> {
			threads.add(Thread.currentThread());
			ended.incrementAndGet();
			return true;
		}));
		assertThat(this.watch.size()).isEqualTo(20_000);
		records.forEach((record) -> connection(record).phase(Phase.ENDED));
		await().until(() -> this.watch.size() == 0);
		assertThat(ended).hasValue(20_000);
		assertThat(threads).singleElement().satisfies((thread) -> {
			assertThat(thread.getName()).isEqualTo("close-event-watch");
			assertThat(thread.isDaemon()).isTrue();
		});
	}

	@Test
	void manySessionsAreLookedAtLessOften() {
		assertThat(ClosingWatch.pause(1)).isEqualTo(ClosingWatch.pause(800)).isEqualTo(Duration.ofMillis(20));
		assertThat(ClosingWatch.pause(4_000)).isEqualTo(Duration.ofMillis(100));
		assertThat(ClosingWatch.pause(20_000)).isEqualTo(ClosingWatch.pause(Integer.MAX_VALUE))
			.isEqualTo(Duration.ofMillis(500));
	}

	@Test
	void closedWatchRefusesNothing() {
		this.watch.close();
		SessionRecord record = record();
		this.watch.add(record, System.nanoTime(), LONG, this::settled);
		this.watch.expire();
		assertThat(this.calls).containsExactly(new Call(record, true));
	}

	private boolean settled(SessionRecord record, boolean expired) {
		this.calls.add(new Call(record, expired));
		return true;
	}

	private boolean failed(SessionRecord record, boolean expired) {
		throw new AssertionError("Not this one");
	}

	private static void awaitLooks(SessionRecord record, int more) {
		int looks = connection(record).getLooks();
		await().until(() -> connection(record).getLooks() >= looks + more);
	}

	private static SessionRecord record() {
		return new FakeSessionRecord(new Object(), WebSocketSessionInfo.builder("1").build(), Map.of(),
				new FakeConnection());
	}

	private static FakeConnection connection(SessionRecord record) {
		return (FakeConnection) record.getConnection();
	}

	private record Call(SessionRecord record, boolean expired) {

	}

}
