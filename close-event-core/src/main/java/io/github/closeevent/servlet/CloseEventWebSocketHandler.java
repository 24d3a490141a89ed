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

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * The decorator around an application's handler. Calls the handler exactly as the
 * container would, lets its exceptions pass, and tells the tracker what it saw.
 * <p>
 * It is a {@link WebSocketHandlerDecorator} because Spring looks through those to find
 * sub-protocols. It sits inside Spring's exception decorator: there an exception is still
 * an exception and not yet a close with 1011.
 *
 * @see SessionCloseTracker
 */
final class CloseEventWebSocketHandler extends WebSocketHandlerDecorator {

	private final SessionCloseTracker tracker;

	private final SessionOrigin origin;

	private final boolean forOneHandshake;

	/**
	 * The session that was opened last, which is found without a look-up. A decorator
	 * that is made for one handshake has no other.
	 */
	private volatile @Nullable ServletSessionRecord last;

	/**
	 * Create a decorator.
	 * @param forOneHandshake whether it is made for one handshake, goes with its session,
	 * and nobody else is asked for the session after the end
	 */
	CloseEventWebSocketHandler(WebSocketHandler delegate, SessionCloseTracker tracker, SessionOrigin origin,
			boolean forOneHandshake) {
		super(delegate);
		this.tracker = tracker;
		this.origin = origin;
		this.forOneHandshake = forOneHandshake;
	}

	/**
	 * Return a decorator that knows more of where its sessions come from.
	 * @param forOneHandshake whether the new decorator is used for no other session
	 * @return this one if it knows it already
	 */
	CloseEventWebSocketHandler withOrigin(SessionOrigin origin, boolean forOneHandshake) {
		SessionOrigin completed = this.origin.or(origin);
		return (completed.equals(this.origin)) ? this
				: new CloseEventWebSocketHandler(getDelegate(), this.tracker, completed, forOneHandshake);
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws Exception {
		ServletSessionRecord record = this.tracker.open(session, this, this.origin);
		if (record != null) {
			this.last = record;
		}
		try {
			getDelegate().afterConnectionEstablished((record != null) ? record.getView() : session);
		}
		catch (Throwable ex) {
			failed(record, ex);
			throw ex;
		}
		finally {
			if (record != null) {
				record.opened();
			}
		}
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
		ServletSessionRecord record = find(session);
		try {
			getDelegate().handleMessage(view(session, record), message);
		}
		catch (Throwable ex) {
			failed(record, ex);
			throw ex;
		}
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) throws Exception {
		ServletSessionRecord record = find(session);
		if (record == null) {
			getDelegate().handleTransportError(lateView(session), exception);
			return;
		}
		this.tracker.transportError(record, exception);
		getDelegate().handleTransportError(record.getView(), exception);
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus closeStatus) throws Exception {
		ServletSessionRecord record = find(session);
		forget(session);
		if (record == null) {
			getDelegate().afterConnectionClosed(lateView(session), closeStatus);
			return;
		}
		this.tracker.reported(record, closeStatus.getCode(), closeStatus.getReason());
		try {
			getDelegate().afterConnectionClosed(record.getView(), closeStatus);
		}
		finally {
			this.tracker.check(record);
		}
	}

	private @Nullable ServletSessionRecord find(WebSocketSession session) {
		ServletSessionRecord last = this.last;
		return (last != null && last.isOf(session) && !last.isEnded()) ? last : this.tracker.find(session, this);
	}

	/**
	 * Whether it can tell what its handler knows a session by, even after the end.
	 */
	boolean remembers(ServletSessionRecord record) {
		return this.forOneHandshake && this.last == record;
	}

	/**
	 * A decorator that lives on must not keep a session that has ended.
	 */
	private void forget(WebSocketSession session) {
		ServletSessionRecord last = this.last;
		if (!this.forOneHandshake && last != null && last.isOf(session)) {
			this.last = null;
		}
	}

	/**
	 * Messages come after the end only if the session is not open any more.
	 */
	private WebSocketSession view(WebSocketSession session, @Nullable ServletSessionRecord record) {
		if (record != null) {
			return record.getView();
		}
		return (session.isOpen()) ? session : lateView(session);
	}

	private WebSocketSession lateView(WebSocketSession session) {
		ServletSessionRecord last = this.last;
		return (last != null && last.isOf(session)) ? last.getView() : this.tracker.lateView(session);
	}

	private void failed(@Nullable ServletSessionRecord record, Throwable ex) {
		if (record != null) {
			this.tracker.failed(record, CloseInitiator.APPLICATION, ex);
		}
	}

}
