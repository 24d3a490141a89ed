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

import io.github.closeevent.session.CloseCause.Kind;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;

import org.springframework.web.socket.sockjs.client.AbstractClientSockJsSession;

/**
 * A SockJS session that a client has opened over HTTP. The server's close frame
 * {@code c[code,"reason"]} comes in a response; a client has none to send, and only stops
 * to ask for more.
 */
final class SockJsHttpClientConnection implements Connection {

	private final AbstractClientSockJsSession session;

	private volatile boolean began;

	SockJsHttpClientConnection(AbstractClientSockJsSession session) {
		this.session = session;
	}

	@Override
	public void beforeClose(Kind kind, int code) {
		this.began = kind == Kind.CLOSE && !this.session.isDisconnected();
	}

	@Override
	public ConnectionState getState() {
		if (!this.session.isDisconnected()) {
			return new ConnectionState(Phase.OPEN, false, null, false);
		}
		return new ConnectionState((this.began) ? Phase.ENDED : Phase.INBOUND, !this.began, null, false);
	}

	@Override
	public boolean isSettled() {
		return this.session.isDisconnected();
	}

	@Override
	public boolean reportsInsideClose() {
		return false;
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
