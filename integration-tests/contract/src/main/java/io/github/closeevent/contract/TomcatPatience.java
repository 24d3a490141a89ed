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

package io.github.closeevent.contract;

import java.util.Map;

import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * Gives Tomcat time for its Close frames. A frame with another code than 1000 has 50 ms,
 * which a busy machine may need. After that Tomcat ends the connection and takes the
 * frame for one that failed, even if it got out in the meantime.
 */
final class TomcatPatience {

	static final Map<String, Object> PROPERTIES = Map
		.of("org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", 5000L);

	private TomcatPatience() {
	}

	/**
	 * Be patient with a session.
	 * @param session the session of any server
	 */
	static void grant(@Nullable Object session) {
		// By name, because other servers know no Jakarta WebSocket.
		if (session != null && session.getClass().getName().startsWith("org.apache.tomcat.")) {
			((Session) session).getUserProperties().putAll(PROPERTIES);
		}
	}

}
