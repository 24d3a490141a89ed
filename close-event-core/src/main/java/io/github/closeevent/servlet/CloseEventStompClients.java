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

package io.github.closeevent.servlet;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.util.Assert;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/**
 * Decorates the STOMP clients of Spring that were not built with a decorated
 * {@link WebSocketClient}.
 *
 * @since 0.1.0
 * @see CloseEventWebSocketClients
 */
public final class CloseEventStompClients {

	private static final Log logger = LogFactory.getLog(CloseEventStompClients.class);

	private final CloseEventWebSocketClients clients;

	/**
	 * Create a decorator of STOMP clients.
	 * @param clients decorates the clients below them, not null
	 */
	public CloseEventStompClients(CloseEventWebSocketClients clients) {
		Assert.notNull(clients, "'clients' must not be null");
		this.clients = clients;
	}

	/**
	 * Return a copy of a STOMP client that connects by a decorated client. It has all
	 * settings that the original has now; what is set on the original later is not seen.
	 * @param client the STOMP client, not null
	 * @return the copy; the same client if it is decorated already, or if it is of a
	 * subclass, which cannot be copied
	 */
	public WebSocketStompClient decorate(WebSocketStompClient client) {
		Assert.notNull(client, "'client' must not be null");
		WebSocketClient inner = client.getWebSocketClient();
		if (CloseEventWebSocketClients.isDecorated(inner)) {
			return client;
		}
		if (client.getClass() != WebSocketStompClient.class) {
			logger.warn("Sessions of " + client.getClass().getName() + " will have no close event: a subclass of "
					+ WebSocketStompClient.class.getSimpleName()
					+ " cannot be copied. Pass a client that the bean of type "
					+ CloseEventWebSocketClients.class.getSimpleName() + " has decorated to its constructor.");
			return client;
		}
		return copy(client, this.clients.decorate(inner));
	}

	private static WebSocketStompClient copy(WebSocketStompClient client, WebSocketClient inner) {
		WebSocketStompClient copy = new WebSocketStompClient(inner);
		copy.setMessageConverter(client.getMessageConverter());
		copy.setTaskScheduler(client.getTaskScheduler());
		// After the scheduler, which changes it.
		copy.setDefaultHeartbeat(client.getDefaultHeartbeat());
		copy.setReceiptTimeLimit(client.getReceiptTimeLimit());
		copy.setInboundMessageSizeLimit(client.getInboundMessageSizeLimit());
		Integer outboundMessageSizeLimit = client.getOutboundMessageSizeLimit();
		if (outboundMessageSizeLimit != null) {
			copy.setOutboundMessageSizeLimit(outboundMessageSizeLimit);
		}
		copy.setAutoStartup(client.isAutoStartup());
		copy.setPhase(client.getPhase());
		if (client.isRunning()) {
			copy.start();
		}
		return copy;
	}

}
