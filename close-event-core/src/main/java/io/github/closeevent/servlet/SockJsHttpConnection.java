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

import io.github.closeevent.servlet.SockJsResponse.Outcome;
import io.github.closeevent.session.CloseCause.Kind;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;
import org.springframework.web.socket.sockjs.transport.session.PollingSockJsSession;

/**
 * A SockJS session over HTTP. Its close frame {@code c[code,"reason"]} is written into
 * the response of the request that waits at that moment, if one does; there is no answer.
 */
final class SockJsHttpConnection implements Connection {

	private final AbstractSockJsSession session;

	/**
	 * Whether its responses note what is written.
	 */
	private final boolean noted = SockJsResponse.outcome() != null;

	private volatile boolean carried;

	/**
	 * Create a connection, on the thread of the request that opens it.
	 */
	SockJsHttpConnection(AbstractSockJsSession session) {
		this.session = session;
	}

	@Override
	public void beforeClose(Kind kind, int code) {
		if (this.noted) {
			SockJsResponse.note();
		}
		// Spring writes no frame for SESSION_NOT_RELIABLE.
		this.carried = this.session.isActive() && code != CloseStatus.SESSION_NOT_RELIABLE.getCode();
	}

	@Override
	public ConnectionState getState() {
		Outcome outcome = SockJsResponse.outcome();
		// Null on the thread of another close that was faster than the first.
		boolean written = this.carried && (outcome == null || outcome == Outcome.WRITTEN);
		return new ConnectionState((this.session.isClosed()) ? Phase.ENDED : Phase.OPEN, false, null, written);
	}

	/**
	 * Once it is to be told, no heartbeat answers the poll that would carry the frame.
	 */
	@Override
	public boolean isReachable() {
		if (this.session instanceof PollingSockJsSession) {
			this.session.disableHeartbeat();
		}
		return this.session.isActive();
	}

	@Override
	public boolean isSettled() {
		return this.session.isClosed();
	}

	@Override
	public boolean isLayered() {
		return true;
	}

	@Override
	public boolean hasHandshake() {
		return false;
	}

}
