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

import java.security.Principal;

import org.springframework.context.ApplicationListener;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.util.Assert;
import org.springframework.web.socket.messaging.SessionConnectedEvent;

/**
 * Learns who signed in by a STOMP CONNECT frame: the session itself does not know such a
 * user.
 *
 * @since 0.1.0
 */
public final class StompUsers implements ApplicationListener<SessionConnectedEvent> {

	private final SessionCloseTracker tracker;

	public StompUsers(SessionCloseTracker tracker) {
		Assert.notNull(tracker, "'tracker' must not be null");
		this.tracker = tracker;
	}

	@Override
	public void onApplicationEvent(SessionConnectedEvent event) {
		Principal user = event.getUser();
		String sessionId = SimpMessageHeaderAccessor.getSessionId(event.getMessage().getHeaders());
		if (user != null && sessionId != null) {
			this.tracker.stompConnected(sessionId, user.getName());
		}
	}

	/**
	 * The user is known before the client is told that it is connected.
	 */
	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

}
