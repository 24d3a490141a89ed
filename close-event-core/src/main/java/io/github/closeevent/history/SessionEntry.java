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

package io.github.closeevent.history;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import io.github.closeevent.WebSocketSessionInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The facts about a session that may be kept for long: text of at most 256 characters
 * each, longer ones cut, whatever the peer has sent. The query of the URI is not among
 * them.
 * <p>
 * Immutable and safe to share between threads. What peers and users chose is not escaped.
 *
 * @param id the id of the session
 * @param path the path within the application, or {@code null} if it is not known
 * @param pathPattern the pattern of the mapping, or {@code null} if it is not known
 * @param subProtocol the sub-protocol, or {@code null} if there is none
 * @param user the name of the user, or {@code null} if nobody was signed in
 * @param remoteAddress the address of the peer and its port, or {@code null} if it is not
 * known
 * @param attributes the attributes that were asked for; of a value that is neither text,
 * number nor the like only the name of its class
 * @param transport what carries the session
 * @param side the side of the connection on which this end is
 * @param openedAt when the session was established
 * @since 0.1.0
 */
public record SessionEntry(String id, @Nullable String path, @Nullable String pathPattern, @Nullable String subProtocol,
		@Nullable String user, @Nullable InetSocketAddress remoteAddress, Map<String, String> attributes,
		String transport, WebSocketSessionInfo.Side side, Instant openedAt) {

	/**
	 * Take the facts of a session.
	 * @param session the session
	 * @param attributes the names of the attributes to take, if they are there
	 * @return the facts
	 */
	public static SessionEntry of(WebSocketSessionInfo session, Collection<String> attributes) {
		Assert.notNull(session, "'session' must not be null");
		Assert.notNull(attributes, "'attributes' must not be null");
		return new SessionEntry(session.getId(), BoundedText.of(session.getPath()),
				BoundedText.of(session.getPathPattern()), BoundedText.of(session.getSubProtocol()),
				BoundedText.of(session.getPrincipalName()), BoundedText.of(session.getRemoteAddress()),
				BoundedText.of(session.getAttributes(), attributes), session.getTransport(), session.getSide(),
				session.getOpenedAt());
	}

}
