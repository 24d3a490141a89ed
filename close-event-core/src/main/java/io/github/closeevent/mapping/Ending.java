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

package io.github.closeevent.mapping;

import java.time.Instant;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.session.Connection;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended.
 *
 * @param initiator who decided first
 * @param start the Close frame that started the close, or null if none got out or came
 * @param sent the Close frame that this end wrote, or null
 * @param received the peer's valid Close frame, or null
 * @param error the exception that led to the close, or null
 * @param clean whether the closing handshake was completed (RFC 6455 section 7.1.4)
 * @param awaiting whether more may come to be known
 * @since 0.1.0
 */
public record Ending(CloseInitiator initiator, @Nullable CloseFrame start, @Nullable CloseFrame sent,
		@Nullable CloseFrame received, @Nullable Throwable error, boolean clean, boolean awaiting) {

	/**
	 * The peer's Close frame came first.
	 * @param received the peer's frame
	 * @param answer what this end answered, or null if the answer did not get out
	 */
	static Ending peers(CloseFrame received, @Nullable CloseFrame answer) {
		return new Ending(CloseInitiator.PEER, received, answer, received, null, answer != null, false);
	}

	/**
	 * The peer closed by a frame of a transport that knows no answer.
	 * @param received the peer's frame
	 */
	static Ending peersAlone(CloseFrame received) {
		return new Ending(CloseInitiator.PEER, received, null, received, null, true, false);
	}

	/**
	 * This end closed.
	 * @param sent the frame that got out, or null
	 * @param received the answer so far
	 */
	static Ending ours(CloseInitiator initiator, @Nullable CloseFrame sent, @Nullable CloseFrame received,
			@Nullable Throwable error, Connection connection, boolean awaiting) {
		boolean clean = sent != null && (received != null || !connection.hasHandshake());
		return new Ending(initiator, sent, sent, received, error, clean, awaiting);
	}

	/**
	 * The transport ended without a Close frame.
	 */
	static Ending lost(@Nullable Throwable error, boolean awaiting) {
		return new Ending(CloseInitiator.NETWORK, null, null, null, error, false, awaiting);
	}

	/**
	 * Return this ending, decided by somebody else.
	 */
	Ending decidedBy(CloseInitiator initiator) {
		return new Ending(initiator, this.start, this.sent, this.received, this.error, this.clean, this.awaiting);
	}

	/**
	 * Return this ending, told of a server that cuts its connections.
	 * @return this ending, or one by the container if the connection was lost
	 */
	public Ending byContainerIfLost() {
		return (this.initiator != CloseInitiator.NETWORK) ? this
				: new Ending(CloseInitiator.CONTAINER, null, null, null, this.error, false, false);
	}

	/**
	 * Make the event of this ending.
	 * @param session the facts of the session
	 * @param codes the words for its codes
	 * @return the event, closed now
	 */
	public CloseEvent toEvent(WebSocketSessionInfo session, CloseCodes codes) {
		CloseFrame frame = this.start;
		return new CloseEvent(session,
				CloseEventInit.create()
					.code((frame != null) ? frame.code() : CloseCode.ABNORMAL_CLOSURE)
					.reason((frame != null) ? frame.reason() : "")
					.wasClean(this.clean)
					.initiator(this.initiator)
					.sent(this.sent)
					.received(this.received)
					.error(this.error)
					.closedAt(Instant.now())
					.codes(codes));
	}

}
