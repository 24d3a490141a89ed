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
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;
import org.springframework.web.socket.messaging.WebSocketStompClient;

/**
 * The innermost decorator, next to Spring's STOMP layer: hands it a view of the session
 * whose {@code close} counts as the container's. Whatever stands further out is the
 * application's.
 */
final class StompWebSocketHandler extends WebSocketHandlerDecorator {

	private static final boolean messagingPresent = ClassUtils.isPresent("org.springframework.messaging.MessageHandler",
			StompWebSocketHandler.class.getClassLoader());

	private final SessionCloseTracker tracker;

	StompWebSocketHandler(WebSocketHandler delegate, SessionCloseTracker tracker) {
		super(delegate);
		this.tracker = tracker;
	}

	/**
	 * Whether a handler is Spring's STOMP layer itself.
	 */
	static boolean isStomp(WebSocketHandler handler) {
		return messagingPresent && handler instanceof SubProtocolWebSocketHandler;
	}

	/**
	 * Whether a handler is, or decorates, the one inside Spring's STOMP client.
	 */
	static boolean isStompClient(WebSocketHandler handler) {
		return messagingPresent && WebSocketHandlerDecorator.unwrap(handler)
			.getClass()
			.getEnclosingClass() == WebSocketStompClient.class;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws Exception {
		ServletSessionRecord record = this.tracker.find(session);
		if (record != null) {
			this.tracker.stompOpens(record);
		}
		try {
			getDelegate().afterConnectionEstablished(view(session, record));
		}
		catch (Throwable ex) {
			failed(session, ex);
			throw ex;
		}
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
		try {
			getDelegate().handleMessage(view(session), message);
		}
		catch (Throwable ex) {
			failed(session, ex);
			throw ex;
		}
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) throws Exception {
		getDelegate().handleTransportError(view(session), exception);
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus closeStatus) throws Exception {
		getDelegate().afterConnectionClosed(view(session), closeStatus);
	}

	private WebSocketSession view(WebSocketSession session) {
		return view(session, this.tracker.find(session));
	}

	private static WebSocketSession view(WebSocketSession session, @Nullable ServletSessionRecord record) {
		return (record != null) ? record.getStompView(session) : session;
	}

	private void failed(WebSocketSession session, Throwable ex) {
		ServletSessionRecord record = this.tracker.find(session);
		if (record != null) {
			this.tracker.failed(record, CloseInitiator.CONTAINER, ex);
		}
	}

}
