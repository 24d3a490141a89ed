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

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.function.Supplier;

import io.github.closeevent.WebSocketSessionInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.client.AbstractClientSockJsSession;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.TransportType;

/**
 * Takes the facts of a session while they can be read: a closed session may refuse.
 */
final class SessionFacts {

	private SessionFacts() {
	}

	static WebSocketSessionInfo of(WebSocketSession session, String id, String contextPath, SessionOrigin origin) {
		String webSocketSessionId = read(session::getId);
		// Not every client's session knows what it is connected to.
		URI uri = (origin.uri() != null) ? origin.uri() : read(session::getUri);
		String subProtocol = read(session::getAcceptedProtocol);
		String principalName = read(() -> name(session.getPrincipal()));
		InetSocketAddress remoteAddress = read(session::getRemoteAddress);
		return WebSocketSessionInfo.builder(id)
			.webSocketSessionId((webSocketSessionId != null) ? webSocketSessionId : id)
			.uri(uri)
			.contextPath(contextPath)
			.pathPattern(origin.pathPattern())
			.subProtocol((StringUtils.hasLength(subProtocol)) ? subProtocol : null)
			.principalName(principalName)
			.remoteAddress(remoteAddress)
			.transport(transport(WebSocketSessionDecorator.unwrap(session), uri))
			.side(origin.side())
			.build();
	}

	private static @Nullable String name(@Nullable Principal principal) {
		return (principal != null) ? principal.getName() : null;
	}

	private static <T> @Nullable T read(Supplier<@Nullable T> fact) {
		try {
			return fact.get();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Name the transport by what SockJS knows, not by what is in the path. A client does
	 * not tell which of the HTTP transports it is.
	 */
	private static String transport(WebSocketSession session, @Nullable URI uri) {
		boolean client = session instanceof AbstractClientSockJsSession;
		if (!client && !(session instanceof SockJsSession)) {
			return "websocket";
		}
		TransportType type = null;
		if (session instanceof NativeWebSocketSession) {
			type = TransportType.WEBSOCKET;
		}
		else if (!client && uri != null) {
			type = TransportType.fromValue(StringUtils.getFilename(uri.getPath()));
		}
		return (type != null) ? "sockjs-" + type.toString().replace('_', '-') : "sockjs";
	}

}
