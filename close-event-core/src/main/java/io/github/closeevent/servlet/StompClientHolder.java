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

import io.github.closeevent.CloseInitiator;

import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;

/**
 * Spring's STOMP client. It closes by itself, after missed heartbeats or a failure, and
 * for the application, which has disconnected: then a DISCONNECT frame was the last that
 * it sent.
 */
final class StompClientHolder implements SessionHolder {

	private static final String DISCONNECT = "DISCONNECT";

	private volatile boolean disconnects;

	@Override
	public CloseInitiator getInitiator() {
		return (this.disconnects) ? CloseInitiator.APPLICATION : CloseInitiator.CONTAINER;
	}

	@Override
	public void sends(WebSocketMessage<?> message) {
		if (message instanceof TextMessage text && text.getPayload().startsWith(DISCONNECT)) {
			// Heartbeats may still follow.
			this.disconnects = true;
		}
	}

}
