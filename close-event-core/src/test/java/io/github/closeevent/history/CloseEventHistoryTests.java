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

package io.github.closeevent.history;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfoBuilder;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CloseEventHistory}.
 */
class CloseEventHistoryTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private final CloseEventHistory history = new CloseEventHistory(3, List.of("tenant"));

	@Test
	void keepsTheNewest() {
		IntStream.rangeClosed(1, 5).forEach(this::close);
		assertThat(this.history.getCloses()).extracting((close) -> close.session().id()).containsExactly("5", "4", "3");
		assertThat(this.history.getRecorded()).isEqualTo(5);
		assertThat(this.history.getCapacity()).isEqualTo(3);
	}

	@Test
	void newestIsFirstEvenIfEventsOvertakeEachOther() {
		IntStream.of(1, 3, 2).forEach(this::close);
		assertThat(this.history.getCloses()).extracting((close) -> close.session().id()).containsExactly("3", "2", "1");
	}

	@Test
	void closeDoesNotChangeWhatWasRead() {
		close(1);
		List<CloseEntry> read = this.history.getCloses();
		close(2);
		assertThat(read).hasSize(1);
	}

	@Test
	void entryHasTheFactsOfTheEvent() {
		WebSocketSessionInfo session = WebSocketSessionInfo.builder("a-1")
			.uri(URI.create("ws://localhost/app/rooms/7;jsessionid=1?token=secret"))
			.contextPath("/app")
			.pathPattern("/rooms/{id}")
			.subProtocol("v12.stomp")
			.principalName("alice")
			.remoteAddress(new InetSocketAddress("192.0.2.1", 50000))
			.attributes(Map.of("tenant", "acme", "password", "secret"))
			.openedAt(NOW)
			.build();
		CloseFrame sent = new CloseFrame(4001, "");
		CloseFrame received = new CloseFrame(4001, "bye");
		publish(session,
				CloseEventInit.create()
					.code(4001)
					.reason("bye")
					.wasClean(true)
					.initiator(CloseInitiator.PEER)
					.sent(sent)
					.received(received)
					.error(new IOException("secret"))
					.closedAt(NOW.plusSeconds(2)));
		CloseEntry entry = this.history.getCloses().get(0);
		assertThat(entry.session()).isEqualTo(new SessionEntry("a-1", "/rooms/7", "/rooms/{id}", "v12.stomp", "alice",
				new InetSocketAddress("192.0.2.1", 50000), Map.of("tenant", "acme"), "websocket",
				WebSocketSessionInfo.Side.SERVER, NOW));
		assertThat(entry.code()).hasToString("4001 (Private use)");
		assertThat(entry.reason()).isEqualTo("bye");
		assertThat(entry.wasClean()).isTrue();
		assertThat(entry.initiator()).isEqualTo(CloseInitiator.PEER);
		assertThat(entry.sent()).isEqualTo(sent);
		assertThat(entry.received()).isEqualTo(received);
		assertThat(entry.errorType()).isEqualTo("java.io.IOException");
		assertThat(entry.closedAt()).isEqualTo(NOW.plusSeconds(2));
		assertThat(entry.duration()).isEqualTo(Duration.ofSeconds(2));
		assertThat(entry.toString()).doesNotContain("secret");
	}

	@Test
	void entryOfASessionOfWhichLittleIsKnown() {
		close(1);
		CloseEntry entry = this.history.getCloses().get(0);
		assertThat(entry.session().path()).isNull();
		assertThat(entry.session().user()).isNull();
		assertThat(entry.session().remoteAddress()).isNull();
		assertThat(entry.session().attributes()).isEmpty();
		assertThat(entry.sent()).isNull();
		assertThat(entry.errorType()).isNull();
	}

	@Test
	void whatAPeerChoosesIsCut() {
		String huge = "x".repeat(100_000);
		publish(session(1).uri(URI.create("ws://localhost/" + huge))
			.subProtocol(huge)
			.principalName(huge)
			.remoteAddress(InetSocketAddress.createUnresolved(huge, 80))
			.attributes(Map.of("tenant", huge))
			.build(), CloseEventInit.create().reason(huge).received(new CloseFrame(4001, huge)));
		CloseEntry entry = this.history.getCloses().get(0);
		assertThat(List.of(entry.session().path(), entry.session().subProtocol(), entry.session().user(),
				entry.session().remoteAddress().getHostString(), entry.session().attributes().get("tenant")))
			.allSatisfy((text) -> assertThat(text).hasSize(259).endsWith("..."));
		assertThat(entry.reason()).hasSize(123);
		assertThat(entry.received().reason()).hasSize(123);
	}

	@Test
	void halfOfASurrogatePairIsReplaced() {
		publish(session(1).principalName("a\ud83d")
			.attributes(Map.of("tenant", "x".repeat(255) + "\ud83d\ude00"))
			.build(), CloseEventInit.create());
		SessionEntry entry = this.history.getCloses().get(0).session();
		assertThat(entry.user()).isEqualTo("a?");
		assertThat(entry.attributes().get("tenant")).isEqualTo("x".repeat(255) + "?...");
	}

	@Test
	void attributesThatAreObjectsAreKeptByTheirClass() {
		Map<String, Object> attributes = new HashMap<>();
		attributes.put("tenant", new Object() {

			@Override
			public String toString() {
				throw new IllegalStateException();
			}

		});
		publish(session(1).attributes(attributes).build(), CloseEventInit.create());
		attributes.put("tenant", 7);
		publish(session(2).attributes(attributes).build(), CloseEventInit.create());
		attributes.put("tenant", null);
		publish(session(3).attributes(attributes).build(), CloseEventInit.create());
		assertThat(this.history.getCloses()).extracting((close) -> close.session().attributes().get("tenant"))
			.containsExactlyInAnyOrder(null, "7", getClass().getName() + "$1");
	}

	@Test
	void hearsBeforeOtherListeners() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.registerBean("first", ApplicationListener.class,
					() -> (ApplicationListener<CloseEvent>) (event) -> assertThat(this.history.getCloses()).hasSize(1));
			context.registerBean("second", CloseEventHistory.class, () -> this.history);
			context.refresh();
			context.publishEvent(new CloseEvent(session(1).build(), CloseEventInit.create()));
		}
		assertThat(this.history.getRecorded()).isEqualTo(1);
	}

	@Test
	void staysWithinItsCapacityWhenManyThreadsClose() throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<? extends Future<?>> closing = IntStream.range(0, 4).mapToObj((thread) -> threads.submit(() -> {
				start.await();
				IntStream.range(0, 1000).forEach((i) -> {
					close(i);
					assertThat(this.history.getCloses()).hasSizeBetween(1, 3);
				});
				return null;
			})).toList();
			start.countDown();
			for (Future<?> future : closing) {
				future.get();
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(this.history.getRecorded()).isEqualTo(4000);
		assertThat(this.history.getCloses()).hasSize(3);
	}

	@Test
	void refusesCapacitiesThatMakeNoSense() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEventHistory(0, List.of()))
			.withMessageContaining("1-10000");
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEventHistory(10_001, List.of()));
	}

	private void close(int second) {
		publish(session(second).build(), CloseEventInit.create().closedAt(NOW.plusSeconds(second)));
	}

	private void publish(WebSocketSessionInfo session, CloseEventInit init) {
		this.history.onApplicationEvent(new CloseEvent(session, init));
	}

	private static WebSocketSessionInfoBuilder session(int id) {
		return WebSocketSessionInfo.builder(String.valueOf(id));
	}

}
