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

package io.github.closeevent.autoconfigure.observation;

import java.util.List;
import java.util.function.IntConsumer;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventCodesAutoConfiguration;
import io.github.closeevent.metrics.CloseEventPublisherMetrics;
import io.github.closeevent.metrics.ConnectionDurationListener;
import io.github.closeevent.observation.CloseEventObservationConvention;
import io.github.closeevent.observation.DefaultCloseEventObservationConvention;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.SessionObserver;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.mock;

/**
 * Tests for {@link CloseEventMetricsAutoConfiguration}.
 */
class CloseEventMetricsAutoConfigurationTests {

	private static final String[] REASONS = { "", "bye", "\"} 1\n# HELP forged\nforged_total 1", "\u001b[31m\u202e" };

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(CloseEventCodesAutoConfiguration.class, CloseEventAutoConfiguration.class,
					CloseEventObservationAutoConfiguration.class, CloseEventMetricsAutoConfiguration.class));

	private final WebApplicationContextRunner prometheusRunner = this.contextRunner.withConfiguration(
			AutoConfigurations.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					PrometheusMetricsExportAutoConfiguration.class, ObservationAutoConfiguration.class));

	@Test
	void metricsAreThereIfARegistryIs() {
		this.prometheusRunner.run((context) -> assertThat(context).hasSingleBean(ConnectionDurationListener.class)
			.hasSingleBean(SessionObserver.class)
			.hasSingleBean(CloseEventPublisherMetrics.class)
			.getBean(PrometheusMeterRegistry.class)
			.extracting(PrometheusMeterRegistry::scrape)
			.asString()
			.contains("closeevent_listener_errors_total 0.0", "closeevent_events_deferred_total 0.0",
					"closeevent_events_dropped_total 0.0", "closeevent_queue_size 0.0"));
	}

	@Test
	void registryOfTheApplicationIsEnough() {
		this.contextRunner.withBean(SimpleMeterRegistry.class).run((context) -> {
			publish(context.getBean(CloseEventPublisher.class), 1000, "");
			assertThat(context.getBean(MeterRegistry.class).get("websocket.connection.duration").timer().count())
				.isEqualTo(1);
		});
	}

	@Test
	void thereAreNoMetricsWithoutARegistry() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(CloseEventPublisher.class)
			.doesNotHaveBean(ConnectionDurationListener.class)
			.doesNotHaveBean(SessionObserver.class));
	}

	@Test
	void thereAreNoMetricsIfDisabled() {
		this.prometheusRunner.withPropertyValues("close-event.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(ConnectionDurationListener.class)
				.doesNotHaveBean(CloseEventObservationConvention.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer.core", "io.micrometer.observation" })
	void thereAreNoMetricsWithout(String packageName) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(packageName)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(ConnectionDurationListener.class);
			publish(context.getBean(CloseEventPublisher.class), 1006, "");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer.tracing", "org.springframework.boot.actuate" })
	void metricsAreThereWithout(String packageName) {
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasSingleBean(ConnectionDurationListener.class)
				.hasSingleBean(SessionObserver.class)
				.hasSingleBean(CloseEventPublisherMetrics.class));
	}

	@Test
	void seriesAreFewWhateverPeersChoose() {
		this.prometheusRunner.withPropertyValues("close-event.codes.4001.name=Kicked").run((context) -> {
			forEachCode((code) -> publish(context.getBean(CloseEventPublisher.class), code,
					REASONS[code % REASONS.length]));
			String text = context.getBean(PrometheusMeterRegistry.class).scrape();
			List<String> counts = text.lines()
				.filter((line) -> line.startsWith("websocket_connection_duration_seconds_count"))
				.toList();
			// 16 of the protocol, 3 of the registry, 4001, 4 thousands and other.
			assertThat(counts).hasSize(25);
			assertThat(counts.stream().mapToDouble((line) -> value(line)).sum()).isEqualTo(65536);
			assertThat(text.lines().filter((line) -> line.startsWith("websocket_close_seconds_count"))).hasSize(25);
			assertThat(text.lines()).hasSizeLessThan(250);
			assertThat(text).contains(
					"websocket_connection_duration_seconds_count{clean=\"false\",code=\"4001\",initiator=\"PEER\","
							+ "outcome=\"APPLICATION\",side=\"SERVER\",transport=\"websocket\",uri=\"/chat/{room}\"} 1")
				.contains("code=\"other\",initiator=\"PEER\",outcome=\"UNKNOWN\"")
				.contains("websocket_connection_duration_seconds_max{", "websocket_connection_duration_seconds_sum{")
				.doesNotContain("forged", "bye", "\u001b");
		});
	}

	@Test
	void openSessionsAreCounted() {
		this.prometheusRunner.run((context) -> {
			Runnable ended = context.getBean(SessionObserver.class).opened(session());
			PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
			String series = "websocket_connections_active{side=\"SERVER\",transport=\"websocket\",uri=\"/chat/{room}\"} ";
			assertThat(registry.scrape()).contains(series + "1.0");
			ended.run();
			assertThat(registry.scrape()).contains(series + "0.0");
		});
	}

	@Test
	void listenerThatFailsKeepsNoEventFromTheMetricsAndIsCounted() {
		this.prometheusRunner.withUserConfiguration(FailingFirst.class).run((context) -> {
			publish(context.getBean(CloseEventPublisher.class), 1000, "");
			assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
				.contains("websocket_connection_duration_seconds_count{clean=\"false\",code=\"1000\"")
				.contains("closeevent_listener_errors_total 1.0");
		});
	}

	@Test
	void metersAreSwitchedOffAsAllAre() {
		this.prometheusRunner
			.withPropertyValues("management.metrics.enable.websocket=false",
					"management.metrics.enable.closeevent=false")
			.run((context) -> {
				publish(context.getBean(CloseEventPublisher.class), 1000, "");
				context.getBean(SessionObserver.class).opened(session()).run();
				assertThat(context.getBean(PrometheusMeterRegistry.class).scrape()).doesNotContain("websocket",
						"closeevent");
			});
	}

	@Test
	void histogramReachesADay() {
		this.prometheusRunner
			.withPropertyValues(
					"management.metrics.distribution.percentiles-histogram.websocket.connection.duration=true")
			.run((context) -> {
				publish(context.getBean(CloseEventPublisher.class), 1000, "");
				assertThat(context.getBean(PrometheusMeterRegistry.class)
					.scrape()
					.lines()
					.filter((line) -> line.startsWith("websocket_connection_duration_seconds_bucket")))
					.hasSizeBetween(20, 80)
					.anyMatch((line) -> line.contains("le=\"86400.0\""));
			});
	}

	@Test
	void conventionOfTheApplicationChangesTheMetrics() {
		this.prometheusRunner.withUserConfiguration(OwnConvention.class).run((context) -> {
			assertThat(context).hasSingleBean(CloseEventObservationConvention.class);
			publish(context.getBean(CloseEventPublisher.class), 1000, "");
			assertThat(context.getBean(PrometheusMeterRegistry.class).scrape())
				.contains("websocket_connection_duration_seconds_count{clean=\"false\",code=\"mine\"")
				.contains("websocket_close_seconds_count{clean=\"false\",code=\"mine\"");
		});
	}

	@Test
	void backsOffForOwnBeans() {
		this.prometheusRunner.withUserConfiguration(OwnBeans.class)
			.run((context) -> assertThat(context).hasSingleBean(ConnectionDurationListener.class)
				.hasSingleBean(SessionObserver.class)
				.hasSingleBean(CloseEventPublisherMetrics.class)
				.hasBean("ownListener")
				.hasBean("ownObserver")
				.hasBean("ownMetrics"));
	}

	@Test
	void durationsAreRecordedUnderLazyInitialization() {
		this.prometheusRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getSourceApplicationContext()
				.getBeanFactory()
				.containsSingleton("closeEventConnectionDurationListener")).isTrue());
	}

	private static double value(String line) {
		return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
	}

	private static void forEachCode(IntConsumer action) {
		for (int code = 0; code <= 65535; code++) {
			action.accept(code);
		}
	}

	private static void publish(CloseEventPublisher publisher, int code, String reason) {
		publisher.publish(new CloseEvent(session(),
				CloseEventInit.create().code(code).reason(reason).initiator(CloseInitiator.PEER)), true);
	}

	private static WebSocketSessionInfo session() {
		return WebSocketSessionInfo.builder("1").pathPattern("/chat/{room}").build();
	}

	@Configuration(proxyBeanMethods = false)
	static class FailingFirst {

		@EventListener
		@Order(Ordered.HIGHEST_PRECEDENCE)
		void closed(CloseEvent event) {
			throw new IllegalStateException("planned");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnConvention {

		@Bean
		CloseEventObservationConvention ownConvention(CloseCodes codes) {
			return new DefaultCloseEventObservationConvention(codes) {

				@Override
				protected KeyValue code(CloseEvent event) {
					return KeyValue.of("code", "mine");
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		ConnectionDurationListener ownListener(MeterRegistry registry, CloseEventObservationConvention convention) {
			return new ConnectionDurationListener(registry, convention);
		}

		@Bean
		SessionObserver ownObserver() {
			return mock(SessionObserver.class);
		}

		@Bean
		CloseEventPublisherMetrics ownMetrics(CloseEventPublisher publisher) {
			return new CloseEventPublisherMetrics(publisher, null);
		}

	}

}
