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

package io.github.closeevent.listener;

import java.net.URI;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Close events to publish.
 */
final class Closes {

	private Closes() {
	}

	static CloseEvent of(int code) {
		return new CloseEvent(WebSocketSessionInfo.builder("1").build(), CloseEventInit.create().code(code));
	}

	static CloseEvent clean(boolean clean) {
		return new CloseEvent(WebSocketSessionInfo.builder("1").build(), CloseEventInit.create().wasClean(clean));
	}

	static CloseEvent by(CloseInitiator initiator) {
		return new CloseEvent(WebSocketSessionInfo.builder("1").build(), CloseEventInit.create().initiator(initiator));
	}

	static CloseEvent at(@Nullable String uri) {
		return at(uri, "", 1000);
	}

	static CloseEvent at(@Nullable String uri, String contextPath, int code) {
		WebSocketSessionInfo session = WebSocketSessionInfo.builder("1")
			.uri((uri != null) ? URI.create(uri) : null)
			.contextPath(contextPath)
			.build();
		return new CloseEvent(session, CloseEventInit.create().code(code));
	}

}
