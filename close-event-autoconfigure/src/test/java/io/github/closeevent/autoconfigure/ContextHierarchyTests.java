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

import io.github.closeevent.CloseCodes;
import io.github.closeevent.ReconnectPolicy;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.autoconfigure.actuate.CloseEventsEndpointAutoConfiguration;
import io.github.closeevent.autoconfigure.observation.CloseEventMetricsAutoConfiguration;
import io.github.closeevent.autoconfigure.observation.CloseEventObservationAutoConfiguration;
import io.github.closeevent.autoconfigure.reactive.CloseEventReactiveAutoConfiguration;
import io.github.closeevent.autoconfigure.reactive.CloseEventReactiveClientAutoConfiguration;
import io.github.closeevent.autoconfigure.servlet.CloseEventClientAutoConfiguration;
import io.github.closeevent.autoconfigure.servlet.CloseEventServletAutoConfiguration;
import io.github.closeevent.closing.SessionCloser;
import io.github.closeevent.history.CloseEventHistory;
import io.github.closeevent.listener.CloseEventListenerFactory;
import io.github.closeevent.logging.CloseEventLogger;
import io.github.closeevent.metrics.ConnectionDurationListener;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.publish.DeliveryObserver;
import io.github.closeevent.servlet.CloseEventStompClients;
import io.github.closeevent.servlet.StompUsers;
import io.github.closeevent.servlet.WebSocketRequestHandlers;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionObserver;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import io.github.closeevent.shutdown.SessionDrain;
import io.github.closeevent.tracking.SessionTracker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.ApplicationContextAssert.Scope;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a context has for itself, and what it shares with the one above it.
 */
class ContextHierarchyTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(CloseEventAutoConfiguration.class,
			CloseEventCodesAutoConfiguration.class, CloseEventReconnectAutoConfiguration.class,
			CloseEventListenerAutoConfiguration.class, CloseEventLoggingAutoConfiguration.class,
			CloseEventShutdownAutoConfiguration.class, CloseEventServletAutoConfiguration.class,
			CloseEventReactiveAutoConfiguration.class, CloseEventClientAutoConfiguration.class,
			CloseEventReactiveClientAutoConfiguration.class, CloseEventObservationAutoConfiguration.class,
			CloseEventMetricsAutoConfiguration.class, CloseEventsEndpointAutoConfiguration.class);

	private static final String ENDPOINT = "management.endpoints.web.exposure.include=closeevents";

	private final WebApplicationContextRunner servletRunner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withPropertyValues(ENDPOINT);

	private final ReactiveWebApplicationContextRunner reactiveRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withPropertyValues(ENDPOINT);

	@ParameterizedTest
	@ValueSource(classes = { SessionRecords.class, ClosingWatch.class, CloseEventPublisher.class,
			TrackingSettings.class, WebSocketSessions.class, WebSocketCloser.class, SessionCloser.class,
			SessionDrain.class, SessionDrainLifecycle.class, ServerStopLifecycle.class, CloseEventLifecycle.class,
			CloseEventListenerFactory.class, io.github.closeevent.servlet.SessionCloseTracker.class,
			io.github.closeevent.servlet.CloseEventWebSocketHandlerDecoratorFactory.class,
			WebSocketRequestHandlers.class, StompUsers.class,
			io.github.closeevent.servlet.CloseEventWebSocketClients.class, CloseEventStompClients.class,
			io.github.closeevent.reactive.SessionCloseTracker.class,
			io.github.closeevent.reactive.CloseEventWebSocketClients.class })
	void contextBelowHasItsOwn(Class<?> type) {
		belowServlet((context) -> {
			assertThat(context).hasSingleBean(type, Scope.NO_ANCESTORS);
			assertThat(context.getBeanProvider(type).getObject()).isNotSameAs(context.getParent().getBean(type));
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { io.github.closeevent.reactive.SessionCloseTracker.class,
			io.github.closeevent.reactive.CloseEventWebSocketHandlerDecoratorFactory.class })
	void reactiveContextBelowHasItsOwn(Class<?> type) {
		belowReactive((context) -> assertThat(context).hasSingleBean(type, Scope.NO_ANCESTORS));
	}

	@ParameterizedTest
	@ValueSource(classes = { CloseCodes.class, ReconnectPolicy.class, CloseEventLogger.class, CloseEventHistory.class,
			ConnectionDurationListener.class, SessionObserver.class, DeliveryObserver.class })
	void contextBelowShares(Class<?> type) {
		belowServlet((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(type)
			.doesNotHaveBean(type, Scope.NO_ANCESTORS));
	}

	@ParameterizedTest
	@ValueSource(classes = { SessionRecords.class, SessionTracker.class, SessionDrain.class,
			WebSocketRequestHandlers.class, io.github.closeevent.servlet.CloseEventWebSocketClients.class,
			io.github.closeevent.reactive.CloseEventWebSocketClients.class })
	void contextBelowThatIsDisabledHasNothingInSpiteOfTheOneAbove(Class<?> type) {
		belowServlet((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(type, Scope.NO_ANCESTORS),
				"close-event.enabled=false");
		belowReactive((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(type, Scope.NO_ANCESTORS),
				"close-event.enabled=false");
	}

	private void belowServlet(ContextConsumer<AssertableWebApplicationContext> consumer, String... properties) {
		this.servletRunner.withUserConfiguration(Registries.class)
			.run((parent) -> this.servletRunner.withParent(parent).withPropertyValues(properties).run(consumer));
	}

	private void belowReactive(ContextConsumer<AssertableReactiveWebApplicationContext> consumer,
			String... properties) {
		this.reactiveRunner.withUserConfiguration(Registries.class)
			.run((parent) -> this.reactiveRunner.withParent(parent).withPropertyValues(properties).run(consumer));
	}

	@Configuration(proxyBeanMethods = false)
	static class Registries {

		@Bean
		SimpleMeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		ObservationRegistry observationRegistry() {
			return ObservationRegistry.create();
		}

	}

}
