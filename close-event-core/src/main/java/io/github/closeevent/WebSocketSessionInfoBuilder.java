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
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Builds a {@link WebSocketSessionInfo}; {@link WebSocketSessionInfo#builder(String)}
 * returns one. Not safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class WebSocketSessionInfoBuilder {

	private final String id;

	private String webSocketSessionId;

	private @Nullable URI uri;

	private String contextPath = "";

	private @Nullable String pathPattern;

	private @Nullable String subProtocol;

	private @Nullable String principalName;

	private @Nullable InetSocketAddress remoteAddress;

	private Map<String, Object> attributes = Map.of();

	private String transport = "websocket";

	private WebSocketSessionInfo.Side side = WebSocketSessionInfo.Side.SERVER;

	private @Nullable Instant openedAt;

	WebSocketSessionInfoBuilder(String id) {
		Assert.hasLength(id, "'id' must not be empty");
		this.id = id;
		this.webSocketSessionId = id;
	}

	/**
	 * Set the id that Spring's {@code WebSocketSession} has.
	 * @param webSocketSessionId the id; that of the snapshot by default
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder webSocketSessionId(String webSocketSessionId) {
		Assert.notNull(webSocketSessionId, "'webSocketSessionId' must not be null");
		this.webSocketSessionId = webSocketSessionId;
		return this;
	}

	/**
	 * Set the URI as requested.
	 * @param uri the URI with its query, or {@code null} if it is not known
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder uri(@Nullable URI uri) {
		this.uri = uri;
		return this;
	}

	/**
	 * Set the part of the URI's path that leads to the application.
	 * @param contextPath the context path, as the servlet specification defines it,
	 * decoded or not; empty by default
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder contextPath(String contextPath) {
		Assert.notNull(contextPath, "'contextPath' must not be null");
		this.contextPath = contextPath;
		return this;
	}

	/**
	 * Set the pattern of the mapping.
	 * @param pathPattern the path pattern, or {@code null} if it is not known
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder pathPattern(@Nullable String pathPattern) {
		this.pathPattern = pathPattern;
		return this;
	}

	/**
	 * Set the sub-protocol.
	 * @param subProtocol the sub-protocol, or {@code null} if there is none
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder subProtocol(@Nullable String subProtocol) {
		this.subProtocol = subProtocol;
		return this;
	}

	/**
	 * Set the name of the user.
	 * @param principalName the name, or {@code null} if nobody is signed in
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder principalName(@Nullable String principalName) {
		this.principalName = principalName;
		return this;
	}

	/**
	 * Set the address of the peer.
	 * @param remoteAddress the address, or {@code null} if it is not known
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder remoteAddress(@Nullable InetSocketAddress remoteAddress) {
		this.remoteAddress = remoteAddress;
		return this;
	}

	/**
	 * Set the attributes.
	 * @param attributes the attributes; copied, not deeply, by {@link #build()}
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder attributes(Map<String, Object> attributes) {
		Assert.notNull(attributes, "'attributes' must not be null");
		this.attributes = attributes;
		return this;
	}

	/**
	 * Set what carries the session.
	 * @param transport the transport; {@code websocket} by default
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder transport(String transport) {
		Assert.hasLength(transport, "'transport' must not be empty");
		this.transport = transport;
		return this;
	}

	/**
	 * Set on which side of the connection this end is.
	 * @param side the side; {@link WebSocketSessionInfo.Side#SERVER} by default
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder side(WebSocketSessionInfo.Side side) {
		Assert.notNull(side, "'side' must not be null");
		this.side = side;
		return this;
	}

	/**
	 * Set when the session was established.
	 * @param openedAt the time; that of {@link #build()} by default
	 * @return this builder
	 */
	public WebSocketSessionInfoBuilder openedAt(Instant openedAt) {
		Assert.notNull(openedAt, "'openedAt' must not be null");
		this.openedAt = openedAt;
		return this;
	}

	/**
	 * Build the snapshot. May be called again.
	 * @return a new snapshot
	 */
	public WebSocketSessionInfo build() {
		Instant openedAt = (this.openedAt != null) ? this.openedAt : Instant.now();
		return new WebSocketSessionInfo(this.id, this.webSocketSessionId, this.uri, path(), this.pathPattern,
				this.subProtocol, this.principalName, this.remoteAddress, this.attributes, this.transport, this.side,
				openedAt);
	}

	private @Nullable String path() {
		String path = (this.uri != null) ? this.uri.getRawPath() : null;
		return (path != null) ? ContextPath.withoutParameters(ContextPath.strip(path, this.contextPath)) : null;
	}

}
