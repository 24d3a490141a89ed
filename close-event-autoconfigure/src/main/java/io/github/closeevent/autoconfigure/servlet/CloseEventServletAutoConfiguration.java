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

import java.util.function.Supplier;

import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventProperties;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.servlet.CloseEventWebSocketHandlerDecoratorFactory;
import io.github.closeevent.servlet.SessionCloseTracker;
import io.github.closeevent.servlet.StompUsers;
import io.github.closeevent.servlet.WebSocketRequestHandlers;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.HttpRequestHandlerAdapter;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;

/**
 * Auto-configuration of the decorator around the WebSocket handlers of a servlet
 * application: raw, SockJS and STOMP.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventAutoConfiguration.class,
		afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(name = { "org.springframework.web.socket.server.support.WebSocketHttpRequestHandler",
		"org.springframework.web.servlet.mvc.HttpRequestHandlerAdapter" })
@ConditionalOnBean(value = CloseEventPublisher.class, search = SearchStrategy.CURRENT)
public final class CloseEventServletAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	SessionCloseTracker closeEventSessionCloseTracker(SessionRecords records, ClosingWatch watch,
			CloseEventPublisher publisher, TrackingSettings settings, CloseEventProperties properties,
			ObjectProvider<ServletContext> servletContext) {
		Supplier<String> contextPath = SingletonSupplier.of(() -> contextPath(servletContext.getIfAvailable()));
		return new SessionCloseTracker(records, watch, publisher, settings, contextPath, properties.isWrapSessions());
	}

	private static String contextPath(@Nullable ServletContext context) {
		return (context != null) ? context.getContextPath() : "";
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	@Fallback // Applications inject decorator factories of their own by type.
	CloseEventWebSocketHandlerDecoratorFactory closeEventWebSocketHandlerDecoratorFactory(SessionCloseTracker tracker) {
		return new CloseEventWebSocketHandlerDecoratorFactory(tracker);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	WebSocketRequestHandlers closeEventWebSocketRequestHandlers(
			CloseEventWebSocketHandlerDecoratorFactory decoratorFactory) {
		return new WebSocketRequestHandlers(decoratorFactory);
	}

	/**
	 * Spring Boot sets up Spring MVC once. A context below dispatches with the adapter
	 * that it finds above it, where its sessions are not known, unless it has its own,
	 * which our post-processor replaces.
	 */
	@Bean
	@ConditionalOnBean(HttpRequestHandlerAdapter.class)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	HttpRequestHandlerAdapter httpRequestHandlerAdapter() {
		return new HttpRequestHandlerAdapter();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static CloseEventRequestHandlerPostProcessor closeEventRequestHandlerPostProcessor(
			ObjectProvider<WebSocketRequestHandlers> requestHandlers,
			ObjectProvider<AbstractUrlHandlerMapping> mappings) {
		return new CloseEventRequestHandlerPostProcessor(requestHandlers, mappings);
	}

	/**
	 * Takes the place next to Spring's STOMP layer.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.messaging.simp.config.AbstractMessageBrokerConfiguration")
	static class StompConfiguration {

		@Bean
		@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
		StompUsers closeEventStompUsers(SessionCloseTracker tracker) {
			return new StompUsers(tracker);
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		WebSocketMessageBrokerConfigurer closeEventWebSocketMessageBrokerConfigurer(
				ObjectProvider<CloseEventWebSocketHandlerDecoratorFactory> decoratorFactory) {
			return new WebSocketMessageBrokerConfigurer() {

				@Override
				public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
					decoratorFactory.ifAvailable((factory) -> registration.addDecoratorFactory(factory::decorateStomp));
				}

			};
		}

	}

}
