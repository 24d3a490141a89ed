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

package io.github.closeevent;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The facts about a WebSocket session, without the session: a snapshot that outlives it.
 * <p>
 * Immutable and safe to share between threads, except for the values of the attributes,
 * which are the application's own. Two snapshots are equal only if they are the same
 * object; compare {@link #getId()} to tell whether they are about one session.
 *
 * @since 0.1.0
 */
public final class WebSocketSessionInfo {

	private final String id;

	private final String webSocketSessionId;

	private final @Nullable URI uri;

	private final @Nullable String path;

	private final @Nullable String pathPattern;

	private final @Nullable String subProtocol;

	private final @Nullable String principalName;

	private final @Nullable InetSocketAddress remoteAddress;

	private final Map<String, Object> attributes;

	private final String transport;

	private final Side side;

	/**
	 * The time in two parts, which need less than an object for each open session.
	 */
	private final long openedAtSecond;

	private final int openedAtNano;

	WebSocketSessionInfo(String id, String webSocketSessionId, @Nullable URI uri, @Nullable String path,
			@Nullable String pathPattern, @Nullable String subProtocol, @Nullable String principalName,
			@Nullable InetSocketAddress remoteAddress, Map<String, Object> attributes, String transport, Side side,
			Instant openedAt) {
		this.id = id;
		this.webSocketSessionId = webSocketSessionId;
		this.uri = uri;
		this.path = path;
		this.pathPattern = pathPattern;
		this.subProtocol = subProtocol;
		this.principalName = principalName;
		this.remoteAddress = remoteAddress;
		this.attributes = copy(attributes);
		this.transport = transport;
		this.side = side;
		this.openedAtSecond = openedAt.getEpochSecond();
		this.openedAtNano = openedAt.getNano();
	}

	/**
	 * Start to build a snapshot.
	 * @param id the id of the session, unique on this node, not empty
	 * @return a builder
	 * @throws IllegalArgumentException if the id is {@code null} or empty
	 */
	public static WebSocketSessionInfoBuilder builder(String id) {
		return new WebSocketSessionInfoBuilder(id);
	}

	/**
	 * Return a copy that has other attributes.
	 * @param attributes the attributes, whose values may be {@code null}; copied, not
	 * deeply, so that later changes of the map do not show
	 * @return the copy
	 * @throws IllegalArgumentException if the map is {@code null}
	 */
	public WebSocketSessionInfo withAttributes(Map<String, Object> attributes) {
		Assert.notNull(attributes, "'attributes' must not be null");
		return new WebSocketSessionInfo(this.id, this.webSocketSessionId, this.uri, this.path, this.pathPattern,
				this.subProtocol, this.principalName, this.remoteAddress, attributes, this.transport, this.side,
				getOpenedAt());
	}

	/**
	 * Return a copy that has another principal: some come to be known after the session
	 * was opened.
	 * @param principalName the name of the principal, or {@code null}
	 * @return the copy
	 */
	public WebSocketSessionInfo withPrincipalName(@Nullable String principalName) {
		return new WebSocketSessionInfo(this.id, this.webSocketSessionId, this.uri, this.path, this.pathPattern,
				this.subProtocol, principalName, this.remoteAddress, this.attributes, this.transport, this.side,
				getOpenedAt());
	}

	private static Map<String, Object> copy(Map<String, Object> attributes) {
		return attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
	}

	/**
	 * Return the id of the session.
	 * @return the id, unique on this node
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the id that Spring's {@code WebSocketSession} has. With SockJS the client
	 * chooses it, so it may not be unique and is not to be trusted.
	 * @return the id; that of {@link #getId()} if Spring has no other
	 */
	public String getWebSocketSessionId() {
		return this.webSocketSessionId;
	}

	/**
	 * Return the URI as requested. Its query may hold tokens: do not log it.
	 * @return the URI with its query, or {@code null} if it is not known
	 */
	public @Nullable URI getUri() {
		return this.uri;
	}

	/**
	 * Return the path of the URI within the application: without the context path,
	 * however the peer has spelled it, the query and the path parameters, otherwise as
	 * requested, that is, not decoded.
	 * @return the path, or {@code null} if the URI is not known or has none
	 */
	public @Nullable String getPath() {
		return this.path;
	}

	/**
	 * Return the pattern of the mapping that led to the handler.
	 * @return the path pattern, or {@code null} if it is not known
	 */
	public @Nullable String getPathPattern() {
		return this.pathPattern;
	}

	/**
	 * Return the sub-protocol that both ends agreed on.
	 * @return the sub-protocol, or {@code null} if there is none
	 */
	public @Nullable String getSubProtocol() {
		return this.subProtocol;
	}

	/**
	 * Return the name of the user.
	 * @return the name of the principal, or {@code null} if nobody was signed in
	 */
	public @Nullable String getPrincipalName() {
		return this.principalName;
	}

	/**
	 * Return the address of the peer, which is that of a proxy if there is one between.
	 * @return the address, or {@code null} if it is not known
	 */
	public @Nullable InetSocketAddress getRemoteAddress() {
		return this.remoteAddress;
	}

	/**
	 * Return the attributes of the session.
	 * @return an unmodifiable map, whose values are the application's own and may be
	 * {@code null}; empty if there are none
	 */
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	/**
	 * Return what carries the session.
	 * @return {@code websocket}, or for SockJS for example {@code sockjs-xhr-streaming}
	 */
	public String getTransport() {
		return this.transport;
	}

	/**
	 * Return on which side of the connection this end is.
	 * @return the side
	 */
	public Side getSide() {
		return this.side;
	}

	/**
	 * Return when the session was established.
	 * @return the time, by the wall clock of this end
	 */
	public Instant getOpenedAt() {
		return Instant.ofEpochSecond(this.openedAtSecond, this.openedAtNano);
	}

	/**
	 * One line, safe to log: what others chose is escaped; the query, the fragment, the
	 * user-info and the path parameters of the URI, which may hold tokens, and the
	 * attributes are left out.
	 * @return this snapshot as text
	 */
	@Override
	public String toString() {
		return "WebSocketSessionInfo[id=" + LogText.quote(this.id) + ", path=" + LogText.quote(path(this.uri))
				+ ", pathPattern=" + LogText.quote(this.pathPattern) + ", transport=" + LogText.quote(this.transport)
				+ ", side=" + this.side + ", principalName=" + LogText.quote(this.principalName) + "]";
	}

	private static @Nullable String path(@Nullable URI uri) {
		String path = (uri != null) ? uri.getRawPath() : null;
		return (path != null) ? ContextPath.withoutParameters(path) : null;
	}

	/**
	 * The sides of a connection (RFC 6455 section 1.3).
	 *
	 * @since 0.1.0
	 */
	public enum Side {

		/**
		 * This end accepted the connection.
		 */
		SERVER,

		/**
		 * This end opened the connection.
		 */
		CLIENT

	}

}
