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

import java.io.IOException;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.SessionRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.client.AbstractClientSockJsSession;

/**
 * The record of a spring-websocket session, with the one view of the session that its
 * handler sees.
 */
final class ServletSessionRecord extends SessionRecord {

	private final CloseEventWebSocketHandler owner;

	private final SessionCloseTracker tracker;

	private final WebSocketSession webSocketSession;

	private final WebSocketSession view;

	private volatile @Nullable WebSocketSession stompView;

	ServletSessionRecord(WebSocketSession session, WebSocketSessionInfo info, Connection connection,
			CloseEventWebSocketHandler owner, SessionCloseTracker tracker) {
		super(WebSocketSessionDecorator.unwrap(session), info, session.getAttributes(), connection,
				tracker.publishes(info));
		this.owner = owner;
		this.tracker = tracker;
		this.webSocketSession = session;
		this.view = (isPublished() && tracker.isWrapSessions())
				? SessionViews.of(session, this, SessionHolder.APPLICATION) : session;
	}

	/**
	 * Whether it was this decorator that found the session first.
	 */
	boolean isOwnedBy(WebSocketHandler handler) {
		return this.owner == handler;
	}

	/**
	 * Whether this is the record of a session, as its container passes it.
	 */
	boolean isOf(WebSocketSession session) {
		return this.webSocketSession == session;
	}

	/**
	 * A SockJS client logs the exceptions of its handler, and goes on.
	 */
	@Override
	public @Nullable CloseCause failed(CloseInitiator initiator, Throwable error) {
		boolean swallowed = error instanceof Exception && getSession() instanceof AbstractClientSockJsSession;
		return (swallowed) ? null : super.failed(initiator, error);
	}

	@Override
	public void close(CloseInitiator initiator, CloseFrame frame) throws IOException {
		this.tracker.closeOnce(this, initiator, new CloseStatus(frame.code(), frame.reason()), this.webSocketSession);
	}

	/**
	 * Whether its handler sees a view of the session, and not the session as it is.
	 */
	boolean isWrapped() {
		return this.view != this.webSocketSession;
	}

	/**
	 * Whether its decorator can tell what the handler sees, even after the end.
	 */
	boolean isRemembered() {
		return this.owner.remembers(this);
	}

	SessionCloseTracker getTracker() {
		return this.tracker;
	}

	WebSocketSession getView() {
		return this.view;
	}

	/**
	 * Return the view for Spring's STOMP layer, whose closes are the container's, if the
	 * application has not disconnected its client.
	 */
	WebSocketSession getStompView(WebSocketSession session) {
		if (!isPublished()) {
			return session;
		}
		WebSocketSession known = this.stompView;
		if (known == null) {
			SessionHolder holder = (getInfo().getSide() == Side.CLIENT) ? new StompClientHolder()
					: SessionHolder.CONTAINER;
			known = SessionViews.of(session, this, holder);
			this.stompView = known;
		}
		return known;
	}

}
