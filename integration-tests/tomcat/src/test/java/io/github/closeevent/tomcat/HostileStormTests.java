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

package io.github.closeevent.tomcat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.history.CloseEventHistory;
import io.github.closeevent.logging.CloseCategory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Ten thousand hostile closes, as fast as they go: all that shows how sessions end stays
 * inside its bounds. The storm blows once, and each test looks at what it left behind.
 */
@Isolated("Loads the machine, and counts the lines of a logger")
@Timeout(180)
class HostileStormTests {

	private static final int CLOSES = 10_000;

	private static final int CLIENTS = 8;

	private static final int LIMIT = 20;

	private static final int HISTORY = 100;

	private static final Duration PERIOD = Duration.ofSeconds(1);

	private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(CloseEvent.class);

	private static final CollectedLines LINES = new CollectedLines();

	private static TestServer server;

	private static long nanos;

	@BeforeAll
	static void storm() throws Exception {
		server = TestServer.start(Application.class, "close-event.logging.limit=" + LIMIT,
				"close-event.logging.period=" + PERIOD, "logging.level.io.github.closeevent.CloseEvent=debug",
				"logging.level.org.springframework.web.socket=off");
		LOGGER.setAdditive(false);
		LOGGER.addAppender(LINES);
		LINES.start();
		long start = System.nanoTime();
		strike();
		await().atMost(Duration.ofSeconds(60)).until(() -> server.events().all().size() >= CLOSES);
		nanos = System.nanoTime() - start;
	}

	private static void strike() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<Future<?>> clients = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				HostileClient client = new HostileClient(server.port(), i);
				clients.add(threads.submit(() -> {
					for (int n = 0; n < CLOSES / CLIENTS; n++) {
						client.strike();
					}
					return null;
				}));
			}
			for (Future<?> client : clients) {
				client.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@AfterAll
	static void stop() {
		LOGGER.detachAppender(LINES);
		LOGGER.setAdditive(true);
		server.close();
	}

	@Test
	void everySessionHasExactlyOneEvent() {
		List<String> ended = events().stream().map((event) -> event.getSession().getWebSocketSessionId()).toList();
		assertThat(ended).hasSize(CLOSES);
		assertThat(new HashSet<>(ended)).isEqualTo(server.bean(Greeter.class).opened).hasSize(CLOSES);
		await().untilAsserted(() -> assertThat(server.openSessions()).isZero());
		await().untilAsserted(() -> assertThat(server.waitingSessions()).isZero());
	}

	@Test
	void stormHadAllThatItShould() {
		assertThat(events()).extracting(CloseEvent::getInitiator)
			.contains(CloseInitiator.PEER, CloseInitiator.APPLICATION, CloseInitiator.CONTAINER,
					CloseInitiator.NETWORK);
		assertThat(events()).extracting(CloseEvent::getReason).containsAll(HostileClient.TEXTS);
		assertThat(events().stream().map(CloseEvent::getCode).distinct().count()).isGreaterThan(1000);
	}

	@ParameterizedTest
	@EnumSource
	void everyCloseIsALineOrIsCounted(CloseCategory category) {
		long closes = events().stream().filter((event) -> CloseCategory.of(event) == category).count();
		await().untilAsserted(() -> assertThat(lines(category) + leftOut(category)).isEqualTo(closes));
		assertThat(leftOut(category)).isPositive();
		assertThat(lines(category)).isBetween((long) LIMIT, LIMIT * (nanos / PERIOD.toNanos() + 1));
	}

	@Test
	void noLineIsBrokenByWhatAPeerSaid() {
		PatternLayoutEncoder plain = new PatternLayoutEncoder();
		plain.setPattern("%d %level [%thread] %logger : %m [%kvp]%n");
		StructuredLogEncoder ecs = new StructuredLogEncoder();
		ecs.setFormat("ecs");
		for (Encoder<ILoggingEvent> encoder : List.of(plain, ecs)) {
			encoder.setContext(LOGGER.getLoggerContext());
			encoder.start();
			assertThat(LINES.all()).isNotEmpty().allSatisfy((line) -> {
				String text = new String(encoder.encode(line), StandardCharsets.UTF_8);
				assertThat(text).endsWith("\n").doesNotContain("secret");
				assertThat(text.stripTrailing()).isNotEmpty()
					.doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\u0080-\\u009f]");
			});
		}
	}

	@Test
	void historyKeepsNoMoreThanItMay() {
		CloseEventHistory history = server.bean(CloseEventHistory.class);
		assertThat(history.getRecorded()).isEqualTo(CLOSES);
		assertThat(history.getCloses()).hasSize(HISTORY);
	}

	@Test
	void metricsCountEveryCloseInFewSeries() {
		List<String> series = server.bean(PrometheusMeterRegistry.class)
			.scrape()
			.lines()
			.filter((line) -> line.startsWith("websocket_connection_duration_seconds_count{"))
			.toList();
		// Codes of all classes meet a few initiators here.
		assertThat(series).hasSizeBetween(10, 60).allSatisfy((line) -> assertThat(line).contains("uri=\"/storm\""));
		assertThat(series).extracting((line) -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
			.satisfies((counts) -> assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(CLOSES));
		assertThat(server.bean(MeterRegistry.class).get("websocket.connections.active").gauge().value()).isZero();
	}

	private static List<CloseEvent> events() {
		return server.events().all();
	}

	private static long lines(CloseCategory category) {
		return LINES.with("websocket.close.category", category.name())
			.filter((line) -> CollectedLines.value(line, "websocket.close.left_out") == null)
			.count();
	}

	private static long leftOut(CloseCategory category) {
		return LINES.with("websocket.close.category", category.name())
			.map((line) -> CollectedLines.value(line, "websocket.close.left_out"))
			.mapToLong((count) -> (count != null) ? (long) count : 0)
			.sum();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application {

		@Bean
		CloseEventHistory history() {
			return new CloseEventHistory(HISTORY, List.of());
		}

		@Bean
		Greeter greeter() {
			return new Greeter();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(Greeter greeter) {
			return (registry) -> registry.addHandler(greeter, "/storm");
		}

	}

	/**
	 * Notes who comes, and fails with whatever it is told.
	 */
	static class Greeter extends TextWebSocketHandler {

		private final Set<String> opened = ConcurrentHashMap.newKeySet();

		@Override
		public void afterConnectionEstablished(WebSocketSession session) throws Exception {
			this.opened.add(session.getId());
			session.sendMessage(new TextMessage("hello"));
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) {
			throw new IllegalStateException(message.getPayload());
		}

	}

}
