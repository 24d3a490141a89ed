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

import java.net.InetSocketAddress;

import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.session.Observers;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/**
 * What a handshake tells of its session.
 *
 * @param side on which side of the connection this end is
 * @param contextPath the path of the application
 * @param pathPattern the pattern of the mapping that led to the handler, or null
 * @param handshakeTrace what is remembered of the trace of the handshake, or null
 */
record SessionFacts(Side side, String contextPath, @Nullable String pathPattern, @Nullable Object handshakeTrace) {

	static final SessionFacts NONE = new SessionFacts(Side.SERVER, "", null, null);

	/**
	 * Those of a session that this end opens.
	 */
	static final SessionFacts CLIENT = new SessionFacts(Side.CLIENT, "", null, null);

	static SessionFacts of(ServerWebExchange exchange, Observers observers) {
		Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		return new SessionFacts(Side.SERVER, exchange.getRequest().getPath().contextPath().value(),
				(pattern instanceof PathPattern pathPattern) ? pathPattern.getPatternString() : null,
				observers.handshakeTrace(exchange::getAttribute));
	}

	WebSocketSessionInfo toInfo(WebSocketSession session, String id, @Nullable InetSocketAddress remoteAddress) {
		HandshakeInfo handshake = session.getHandshakeInfo();
		String subProtocol = handshake.getSubProtocol();
		return WebSocketSessionInfo.builder(id)
			.webSocketSessionId(session.getId())
			.uri(handshake.getUri())
			.contextPath(this.contextPath)
			.pathPattern(this.pathPattern)
			.subProtocol((StringUtils.hasLength(subProtocol)) ? subProtocol : null)
			.remoteAddress(remoteAddress)
			.transport("websocket")
			.side(this.side)
			.build();
	}

}
