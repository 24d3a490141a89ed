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

import java.time.Duration;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.session.CloseCause.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What the connection under a session knows about its end and no callback says. One class
 * per server; every method may be called from any thread, never blocks and never throws.
 *
 * @since 0.1.0
 */
public interface Connection {

	/**
	 * Returns how far the end of this connection has come.
	 * @return a snapshot
	 */
	ConnectionState getState();

	/**
	 * Whether waiting brings nothing more: the peer's Close frame was parsed, or the
	 * transport ended. Cheap, because it is asked many times.
	 * @return {@code true} once nothing more is to come
	 */
	boolean isSettled();

	/**
	 * If this end has closed, and something keeps the server from reading the answer, go
	 * on to read. Called from time to time while the session waits; must not block.
	 */
	default void readAnswer() {
	}

	/**
	 * Notes that this end is about to close.
	 * @param kind whether it asks for it, and {@link #afterClose} will follow, or an
	 * exception left the handler
	 * @param code the code that it closes with
	 */
	default void beforeClose(Kind kind, int code) {
	}

	/**
	 * Notes that this end asks for another close, after one that is under way.
	 * @param code the code that it asks for
	 */
	default void beforeLaterClose(int code) {
	}

	/**
	 * Notes that a call of {@code close} came back.
	 * @param failed whether it threw an exception
	 */
	default void afterClose(boolean failed) {
	}

	/**
	 * Notes that the container reports the end of the session.
	 * @param code the code reported
	 * @param reason the reason reported, not null
	 */
	default void onReport(int code, String reason) {
	}

	/**
	 * Gives the server more time than it takes by itself to write a Close frame while the
	 * peer does not read.
	 * @param timeout the time
	 */
	default void allowToClose(Duration timeout) {
	}

	/**
	 * Whether a Close frame can be on its way to the peer now; a SockJS client that is
	 * between two polls cannot be told. Asked of sessions that are about to be closed;
	 * may block while a message is being written.
	 * @return {@code false} if it is better to wait a moment
	 */
	default boolean isReachable() {
		return true;
	}

	/**
	 * Drops the transport, whatever is still to be written, if there is one: time is up.
	 */
	default void cut() {
	}

	/**
	 * Returns the Close frame that the server writes when it is asked for this code and
	 * reason: some servers replace a code or cut a reason.
	 * @param code the code that was asked for
	 * @param reason the reason that was asked for, not null
	 * @return the frame as it is on the wire
	 */
	default CloseFrame toWire(int code, String reason) {
		return new CloseFrame(code, reason);
	}

	/**
	 * Returns the Close frame that the server writes when the peer's comes first.
	 * @param received the peer's frame
	 * @return the answer as it is on the wire
	 */
	default CloseFrame answerTo(CloseFrame received) {
		return received;
	}

	/**
	 * Returns the Close frame that the server writes, if it writes one, when an exception
	 * gets out of the call that opens the session.
	 * @param error the exception
	 * @return the frame as it is on the wire
	 */
	default CloseFrame toWire(Throwable error) {
		return new CloseFrame(CloseCode.INTERNAL_ERROR, "");
	}

	/**
	 * Whether the answer to the peer's Close frame is still being written, where that can
	 * be told.
	 * @return {@code true} until it was written or has failed
	 */
	default boolean isAnswering() {
		return false;
	}

	/**
	 * Whether the server closes by itself with this code and reason.
	 * @param code the code reported
	 * @param reason the reason reported
	 * @return {@code true} if such a close, if it is none that passed through us, is the
	 * server's
	 */
	default boolean isServersOwn(int code, String reason) {
		return code == CloseCode.GOING_AWAY;
	}

	/**
	 * Whether the server's limit for idle connections has passed.
	 * @return {@code true} if the connection was idle for longer than it may be
	 */
	default boolean isIdle() {
		return false;
	}

	/**
	 * Whether a peer answers a Close frame on this transport (RFC 6455 section 7.1.4);
	 * the HTTP transports of SockJS know no answer.
	 * @return {@code true} if there is a closing handshake
	 */
	default boolean hasHandshake() {
		return true;
	}

	/**
	 * Whether a close is reported before the call of {@code close} returns, so that a
	 * call without a report was not what closed the connection.
	 * @return {@code true} if the container calls back inside {@code close}
	 */
	default boolean reportsInsideClose() {
		return true;
	}

	/**
	 * Whether the server reports a session when it has ended, with an error before if the
	 * connection was lost or its bytes were refused, and with the peer's answer if this
	 * end closed.
	 * @return {@code true} if the report is the last word of the connection
	 */
	default boolean reportsAnswer() {
		return false;
	}

	/**
	 * Returns the Close frame that the server wrote for what it read or missed, if it
	 * says so.
	 * @return the frame, or null if there was none or the server does not say
	 */
	default @Nullable CloseFrame getRefusal() {
		return null;
	}

	/**
	 * Whether a layer above the connection reports its own closes after the fact, as
	 * SockJS does, instead of what the connection underneath says.
	 * @return {@code true} if there is such a layer
	 */
	default boolean isLayered() {
		return false;
	}

	/**
	 * Returns what was seen on the connection itself, where it can be watched. Nothing
	 * else is needed then to tell how it ended.
	 * @return a snapshot, or null where the connection cannot be watched
	 */
	default @Nullable Wire getWire() {
		return null;
	}

	/**
	 * Returns the exception with which the connection was lost or refused, where the
	 * server keeps it.
	 * @return the exception, or null if there was none or the server does not say
	 */
	default @Nullable Throwable getError() {
		return null;
	}

	/**
	 * Whether the server reads, and so sees the peer's Close frame, only while the
	 * application asks for messages.
	 * @return {@code true} if somebody must ask
	 */
	default boolean isReadOnDemand() {
		return false;
	}

	/**
	 * Whether this class knows the truth; otherwise the container's report is used.
	 * @return {@code false} if only the container's report can be used
	 */
	default boolean isExact() {
		return true;
	}

}
