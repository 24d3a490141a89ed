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

import io.github.closeevent.servlet.CloseEventHttpRequestHandlerAdapter;
import io.github.closeevent.servlet.WebSocketRequestHandlers;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.HttpRequestHandlerAdapter;

/**
 * Puts our adapter in the place of Spring MVC's, and decorates the WebSocket request
 * handlers that are beans: those may be called without a dispatch, for example by a
 * {@code RouterFunction}.
 */
class CloseEventRequestHandlerPostProcessor implements BeanPostProcessor, Ordered {

	private static final Log logger = LogFactory.getLog(CloseEventRequestHandlerPostProcessor.class);

	private final ObjectProvider<WebSocketRequestHandlers> requestHandlers;

	private final ObjectProvider<AbstractUrlHandlerMapping> mappings;

	CloseEventRequestHandlerPostProcessor(ObjectProvider<WebSocketRequestHandlers> requestHandlers,
			ObjectProvider<AbstractUrlHandlerMapping> mappings) {
		this.requestHandlers = requestHandlers;
		this.mappings = mappings;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean.getClass() == HttpRequestHandlerAdapter.class) {
			return new CloseEventHttpRequestHandlerAdapter(this.requestHandlers::getObject,
					() -> this.mappings.orderedStream().toList());
		}
		if (bean instanceof HttpRequestHandlerAdapter && !(bean instanceof CloseEventHttpRequestHandlerAdapter)) {
			logger.warn("Sessions that are dispatched by the bean '" + beanName + "' of type "
					+ bean.getClass().getName() + " will have no close event: extend "
					+ CloseEventHttpRequestHandlerAdapter.class.getSimpleName() + " instead of "
					+ HttpRequestHandlerAdapter.class.getSimpleName());
		}
		if (bean instanceof HttpRequestHandler && WebSocketRequestHandlers.isWebSocket(bean)) {
			return this.requestHandlers.getObject().decorate(bean, null);
		}
		return bean;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
