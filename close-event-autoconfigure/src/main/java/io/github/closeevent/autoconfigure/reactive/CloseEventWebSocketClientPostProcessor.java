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

import io.github.closeevent.reactive.CloseEventWebSocketClients;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.socket.client.WebSocketClient;

/**
 * Decorates the clients of spring-webflux that are beans.
 */
class CloseEventWebSocketClientPostProcessor implements BeanPostProcessor, Ordered {

	private final ObjectProvider<CloseEventWebSocketClients> clients;

	CloseEventWebSocketClientPostProcessor(ObjectProvider<CloseEventWebSocketClients> clients) {
		this.clients = clients;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof WebSocketClient client) ? this.clients.getObject().decorate(client) : bean;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
