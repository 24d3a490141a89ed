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

import java.net.URI;

import io.github.closeevent.WebSocketSessionInfo.Side;
import org.jspecify.annotations.Nullable;

/**
 * What the decorator of a handler knows of where its sessions come from.
 *
 * @param side on which side of the connection this end is
 * @param pathPattern the pattern of the mapping that leads to the handler, or null
 * @param uri the URI that a client connects to, or null
 * @param handshakeTrace what is remembered of the trace of the handshake, or null
 */
record SessionOrigin(Side side, @Nullable String pathPattern, @Nullable URI uri, @Nullable Object handshakeTrace) {

	/**
	 * Sessions that this server accepts, somewhere.
	 */
	static final SessionOrigin SERVER = server(null, null);

	/**
	 * The sessions that this server accepts.
	 */
	static SessionOrigin server(@Nullable String pathPattern, @Nullable Object handshakeTrace) {
		return new SessionOrigin(Side.SERVER, pathPattern, null, handshakeTrace);
	}

	/**
	 * Complete what is known by what another origin knows.
	 */
	SessionOrigin or(SessionOrigin other) {
		String pattern = (this.pathPattern != null) ? this.pathPattern : other.pathPattern;
		Object trace = (this.handshakeTrace != null) ? this.handshakeTrace : other.handshakeTrace;
		return new SessionOrigin(this.side, pattern, this.uri, trace);
	}

	/**
	 * The session that this client opens.
	 */
	static SessionOrigin client(@Nullable URI uri, @Nullable Object handshakeTrace) {
		return new SessionOrigin(Side.CLIENT, null, uri, handshakeTrace);
	}

}
