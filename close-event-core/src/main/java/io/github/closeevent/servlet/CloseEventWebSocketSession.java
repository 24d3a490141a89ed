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

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.SockJsSession;

/**
 * The session that a handler sees. Notes who closes it, and passes everything on. Two
 * views of the same session for the same layer are equal, so that handlers may keep
 * sessions in a map.
 *
 * @see SessionViews
 */
class CloseEventWebSocketSession extends WebSocketSessionDecorator {

	private static final CloseStatus SOCKJS_GO_AWAY = new CloseStatus(3000, "Go away!");

	private final @Nullable ServletSessionRecord record;

	private final SessionHolder holder;

	CloseEventWebSocketSession(WebSocketSession session, @Nullable ServletSessionRecord record, SessionHolder holder) {
		super(session);
		this.record = record;
		this.holder = holder;
	}

	/**
	 * Whether a session is, or wraps, one of these views.
	 */
	static boolean isIn(WebSocketSession session) {
		return in(session) != null;
	}

	private static @Nullable CloseEventWebSocketSession in(WebSocketSession session) {
		WebSocketSession candidate = session;
		while (candidate instanceof WebSocketSessionDecorator decorator) {
			if (candidate instanceof CloseEventWebSocketSession view) {
				return view;
			}
			candidate = decorator.getDelegate();
		}
		return null;
	}

	/**
	 * Return the record that a session, or what it wraps, has of this tracker.
	 */
	static @Nullable ServletSessionRecord recordIn(WebSocketSession session, SessionCloseTracker tracker) {
		CloseEventWebSocketSession view = in(session);
		ServletSessionRecord record = (view != null) ? view.record : null;
		return (record != null && record.getTracker() == tracker) ? record : null;
	}

	@Override
	public void sendMessage(WebSocketMessage<?> message) throws IOException {
		this.holder.sends(message);
		try {
			getDelegate().sendMessage(message);
		}
		catch (IOException | RuntimeException ex) {
			if (this.record != null) {
				this.record.getTracker().sendFailed(this.record, ex);
			}
			throw ex;
		}
	}

	@Override
	public void close() throws IOException {
		boolean sockJs = WebSocketSessionDecorator.unwrap(this) instanceof SockJsSession;
		close((sockJs) ? SOCKJS_GO_AWAY : CloseStatus.NORMAL, getDelegate()::close);
	}

	@Override
	public void close(CloseStatus status) throws IOException {
		close(status, () -> getDelegate().close(status));
	}

	private void close(CloseStatus status, CloseCall call) throws IOException {
		if (this.record == null) {
			call.close();
			return;
		}
		this.record.getTracker().close(this.record, this.holder.getInitiator(), status, call);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof CloseEventWebSocketSession that && getDelegate() == that.getDelegate()
				&& this.holder == that.holder);
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(getDelegate());
	}

	/**
	 * The close that is passed on.
	 */
	@FunctionalInterface
	interface CloseCall {

		void close() throws IOException;

	}

}
