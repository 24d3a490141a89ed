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

import io.github.closeevent.CloseCodes;
import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.observation.CloseEventObservationConvention;
import io.github.closeevent.observation.CloseEventObservations;
import io.github.closeevent.observation.CloseEventTracingObservationHandler;
import io.github.closeevent.observation.DefaultCloseEventObservationConvention;
import io.github.closeevent.observation.TracedHandshakes;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.publish.DeliveryObserver;
import io.github.closeevent.session.HandshakeTraces;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the observation of closes, and of the link from its span to the
 * trace of the handshake. Observations are switched off as Spring Boot's own are, by
 * {@code management.observations.enable.websocket.close=false}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
				"org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration" })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(CloseEventPublisher.class)
public final class CloseEventObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CloseEventObservationConvention closeEventObservationConvention(CloseCodes codes) {
		return new DefaultCloseEventObservationConvention(codes);
	}

	@Bean
	@ConditionalOnBean(ObservationRegistry.class)
	@ConditionalOnMissingBean
	DeliveryObserver closeEventDeliveryObserver(ObservationRegistry registry,
			CloseEventObservationConvention convention) {
		return new CloseEventObservations(registry, convention)::begin;
	}

	/**
	 * Links closes to handshakes.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Tracer.class)
	@ConditionalOnBean({ ObservationRegistry.class, Tracer.class })
	static class TracingConfiguration {

		/**
		 * Before the handlers of Spring Boot, the first of which is at 1000.
		 */
		private static final int HANDLER_ORDER = 0;

		@Bean
		@ConditionalOnMissingBean
		HandshakeTraces closeEventHandshakeTraces(Tracer tracer) {
			return new TracedHandshakes(tracer)::current;
		}

		@Bean
		@ConditionalOnMissingBean
		@Order(HANDLER_ORDER)
		CloseEventTracingObservationHandler closeEventTracingObservationHandler(Tracer tracer) {
			return new CloseEventTracingObservationHandler(tracer);
		}

	}

}
