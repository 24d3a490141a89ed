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

package io.github.closeevent.autoconfigure.servlet;

import io.github.closeevent.autoconfigure.CloseEventProperties;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.servlet.CloseEventStompClients;
import io.github.closeevent.servlet.CloseEventWebSocketClients;
import io.github.closeevent.servlet.SessionCloseTracker;
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
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/**
 * Auto-configuration of the decorators of spring-websocket's clients, in an application
 * of any kind.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventServletAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.web.socket.client.WebSocketClient")
@ConditionalOnBean(value = CloseEventPublisher.class, search = SearchStrategy.CURRENT)
public final class CloseEventClientAutoConfiguration {

	/**
	 * The tracker of an application that is no server.
	 */
	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	SessionCloseTracker closeEventSessionCloseTracker(SessionRecords records, ClosingWatch watch,
			CloseEventPublisher publisher, TrackingSettings settings, CloseEventProperties properties) {
		return new SessionCloseTracker(records, watch, publisher, settings, () -> "", properties.isWrapSessions());
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	CloseEventWebSocketClients closeEventWebSocketClients(SessionCloseTracker tracker) {
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
		static ClientPostProcessor<WebSocketClient> closeEventWebSocketClientPostProcessor(
				ObjectProvider<CloseEventWebSocketClients> clients) {
			return new ClientPostProcessor<>(WebSocketClient.class, (client) -> clients.getObject().decorate(client));
		}

	}

	/**
	 * Copies STOMP clients.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.messaging.simp.stomp.StompClientSupport")
	static class StompClientsConfiguration {

		@Bean
		@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
		CloseEventStompClients closeEventStompClients(CloseEventWebSocketClients clients) {
			return new CloseEventStompClients(clients);
		}

		@Bean
		@ConditionalOnProperty(name = "close-event.client-beans.enabled", havingValue = "true")
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ClientPostProcessor<WebSocketStompClient> closeEventStompClientPostProcessor(
				ObjectProvider<CloseEventStompClients> clients) {
			return new ClientPostProcessor<>(WebSocketStompClient.class,
					(client) -> clients.getObject().decorate(client));
		}

	}

}
