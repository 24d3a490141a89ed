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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import com.jayway.jsonpath.JsonPath;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.publish.CloseEventMulticaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.helpers.NOPMDCAdapter;

import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CloseEventLogger}, on a Logback of their own.
 */
class CloseEventLoggerTests {

	private static final Instant OPENED = Instant.parse("2026-06-10T12:00:00Z");

	private static final String HOSTILE = "\r\n2026 ERROR \u001b[31m\u2028\u202e%n{}${jndi:ldap://x}</script>{\"a\":1}";

	private static final Map<CloseCategory, org.slf4j.event.Level> LEVELS = Map.of(CloseCategory.CLEAN,
			org.slf4j.event.Level.DEBUG, CloseCategory.ABNORMAL, org.slf4j.event.Level.INFO, CloseCategory.SERVER_ERROR,
			org.slf4j.event.Level.WARN);

	private final LoggerContext context = new LoggerContext();

	private final Logger logger = this.context.getLogger(CloseEvent.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final ManualTime time = new ManualTime(0);

	CloseEventLoggerTests() {
		this.context.putObject(Environment.class.getName(), new StandardEnvironment());
		this.context.setMDCAdapter(new NOPMDCAdapter());
		this.logger.setLevel(Level.TRACE);
		this.logger.addAppender(this.lines);
		this.lines.start();
	}

	@Test
	void writesOneLineAtTheLevelOfTheCategory() {
		CloseEventLogger closes = closes(LEVELS, 10);
		closes.onApplicationEvent(clean());
		closes.onApplicationEvent(abnormal());
		closes.onApplicationEvent(serverError());
		assertThat(this.lines.list).extracting(ILoggingEvent::getLevel)
			.containsExactly(Level.DEBUG, Level.INFO, Level.WARN);
		assertThat(this.lines.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly(clean().toString(), abnormal().toString(), serverError().toString());
	}

	@Test
	void hasTheFactsAsKeyValues() {
		closes(LEVELS, 10).onApplicationEvent(serverError());
		assertThat(keyValues(this.lines.list.get(0))).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
				Map.entry("websocket.close.category", "SERVER_ERROR"), Map.entry("websocket.close.code", 1011),
				Map.entry("websocket.close.name", "Internal Error"), Map.entry("websocket.close.reason", ""),
				Map.entry("websocket.close.clean", false), Map.entry("websocket.close.initiator", "APPLICATION"),
				Map.entry("websocket.close.error", "java.lang.IllegalStateException"),
				Map.entry("websocket.session.id", "1"), Map.entry("websocket.session.path_pattern", "/chat/{room}"),
				Map.entry("websocket.session.transport", "websocket"), Map.entry("websocket.session.side", "SERVER"),
				Map.entry("websocket.session.user", "ada"), Map.entry("websocket.session.duration_ms", 1200L)));
	}

	@Test
	void whatIsNotKnownIsLeftOut() {
		closes(LEVELS, 10).onApplicationEvent(
				new CloseEvent(WebSocketSessionInfo.builder("1").build(), CloseEventInit.create().code(1006)));
		assertThat(keyValues(this.lines.list.get(0))).containsOnlyKeys("websocket.close.category",
				"websocket.close.code", "websocket.close.name", "websocket.close.reason", "websocket.close.clean",
				"websocket.close.initiator", "websocket.session.id", "websocket.session.transport",
				"websocket.session.side", "websocket.session.duration_ms");
	}

	@Test
	void exceptionIsAttachedAtLevelErrorOnly() {
		closes(Map.of(CloseCategory.SERVER_ERROR, org.slf4j.event.Level.ERROR), 10).onApplicationEvent(serverError());
		closes(LEVELS, 10).onApplicationEvent(serverError());
		assertThat(this.lines.list.get(0).getThrowableProxy().getMessage()).isEqualTo("planned exception");
		assertThat(this.lines.list.get(1).getThrowableProxy()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ecs      | $.websocket.close.%s
			gelf     | $['_websocket.close.%s']
			logstash | $['websocket.close.%s']
			""")
	void structuredFormatsOfBootCarryTheKeyValues(String format, String path) {
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setFormat(format);
		String json = encoded(encoder, hostile());
		assertOneSafeLine(json);
		assertThat((Object) JsonPath.read(json, path.formatted("code"))).isEqualTo(4001);
		assertThat((Object) JsonPath.read(json, path.formatted("name"))).isEqualTo("Private use");
		assertThat((Object) JsonPath.read(json, path.formatted("clean"))).hasToString("true");
		assertThat((String) JsonPath.read(json, path.formatted("reason"))).startsWith("\\r\\n2026 ERROR \\u001b[31m");
	}

	@Test
	void plainFormatHasOneSafeLineWhateverThePeerSays() {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setPattern("%level %logger : %m [%kvp]%n");
		String text = encoded(encoder, hostile());
		assertOneSafeLine(text);
		assertThat(text).startsWith("DEBUG io.github.closeevent.CloseEvent : CloseEvent[code=4001 (Private use), ")
			.contains("%n{}${jndi:ldap://x}</script>");
		assertThat(text.split("31m", -1)).as("reason, id, pattern, transport and user, each twice").hasSize(11);
	}

	@Test
	void queryIsNotShown() {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setPattern("%m [%kvp]%n");
		String text = encoded(encoder, clean());
		assertThat(text).contains("/chat/1").doesNotContain("token", "secret");
	}

	@Test
	void categoryWithoutALevelIsNotLogged() {
		CloseEventLogger closes = closes(Map.of(CloseCategory.ABNORMAL, org.slf4j.event.Level.TRACE), 10);
		closes.onApplicationEvent(clean());
		closes.onApplicationEvent(abnormal());
		closes.onApplicationEvent(serverError());
		assertThat(this.lines.list).singleElement().extracting(ILoggingEvent::getLevel).isEqualTo(Level.TRACE);
	}

	@Test
	void levelThatIsNotEnabledIsNotCounted() {
		CloseEventLogger closes = closes(LEVELS, 1);
		this.logger.setLevel(Level.INFO);
		closes.onApplicationEvent(clean());
		closes.onApplicationEvent(clean());
		assertThat(this.time.tasks()).isZero();
		this.logger.setLevel(Level.DEBUG);
		closes.onApplicationEvent(clean());
		assertThat(this.lines.list).hasSize(1);
	}

	@Test
	void stormOfOneCategoryDoesNotHideAnother() {
		CloseEventLogger closes = closes(LEVELS, 2);
		for (int i = 0; i < 20_000; i++) {
			closes.onApplicationEvent(clean());
		}
		closes.onApplicationEvent(serverError());
		assertThat(this.lines.list).extracting(ILoggingEvent::getLevel)
			.containsExactly(Level.DEBUG, Level.DEBUG, Level.WARN);
	}

	@Test
	void stormThatEndsAbruptlyIsCounted() {
		CloseEventLogger closes = closes(LEVELS, 2);
		for (int i = 0; i < 20_000; i++) {
			closes.onApplicationEvent(abnormal());
		}
		this.time.advance(Duration.ofSeconds(10).toNanos());
		assertThat(this.lines.list).hasSize(3);
		ILoggingEvent last = this.lines.list.get(2);
		assertThat(last.getLevel()).isEqualTo(Level.INFO);
		assertThat(last.getFormattedMessage())
			.isEqualTo("Left out ABNORMAL closes: 19998, beyond the limit of 2 within PT10S");
		assertThat(keyValues(last)).containsExactlyInAnyOrderEntriesOf(
				Map.of("websocket.close.category", "ABNORMAL", "websocket.close.left_out", 19_998L));
	}

	@Test
	void closeWritesWhatWasLeftOut() {
		CloseEventLogger closes = closes(LEVELS, 1);
		closes.onApplicationEvent(clean());
		closes.onApplicationEvent(clean());
		closes.onApplicationEvent(serverError());
		closes.close();
		assertThat(this.lines.list).hasSize(3);
		assertThat(this.lines.list.get(2).getFormattedMessage())
			.isEqualTo("Left out CLEAN closes: 1, beyond the limit of 1 within PT10S");
		this.time.advance(Duration.ofSeconds(10).toNanos());
		assertThat(this.lines.list).hasSize(3);
	}

	@Test
	void firstOfAllListenersSoThatNoOtherKeepsACloseFromTheLog() {
		List<Integer> seen = new ArrayList<>();
		CloseEventMulticaster multicaster = new CloseEventMulticaster();
		multicaster.addApplicationListener(new First(() -> seen.add(this.lines.list.size())));
		multicaster.addApplicationListener(closes(LEVELS, 10));
		multicaster.multicastEvent(clean());
		assertThat(seen).containsExactly(1);
		assertThat(this.lines.list).hasSize(1);
	}

	@Test
	void badLimitOrPeriodIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEventLogger(LEVELS, 0, Duration.ofSeconds(1)))
			.withMessageContaining("'limit'");
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseEventLogger(LEVELS, 1, Duration.ZERO))
			.withMessageContaining("'period'");
	}

	private CloseEventLogger closes(Map<CloseCategory, org.slf4j.event.Level> levels, int limit) {
		return new CloseEventLogger(this.logger, new EnumMap<>(levels), limit, Duration.ofSeconds(10), this.time,
				this.time);
	}

	private String encoded(Encoder<ILoggingEvent> encoder, CloseEvent event) {
		closes(LEVELS, 10).onApplicationEvent(event);
		encoder.setContext(this.context);
		encoder.start();
		return new String(encoder.encode(this.lines.list.get(0)), StandardCharsets.UTF_8);
	}

	private static void assertOneSafeLine(String text) {
		assertThat(text).endsWith("\n");
		assertThat(text.stripTrailing()).isNotEmpty()
			.doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\u0080-\\u009f]");
	}

	private static Map<String, Object> keyValues(ILoggingEvent line) {
		return line.getKeyValuePairs().stream().collect(Collectors.toMap((pair) -> pair.key, (pair) -> pair.value));
	}

	private static CloseEvent clean() {
		return event(CloseEventInit.create().code(1000).wasClean(true).initiator(CloseInitiator.PEER));
	}

	private static CloseEvent abnormal() {
		return event(CloseEventInit.create().code(1006));
	}

	private static CloseEvent serverError() {
		return event(CloseEventInit.create()
			.code(1011)
			.initiator(CloseInitiator.APPLICATION)
			.error(new IllegalStateException("planned exception")));
	}

	private static CloseEvent event(CloseEventInit init) {
		WebSocketSessionInfo session = WebSocketSessionInfo.builder("1")
			.uri(URI.create("ws://localhost/chat/1?token=secret"))
			.pathPattern("/chat/{room}")
			.principalName("ada")
			.openedAt(OPENED)
			.build();
		return new CloseEvent(session, init.closedAt(OPENED.plusMillis(1200)));
	}

	private static CloseEvent hostile() {
		WebSocketSessionInfo session = WebSocketSessionInfo.builder(HOSTILE)
			.pathPattern(HOSTILE)
			.principalName(HOSTILE)
			.transport(HOSTILE)
			.build();
		return new CloseEvent(session,
				CloseEventInit.create()
					.code(4001)
					.reason(HOSTILE)
					.wasClean(true)
					.initiator(CloseInitiator.PEER)
					.error(new IllegalStateException(HOSTILE)));
	}

	/**
	 * A listener that wants to be first, looks what is in the log, and fails.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	private static final class First implements ApplicationListener<CloseEvent> {

		private final Runnable look;

		First(Runnable look) {
			this.look = look;
		}

		@Override
		public void onApplicationEvent(CloseEvent event) {
			this.look.run();
			throw new IllegalStateException("planned exception");
		}

	}

}
