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

import io.github.closeevent.server.Servers;
import io.github.closeevent.session.Connection;

import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.client.AbstractClientSockJsSession;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;

/**
 * Finds out what stands under a session of spring-websocket.
 */
final class Connections {

	private final Servers servers;

	Connections(Servers servers) {
		this.servers = servers;
	}

	Connection of(WebSocketSession session) {
		WebSocketSession last = WebSocketSessionDecorator.unwrap(session);
		boolean sockJs = last instanceof SockJsSession;
		if (last instanceof NativeWebSocketSession holder) {
			return this.servers.connection(nativeSession(holder), sockJs, last::isOpen);
		}
		if (last instanceof AbstractSockJsSession sockJsSession) {
			return new SockJsHttpConnection(sockJsSession);
		}
		return (last instanceof AbstractClientSockJsSession sockJsSession)
				? new SockJsHttpClientConnection(sockJsSession) : Servers.unknown(sockJs, last::isOpen);
	}

	/**
	 * The native session of a SockJS client's session is one of Spring's.
	 */
	private static Object nativeSession(NativeWebSocketSession holder) {
		Object candidate = holder.getNativeSession();
		return (candidate instanceof WebSocketSession inner
				&& WebSocketSessionDecorator.unwrap(inner) instanceof NativeWebSocketSession innerHolder)
						? nativeSession(innerHolder) : candidate;
	}

}
