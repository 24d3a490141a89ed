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

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.sockjs.transport.SockJsSession;

/**
 * Makes views of sessions that can be taken for what the session is: it has a native one,
 * or it is one of SockJS.
 */
final class SessionViews {

	private SessionViews() {
	}

	/**
	 * Wrap a session.
	 * @param session the session to pass everything on to
	 * @param record its record, or null if it has ended
	 * @param holder who will hold the view
	 */
	static CloseEventWebSocketSession of(WebSocketSession session, @Nullable ServletSessionRecord record,
			SessionHolder holder) {
		boolean sockJs = session instanceof SockJsSession;
		if (session instanceof NativeWebSocketSession) {
			return (sockJs) ? new NativeSockJsView(session, record, holder) : new NativeView(session, record, holder);
		}
		return (sockJs) ? new SockJsView(session, record, holder)
				: new CloseEventWebSocketSession(session, record, holder);
	}

	/**
	 * The view of a session that has a native one.
	 */
	private static class NativeView extends CloseEventWebSocketSession implements NativeWebSocketSession {

		NativeView(WebSocketSession session, @Nullable ServletSessionRecord record, SessionHolder holder) {
			super(session, record, holder);
		}

		@Override
		public Object getNativeSession() {
			return ((NativeWebSocketSession) getDelegate()).getNativeSession();
		}

		@Override
		public <T> @Nullable T getNativeSession(@Nullable Class<T> requiredType) {
			return ((NativeWebSocketSession) getDelegate()).getNativeSession(requiredType);
		}

	}

	/**
	 * The view of a SockJS session that has a native one.
	 */
	private static final class NativeSockJsView extends NativeView implements SockJsSession {

		NativeSockJsView(WebSocketSession session, @Nullable ServletSessionRecord record, SessionHolder holder) {
			super(session, record, holder);
		}

		@Override
		public long getTimeSinceLastActive() {
			return ((SockJsSession) getDelegate()).getTimeSinceLastActive();
		}

		@Override
		public void disableHeartbeat() {
			((SockJsSession) getDelegate()).disableHeartbeat();
		}

	}

	/**
	 * The view of a SockJS session over HTTP.
	 */
	private static final class SockJsView extends CloseEventWebSocketSession implements SockJsSession {

		SockJsView(WebSocketSession session, @Nullable ServletSessionRecord record, SessionHolder holder) {
			super(session, record, holder);
		}

		@Override
		public long getTimeSinceLastActive() {
			return ((SockJsSession) getDelegate()).getTimeSinceLastActive();
		}

		@Override
		public void disableHeartbeat() {
			((SockJsSession) getDelegate()).disableHeartbeat();
		}

	}

}
