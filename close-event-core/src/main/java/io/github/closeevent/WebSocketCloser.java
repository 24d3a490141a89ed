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

package io.github.closeevent;

import java.util.concurrent.CompletableFuture;

/**
 * Closes open sessions of this node from anywhere in the application, in the same way on
 * every flavour and server. The initiator of their {@link CloseEvent} is
 * {@link CloseInitiator#APPLICATION}.
 * <p>
 * May be called from any thread: a call never waits for a session, and a peer that does
 * not read delays no other, unless hundreds do.
 *
 * @since 0.1.0
 */
public interface WebSocketCloser {

	/**
	 * Close the sessions that a selector selects among those that are open now, without a
	 * reason.
	 * @param selector tells which sessions
	 * @param code the close code, see {@link #close(SessionSelector, int, String)}
	 * @return the future of the report
	 * @throws IllegalArgumentException if the code is none of these
	 */
	default CompletableFuture<CloseReport> close(SessionSelector selector, int code) {
		return close(selector, code, "");
	}

	/**
	 * Close the sessions that a selector selects among those that are open now.
	 * <p>
	 * The report comes when the last of them has ended, which takes as long as an end by
	 * the application may take ({@code close-event.handshake-timeout}). A SockJS client
	 * between two polls is told by its next poll, for which as much time is given again,
	 * and so is a session whose handler is still being told that it is open. A peer that
	 * has not answered in time is cut off.
	 * @param selector tells which sessions
	 * @param code the close code: 1000, 1001, 1008, 1011, 1012, 1013 or 3000-4999, see
	 * {@link CloseCode#isServerSendable()}
	 * @param reason the reason, which the peer reads, at most 123 bytes in UTF-8; see
	 * {@link CloseFrame#truncateReason(String)} for longer ones
	 * @return the future of the report; it is completed on a thread of the closer, and
	 * cancelling it stops nothing
	 * @throws IllegalArgumentException if the code is none of these or the reason is too
	 * long or no text; then no session was asked
	 */
	CompletableFuture<CloseReport> close(SessionSelector selector, int code, String reason);

}
