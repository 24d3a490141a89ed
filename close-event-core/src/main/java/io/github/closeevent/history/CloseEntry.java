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

package io.github.closeevent.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The facts about a close that may be kept for long, see {@link SessionEntry}. Of the
 * exception only the name of its class is kept, because its message may hold text of the
 * peer, and what it refers to could be large.
 * <p>
 * Immutable and safe to share between threads. The reasons are not escaped.
 *
 * @param session the session that ended
 * @param code what is known about the code
 * @param reason the reason, at most {@value CloseFrame#MAX_REASON_LENGTH} bytes in UTF-8;
 * empty if there was none
 * @param wasClean whether the closing handshake was completed
 * @param initiator who decided that the session ends
 * @param sent the Close frame of this end, or {@code null} if there was none
 * @param received the Close frame of the peer, or {@code null} if there was none
 * @param errorType the name of the class of the exception behind the close, or
 * {@code null} if there was none
 * @param closedAt when the session ended
 * @param duration how long it was open
 * @since 0.1.0
 */
public record CloseEntry(SessionEntry session, CloseCode code, String reason, boolean wasClean,
		CloseInitiator initiator, @Nullable CloseFrame sent, @Nullable CloseFrame received, @Nullable String errorType,
		Instant closedAt, Duration duration) {

	/**
	 * Take the facts of an event.
	 * @param event the event
	 * @param attributes the names of the attributes of the session to take, if they are
	 * there
	 * @return the facts
	 */
	public static CloseEntry of(CloseEvent event, Collection<String> attributes) {
		Assert.notNull(event, "'event' must not be null");
		return new CloseEntry(SessionEntry.of(event.getSession(), attributes), event.getCloseCode(),
				CloseFrame.truncateReason(event.getReason()), event.wasClean(), event.getInitiator(),
				cut(event.getSent()), cut(event.getReceived()), typeOf(event.getError()), event.getClosedAt(),
				event.getDuration());
	}

	/**
	 * On HTTP transports of SockJS a reason may be longer than a frame holds.
	 */
	private static @Nullable CloseFrame cut(@Nullable CloseFrame frame) {
		return (frame != null) ? new CloseFrame(frame.code(), CloseFrame.truncateReason(frame.reason())) : null;
	}

	private static @Nullable String typeOf(@Nullable Throwable error) {
		return (error != null) ? error.getClass().getName() : null;
	}

}
