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

import io.github.closeevent.reactive.CloseEventHandshakeWebSocketService;
import io.github.closeevent.reactive.CloseEventWebSocketHandlerAdapter;
import io.github.closeevent.reactive.CloseEventWebSocketHandlerDecoratorFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

/**
 * Puts our adapter in the place of Spring WebFlux's, and our service in the place of one
 * that is a bean: gateways ask that for a handshake without a dispatch.
 */
class CloseEventWebSocketPostProcessor implements BeanPostProcessor, Ordered {

	private static final Log logger = LogFactory.getLog(CloseEventWebSocketPostProcessor.class);

	private final ObjectProvider<CloseEventWebSocketHandlerDecoratorFactory> decoratorFactory;

	CloseEventWebSocketPostProcessor(ObjectProvider<CloseEventWebSocketHandlerDecoratorFactory> decoratorFactory) {
		this.decoratorFactory = decoratorFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean.getClass() == WebSocketHandlerAdapter.class) {
			WebSocketHandlerAdapter original = (WebSocketHandlerAdapter) bean;
			WebSocketHandlerAdapter adapter = new CloseEventWebSocketHandlerAdapter(original.getWebSocketService(),
					this.decoratorFactory::getObject);
			adapter.setOrder(original.getOrder());
			return adapter;
		}
		if (bean.getClass() == HandshakeWebSocketService.class) {
			return new CloseEventHandshakeWebSocketService((HandshakeWebSocketService) bean,
					this.decoratorFactory::getObject);
		}
		if (bean instanceof WebSocketHandlerAdapter && !(bean instanceof CloseEventWebSocketHandlerAdapter)) {
			logger
				.warn("Sessions that are dispatched by the bean '" + beanName + "' of type " + bean.getClass().getName()
						+ " will have no close event: extend " + CloseEventWebSocketHandlerAdapter.class.getSimpleName()
						+ " instead of " + WebSocketHandlerAdapter.class.getSimpleName());
		}
		if (bean instanceof HandshakeWebSocketService && !(bean instanceof CloseEventHandshakeWebSocketService)) {
			logger.warn("Sessions whose handshake the bean '" + beanName + "' of type " + bean.getClass().getName()
					+ " is asked for directly will have no close event: extend "
					+ CloseEventHandshakeWebSocketService.class.getSimpleName() + " instead of "
					+ HandshakeWebSocketService.class.getSimpleName());
		}
		return bean;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
