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

package io.github.closeevent.autoconfigure.actuate;

import java.time.Duration;
import java.time.Instant;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;

/**
 * One close as the endpoint shows it.
 *
 * @param closedAt when the session ended
 * @param code the close code
 * @param name the name of the code
 * @param reason the reason, hidden unless it is empty
 * @param wasClean whether the closing handshake was completed
 * @param initiator who decided that the session ends
 * @param sent the Close frame of this end, with its reason hidden
 * @param received the Close frame of the peer, with its reason hidden
 * @param error the class of the exception behind the close
 * @param duration how long the session was open
 * @param session the session
 */
record CloseDescriptor(Instant closedAt, int code, String name, String reason, boolean wasClean,
		CloseInitiator initiator, @Nullable CloseFrame sent, @Nullable CloseFrame received, @Nullable String error,
		Duration duration, SessionDescriptor session) {

}
