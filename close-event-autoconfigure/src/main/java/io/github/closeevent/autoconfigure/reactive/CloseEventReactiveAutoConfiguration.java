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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/**
 * Auto-configuration of the decorator around the WebSocket handlers of a reactive
 * application.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(name = "org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter")
@ConditionalOnBean(CloseEventPublisher.class)
public final class CloseEventReactiveAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SessionCloseTracker closeEventReactiveSessionCloseTracker(SessionRecords records, ClosingWatch watch,
			CloseEventPublisher publisher, TrackingSettings settings, CloseEventProperties properties) {
		return new SessionCloseTracker(records, watch, publisher, settings, properties.isWrapSessions());
	}

	@Bean
	@ConditionalOnMissingBean
	CloseEventWebSocketHandlerDecoratorFactory closeEventReactiveWebSocketHandlerDecoratorFactory(
			SessionCloseTracker tracker) {
		return new CloseEventWebSocketHandlerDecoratorFactory(tracker);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static CloseEventWebSocketPostProcessor closeEventWebSocketPostProcessor(
			ObjectProvider<CloseEventWebSocketHandlerDecoratorFactory> decoratorFactory) {
		return new CloseEventWebSocketPostProcessor(decoratorFactory);
	}

}
