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

package io.github.closeevent.autoconfigure.reactive;

import io.github.closeevent.autoconfigure.CloseEventProperties;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.reactive.CloseEventWebSocketClients;
import io.github.closeevent.reactive.SessionCloseTracker;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/**
 * Auto-configuration of the decorator of spring-webflux's clients, in an application of
 * any kind. The names of its beans leave those of spring-websocket's twins alone.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventReactiveAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.web.reactive.socket.client.WebSocketClient")
@ConditionalOnBean(value = CloseEventPublisher.class, search = SearchStrategy.CURRENT)
public final class CloseEventReactiveClientAutoConfiguration {

	/**
	 * The tracker of an application that is no reactive server.
	 */
	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	SessionCloseTracker closeEventReactiveSessionCloseTracker(SessionRecords records, ClosingWatch watch,
			CloseEventPublisher publisher, TrackingSettings settings, CloseEventProperties properties) {
		return new SessionCloseTracker(records, watch, publisher, settings, properties.isWrapSessions());
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	CloseEventWebSocketClients closeEventReactiveWebSocketClients(SessionCloseTracker tracker) {
		return new CloseEventWebSocketClients(tracker);
	}

	/**
	 * Decorates the clients that are beans.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "close-event.client-beans.enabled", havingValue = "true")
	static class ClientBeansConfiguration {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static CloseEventWebSocketClientPostProcessor closeEventReactiveWebSocketClientPostProcessor(
				ObjectProvider<CloseEventWebSocketClients> clients) {
			return new CloseEventWebSocketClientPostProcessor(clients);
		}

	}

}
