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

package io.github.closeevent.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.logging.CloseCategory;
import io.github.closeevent.logging.CloseEventLogger;
import io.github.closeevent.publish.CloseEventPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link CloseEventLoggingAutoConfiguration}.
 */
class CloseEventLoggingAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CloseEventCodesAutoConfiguration.class,
				CloseEventAutoConfiguration.class, CloseEventLoggingAutoConfiguration.class));

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.closeevent.CloseEvent");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.logger.setLevel(Level.TRACE);
		this.logger.addAppender(this.appender);
		this.appender.start();
	}

	@AfterEach
	void restore() {
		this.logger.detachAppender(this.appender);
		this.logger.setLevel(null);
	}

	@Test
	void defaults() {
		CloseEventLoggingProperties properties = new CloseEventLoggingProperties();
		assertThat(properties.isEnabled()).isTrue();
		assertThat(properties.getClean()).isEqualTo(LogLevel.DEBUG);
		assertThat(properties.getAbnormal()).isEqualTo(LogLevel.INFO);
		assertThat(properties.getServerError()).isEqualTo(LogLevel.WARN);
		assertThat(properties.getLimit()).isEqualTo(100);
		assertThat(properties.getPeriod()).isEqualTo(Duration.ofSeconds(10));
		properties.validate();
	}

	@Test
	void logsByItself() {
		this.contextRunner.run((context) -> {
			publishAll(context);
			assertThat(lines()).extracting(ILoggingEvent::getLevel, CloseEventLoggingAutoConfigurationTests::code)
				.containsExactly(tuple(Level.DEBUG, 1000), tuple(Level.INFO, 1006), tuple(Level.WARN, 1011));
		});
	}

	@Test
	void levelsAreBound() {
		this.contextRunner
			.withPropertyValues("close-event.logging.clean=trace", "close-event.logging.abnormal=off",
					"close-event.logging.server-error=fatal")
			.run((context) -> {
				publishAll(context);
				assertThat(lines()).extracting(ILoggingEvent::getLevel, CloseEventLoggingAutoConfigurationTests::code)
					.containsExactly(tuple(Level.TRACE, 1000), tuple(Level.ERROR, 1011));
			});
	}

	@Test
	void offIsOffAlsoWhereYamlMakesItFalse() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("yaml", Map.of("close-event.logging.clean", false,
						"close-event.logging.abnormal", false, "close-event.logging.server-error", false))))
			.run((context) -> {
				publishAll(context);
				assertThat(context).hasSingleBean(CloseEventLogger.class);
				assertThat(lines()).isEmpty();
			});
	}

	@Test
	void limitAndPeriodAreBoundAndWhatIsLeftIsSaidWhenTheApplicationStops() {
		this.contextRunner.withPropertyValues("close-event.logging.limit=1", "close-event.logging.period=1d")
			.run((context) -> {
				publishAll(context);
				publishAll(context);
				assertThat(lines()).hasSize(3);
			});
		assertThat(lines()).hasSize(6)
			.extracting(ILoggingEvent::getFormattedMessage)
			.contains("Left out CLEAN closes: 1, beyond the limit of 1 within PT24H",
					"Left out ABNORMAL closes: 1, beyond the limit of 1 within PT24H",
					"Left out SERVER_ERROR closes: 1, beyond the limit of 1 within PT24H");
	}

	@Test
	void levelOfTheLoggerCounts() {
		this.logger.setLevel(Level.INFO);
		this.contextRunner.run((context) -> {
			publishAll(context);
			assertThat(lines()).extracting(CloseEventLoggingAutoConfigurationTests::code).containsExactly(1006, 1011);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "close-event.enabled=false", "close-event.logging.enabled=false" })
	void canBeSwitchedOff(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CloseEventLogger.class));
	}

	@Test
	void isAbsentWithoutSlf4j() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.slf4j"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(CloseEventPublisher.class)
				.doesNotHaveBean(CloseEventLoggingAutoConfiguration.class)
				.doesNotHaveBean("closeEventLogger"));
	}

	@Test
	void isAbsentWithoutWebSocket() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.web.socket",
					"org.springframework.web.reactive.socket"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CloseEventLogger.class));
	}

	@Test
	void backsOffBeforeTheApplicationsLogger() {
		this.contextRunner.withUserConfiguration(OwnLogger.class)
			.run((context) -> assertThat(context).hasSingleBean(CloseEventLogger.class).hasBean("ownCloseEventLogger"));
	}

	@Test
	void listenersOfTheApplicationAreHeardAsEver() {
		this.contextRunner.withUserConfiguration(Listeners.class).run((context) -> {
			publishAll(context);
			assertThat(context.getBean(Listeners.class).heard).isEqualTo(3);
			assertThat(lines()).hasSize(3);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			close-event.logging.limit  | 0   | It must be at least 1
			close-event.logging.limit  | -1  | It must be at least 1
			close-event.logging.period | 0s  | It must be a positive duration, such as 10s
			close-event.logging.period | -1s | It must be a positive duration, such as 10s
			close-event.logging.period | 25h | not longer than 1d
			""")
	void badValueFailsTheStartAlsoOfALazyApplication(String key, String value, String remedy) {
		this.contextRunner.withPropertyValues(key + "=" + value)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo(key);
					assertThat(ex.getReason()).contains(remedy);
				}));
	}

	private static void publishAll(ApplicationContext context) {
		CloseEventPublisher publisher = context.getBean(CloseEventPublisher.class);
		publisher.publish(event(CloseEventInit.create().code(1000).wasClean(true).initiator(CloseInitiator.PEER)),
				true);
		publisher.publish(event(CloseEventInit.create().code(1006)), true);
		publisher.publish(event(CloseEventInit.create()
			.code(1011)
			.initiator(CloseInitiator.APPLICATION)
			.error(new IllegalStateException("planned exception"))), true);
	}

	private static CloseEvent event(CloseEventInit init) {
		return new CloseEvent(WebSocketSessionInfo.builder("1").build(), init);
	}

	private List<ILoggingEvent> lines() {
		return this.appender.list;
	}

	private static Object code(ILoggingEvent line) {
		return line.getKeyValuePairs()
			.stream()
			.filter((pair) -> pair.key.equals("websocket.close.code"))
			.findFirst()
			.orElseThrow().value;
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnLogger {

		@Bean
		CloseEventLogger ownCloseEventLogger() {
			return new CloseEventLogger(Map.of(CloseCategory.ABNORMAL, org.slf4j.event.Level.ERROR), 1,
					Duration.ofHours(1));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private int heard;

		@EventListener
		@Order(Ordered.HIGHEST_PRECEDENCE)
		void fails(CloseEvent event) {
			throw new IllegalStateException("planned exception of a listener");
		}

		@EventListener
		void hears(CloseEvent event) {
			this.heard++;
		}

	}

}
