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

package io.github.closeevent.sample.sessions;

import java.time.Instant;

import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.sample.feed.ConnectionKey;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a session that is open.
 *
 * @param id the server's name for the session
 * @param key the page's name for the connection, or null
 * @param user the name of the user, or null
 */
record OpenSession(String id, @Nullable String key, @Nullable String user, @Nullable String path, String transport,
		Instant openedAt) {

	static OpenSession of(WebSocketSessionInfo session) {
		return new OpenSession(session.getId(), ConnectionKey.of(session.getUri()), session.getPrincipalName(),
				session.getPath(), session.getTransport(), session.getOpenedAt());
	}

}
