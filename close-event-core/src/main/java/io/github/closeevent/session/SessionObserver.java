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

package io.github.closeevent.session;

import io.github.closeevent.WebSocketSessionInfo;

/**
 * Is told of each session that will have an event, and of its end.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface SessionObserver {

	/**
	 * A session was opened. Must not block.
	 * @param session the facts of the session at its opening
	 * @return called once, on any thread, when the session has ended; must not block
	 */
	Runnable opened(WebSocketSessionInfo session);

}
