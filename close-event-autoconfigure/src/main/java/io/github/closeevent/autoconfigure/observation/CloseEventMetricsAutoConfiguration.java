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

import io.github.closeevent.metrics.CloseEventPublisherMetrics;
import io.github.closeevent.metrics.ConnectionDurationListener;
import io.github.closeevent.metrics.OpenConnections;
import io.github.closeevent.observation.CloseEventObservationConvention;
import io.github.closeevent.publish.CloseEventMulticaster;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.SessionObserver;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the meters for sessions and their closes. They are switched off
 * as all meters are, by {@code management.metrics.enable.websocket=false} and
 * {@code management.metrics.enable.closeevent=false}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventObservationAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, CloseEventPublisher.class, CloseEventObservationConvention.class })
public final class CloseEventMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ConnectionDurationListener closeEventConnectionDurationListener(MeterRegistry registry,
			CloseEventObservationConvention convention) {
		return new ConnectionDurationListener(registry, convention);
	}

	@Bean
	@ConditionalOnMissingBean
	SessionObserver closeEventSessionObserver(MeterRegistry registry, CloseEventObservationConvention convention) {
		return new OpenConnections(registry, convention)::opened;
	}

	@Bean
	@ConditionalOnMissingBean
	CloseEventPublisherMetrics closeEventPublisherMetrics(CloseEventPublisher publisher,
			ObjectProvider<CloseEventMulticaster> multicaster) {
		return new CloseEventPublisherMetrics(publisher, multicaster.getIfAvailable());
	}

	@Bean
	static LazyInitializationExcludeFilter closeEventMetricsLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(ConnectionDurationListener.class);
	}

}
