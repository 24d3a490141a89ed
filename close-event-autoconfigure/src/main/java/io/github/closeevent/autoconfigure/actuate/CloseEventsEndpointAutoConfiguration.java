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

package io.github.closeevent.autoconfigure.actuate;

import java.time.Duration;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventProperties;
import io.github.closeevent.history.CloseEventHistory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of the endpoint {@code closeevents}, and of the history that it
 * shows. Where the endpoint is not available, nothing is kept.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventAutoConfiguration.class,
		afterName = "org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration")
@ConditionalOnClass(
		name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
public final class CloseEventsEndpointAutoConfiguration {

	/**
	 * Apart, because its conditions are classes of Actuator.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(CloseEventsEndpoint.class)
	@ConditionalOnBean(WebSocketSessions.class)
	@EnableConfigurationProperties({ CloseEventHistoryProperties.class, CloseEventsEndpointProperties.class })
	static class EndpointConfiguration {

		/**
		 * A SockJS client gets twice the time, and this is for threads that are busy.
		 */
		private static final Duration MARGIN = Duration.ofSeconds(5);

		EndpointConfiguration(CloseEventHistoryProperties properties) {
			properties.validate();
		}

		@Bean
		@ConditionalOnMissingBean
		CloseEventHistory closeEventHistory(CloseEventHistoryProperties properties) {
			return new CloseEventHistory(properties.getCapacity(), properties.getAttributes());
		}

		@Bean
		CloseEventsEndpoint closeEventsEndpoint(CloseEventHistory history, WebSocketSessions sessions,
				WebSocketCloser closer, CloseCodes codes, CloseEventProperties properties,
				CloseEventsEndpointProperties endpointProperties,
				ObjectProvider<SanitizingFunction> sanitizingFunctions) {
			Duration patience = properties.getHandshakeTimeout().multipliedBy(2).plus(MARGIN);
			return new CloseEventsEndpoint(history, sessions, new SessionClosing(closer, codes, patience), codes,
					new Sanitizer(sanitizingFunctions.orderedStream().toList()), endpointProperties.getShowValues());
		}

		@Bean
		@ConditionalOnAvailableEndpoint(endpoint = CloseEventsEndpoint.class, exposure = EndpointExposure.WEB)
		CloseEventsEndpointWebExtension closeEventsEndpointWebExtension(CloseEventsEndpoint endpoint,
				CloseEventsEndpointProperties properties) {
			return new CloseEventsEndpointWebExtension(endpoint, properties.getShowValues(), properties.getRoles());
		}

	}

}
