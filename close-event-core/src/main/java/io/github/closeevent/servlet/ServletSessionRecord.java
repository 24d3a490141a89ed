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
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.SessionRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * The record of a spring-websocket session, with the one view of the session that its
 * handler sees.
 */
final class ServletSessionRecord extends SessionRecord {

	private final WebSocketHandler owner;

	private final WebSocketSession view;

	private volatile @Nullable WebSocketSession stompView;

	ServletSessionRecord(WebSocketSession session, WebSocketSessionInfo info, Connection connection,
			WebSocketHandler owner, SessionCloseTracker tracker) {
		super(WebSocketSessionDecorator.unwrap(session), info, session.getAttributes(), connection);
		this.owner = owner;
		this.view = (tracker.isWrapSessions())
				? CloseEventWebSocketSession.of(session, this, tracker, CloseInitiator.APPLICATION) : session;
	}

	/**
	 * Whether it was this decorator that found the session first.
	 */
	boolean isOwnedBy(WebSocketHandler handler) {
		return this.owner == handler;
	}

	WebSocketSession getView() {
		return this.view;
	}

	/**
	 * Return the view for Spring's STOMP layer, whose closes are the container's.
	 */
	WebSocketSession getStompView(WebSocketSession session, SessionCloseTracker tracker) {
		WebSocketSession known = this.stompView;
		if (known == null) {
			known = CloseEventWebSocketSession.of(session, this, tracker, CloseInitiator.CONTAINER);
			this.stompView = known;
		}
		return known;
	}

}
