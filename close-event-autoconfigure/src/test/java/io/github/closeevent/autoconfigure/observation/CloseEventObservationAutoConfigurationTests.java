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

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventCodesAutoConfiguration;
import io.github.closeevent.observation.CloseEventObservationConvention;
import io.github.closeevent.observation.CloseEventTracingObservationHandler;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.publish.DeliveryObserver;
import io.github.closeevent.session.HandshakeTraces;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.mock;

/**
 * Tests for {@link CloseEventObservationAutoConfiguration}.
 */
class CloseEventObservationAutoConfigurationTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(CloseEventCodesAutoConfiguration.class, CloseEventAutoConfiguration.class,
					CloseEventObservationAutoConfiguration.class, ObservationAutoConfiguration.class));

	private final WebApplicationContextRunner tracingRunner = this.contextRunner.withConfiguration(
			AutoConfigurations.of(MicrometerTracingAutoConfiguration.class, NoopTracerAutoConfiguration.class));

	@Test
	void closesAreObserved() {
		this.contextRunner.withBean(ObservationRegistry.class, TestObservationRegistry::create).run((context) -> {
			publish(context);
			TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class))
				.hasSingleObservationThat()
				.hasNameEqualTo("websocket.close")
				.hasBeenStopped();
		});
	}

	@Test
	void observationIsSwitchedOffAsAllAre() {
		this.contextRunner.withPropertyValues("management.observations.enable.websocket.close=false")
			.withBean(ObservationRegistry.class, TestObservationRegistry::create)
			.run((context) -> {
				publish(context);
				TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class))
					.doesNotHaveAnyObservation();
			});
	}

	@Test
	void observationStaysOutIfDisabled() {
		this.contextRunner.withPropertyValues("close-event.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(DeliveryObserver.class)
				.doesNotHaveBean(CloseEventObservationConvention.class));
	}

	@Test
	void nothingIsObservedWithoutMicrometer() {
		new WebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(CloseEventCodesAutoConfiguration.class, CloseEventAutoConfiguration.class,
							CloseEventObservationAutoConfiguration.class, CloseEventMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.doesNotHaveBean(DeliveryObserver.class)
					.doesNotHaveBean(HandshakeTraces.class);
				publish(context);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer.tracing", "io.micrometer.core", "org.springframework.boot.actuate" })
	void closesAreObservedWithout(String packageName) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasSingleBean(DeliveryObserver.class)
				.doesNotHaveBean(HandshakeTraces.class));
	}

	@Test
	void spansComeFromOurHandlerAndNoOther() {
		this.tracingRunner.withBean(SimpleTracer.class).run((context) -> {
			publish(context);
			SimpleSpan span = context.getBean(SimpleTracer.class).onlySpan();
			assertThat(span.getName()).isEqualTo("websocket close");
			assertThat(context).hasSingleBean(DefaultTracingObservationHandler.class)
				.hasSingleBean(HandshakeTraces.class);
			List<Class<?>> handlers = context.getBeanProvider(TracingObservationHandler.class)
				.orderedStream()
				.<Class<?>>map(Object::getClass)
				.toList();
			assertThat(handlers).startsWith(CloseEventTracingObservationHandler.class)
				.contains(DefaultTracingObservationHandler.class);
		});
	}

	@Test
	void tracerThatDoesNothingTracesNothing() {
		this.tracingRunner.run((context) -> {
			assertThat(context).hasNotFailed().getBean(Tracer.class).isSameAs(Tracer.NOOP);
			publish(context);
			assertThat(context.getBean(HandshakeTraces.class).current((name) -> null)).isNull();
		});
	}

	@Test
	void backsOffForOwnBeans() {
		this.tracingRunner.withBean(SimpleTracer.class).withUserConfiguration(OwnBeans.class).run((context) -> {
			assertThat(context).hasSingleBean(DeliveryObserver.class)
				.hasSingleBean(HandshakeTraces.class)
				.hasSingleBean(CloseEventObservationConvention.class)
				.hasSingleBean(CloseEventTracingObservationHandler.class)
				.hasBean("ownObserver")
				.hasBean("ownTraces")
				.hasBean("ownConvention")
				.hasBean("ownHandler");
			publish(context);
			assertThat(context.getBean(SimpleTracer.class).getSpans()).isEmpty();
		});
	}

	private static void publish(AssertableWebApplicationContext context) {
		context.getBean(CloseEventPublisher.class)
			.publish(new CloseEvent(WebSocketSessionInfo.builder("1").build(), CloseEventInit.create()), true);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		@Bean
		DeliveryObserver ownObserver() {
			return (event, trace) -> null;
		}

		@Bean
		HandshakeTraces ownTraces() {
			return (attributes) -> null;
		}

		@Bean
		CloseEventObservationConvention ownConvention() {
			return mock(CloseEventObservationConvention.class);
		}

		@Bean
		CloseEventTracingObservationHandler ownHandler(Tracer tracer) {
			return new CloseEventTracingObservationHandler(tracer);
		}

	}

}
