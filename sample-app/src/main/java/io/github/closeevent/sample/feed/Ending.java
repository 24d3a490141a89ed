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

package io.github.closeevent.sample.feed;

import java.time.Instant;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.ReconnectAdvice;
import io.github.closeevent.WebSocketSessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a {@link CloseEvent}. The query of the URI, the attributes and
 * the message of an exception may be secret and stay here.
 *
 * @param id the server's name for the session
 * @param key the page's name for the connection, or null
 * @param duration how long the session was open, in milliseconds
 */
record Ending(String id, @Nullable String key, @Nullable String path, String transport, int code, String name,
		String description, ReconnectAdvice advice, String adviceReason, String reason, boolean wasClean,
		CloseInitiator initiator, @Nullable CloseFrame sent, @Nullable CloseFrame received, @Nullable String error,
		long duration, Instant closedAt) {

	static Ending of(CloseEvent event) {
		WebSocketSessionInfo session = event.getSession();
		CloseCode code = event.getCloseCode();
		Throwable error = event.getError();
		return new Ending(session.getId(), ConnectionKey.of(session.getUri()), session.getPath(),
				session.getTransport(), event.getCode(), code.getName(), code.getDescription(), code.getAdvice(),
				code.getAdviceReason(), event.getReason(), event.wasClean(), event.getInitiator(), event.getSent(),
				event.getReceived(), (error != null) ? error.getClass().getSimpleName() : null,
				event.getDuration().toMillis(), event.getClosedAt());
	}

}
