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

package io.github.closeevent.reactive;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.SessionRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * The record of a spring-webflux session.
 */
final class ReactiveSessionRecord extends SessionRecord {

	private final WebSocketSession webSocketSession;

	private final SessionCloseTracker tracker;

	private volatile @Nullable CloseStatus told;

	private volatile @Nullable CloseEventWebSocketSession view;

	/**
	 * Used by the thread of the watch only.
	 */
	private int looks;

	ReactiveSessionRecord(WebSocketSession session, WebSocketSessionInfo info, Connection connection,
			SessionCloseTracker tracker) {
		super(session, info, session.getAttributes(), connection, tracker.publishes(info));
		this.tracker = tracker;
		this.webSocketSession = session;
	}

	SessionCloseTracker getTracker() {
		return this.tracker;
	}

	WebSocketSession getWebSocketSession() {
		return this.webSocketSession;
	}

	void setView(CloseEventWebSocketSession view) {
		this.view = view;
	}

	@Nullable CloseEventWebSocketSession getView() {
		return this.view;
	}

	/**
	 * The server said how the session ended, before it has written its answer.
	 */
	void told(CloseStatus status) {
		this.told = status;
	}

	@Nullable CloseStatus getTold() {
		return this.told;
	}

	@Override
	public void close(CloseInitiator initiator, CloseFrame frame) {
		this.tracker.closeOnce(this, initiator, new CloseStatus(frame.code(), frame.reason()));
	}

	/**
	 * The session is looked at because its connection has ended. An exception of its
	 * handler is on its way on another thread at most until the next look.
	 */
	void settling() {
		if (this.looks++ > 0) {
			cancelExplained();
		}
	}

	/**
	 * What a reactive handler ends with is its last word.
	 */
	@Override
	protected boolean isFailureFinal() {
		return true;
	}

}
