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

package io.github.closeevent.test;

import java.util.Map;

import io.github.closeevent.WebSocketSessionInfo.Side;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a WebSocket that a client under test opened.
 *
 * @since 0.1.0
 * @see RawWebSocketServer#accept(java.time.Duration)
 */
public final class RawServerWebSocket extends RawPeer {

	private final RawHead request;

	RawServerWebSocket(RawConnection connection, RawHead request, @Nullable String subProtocol) {
		super(connection, Side.CLIENT, subProtocol);
		this.request = request;
	}

	/**
	 * Return the target of the client's request.
	 * @return the path, with its query
	 */
	public String getPathAndQuery() {
		return this.request.target();
	}

	/**
	 * Return the headers of the client's request.
	 * @return the headers; names in any case are found
	 */
	public Map<String, String> getHeaders() {
		return this.request.headers();
	}

}
