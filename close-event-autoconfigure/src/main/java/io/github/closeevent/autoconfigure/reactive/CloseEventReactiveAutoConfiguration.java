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

import java.util.Objects;

import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventProperties;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.reactive.CloseEventWebSocketHandlerDecoratorFactory;
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
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

/**
 * Auto-configuration of the decorator around the WebSocket handlers of a reactive
 * application.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventAutoConfiguration.class,
		afterName = "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(name = "org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter")
@ConditionalOnBean(value = CloseEventPublisher.class, search = SearchStrategy.CURRENT)
public final class CloseEventReactiveAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	SessionCloseTracker closeEventReactiveSessionCloseTracker(SessionRecords records, ClosingWatch watch,
			CloseEventPublisher publisher, TrackingSettings settings, CloseEventProperties properties) {
		return new SessionCloseTracker(records, watch, publisher, settings, properties.isWrapSessions());
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	CloseEventWebSocketHandlerDecoratorFactory closeEventReactiveWebSocketHandlerDecoratorFactory(
			SessionCloseTracker tracker) {
		return new CloseEventWebSocketHandlerDecoratorFactory(tracker);
	}

	/**
	 * Spring Boot sets up WebFlux once. A context below dispatches with the adapter that
	 * it finds above it, where its sessions are not known, unless it has its own, which
	 * our post-processor replaces.
	 */
	@Bean
	@ConditionalOnBean(WebSocketHandlerAdapter.class)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	WebSocketHandlerAdapter webFluxWebSocketHandlerAdapter(ApplicationContext context) {
		WebSocketHandlerAdapter above = Objects.requireNonNull(context.getParent())
			.getBeanProvider(WebSocketHandlerAdapter.class)
			.orderedStream()
			.findFirst()
			.orElseThrow();
		WebSocketHandlerAdapter adapter = new WebSocketHandlerAdapter(above.getWebSocketService());
		adapter.setOrder(above.getOrder());
		return adapter;
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static CloseEventWebSocketPostProcessor closeEventWebSocketPostProcessor(
			ObjectProvider<CloseEventWebSocketHandlerDecoratorFactory> decoratorFactory) {
		return new CloseEventWebSocketPostProcessor(decoratorFactory);
	}

}
