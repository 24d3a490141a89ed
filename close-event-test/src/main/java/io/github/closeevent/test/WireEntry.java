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

package io.github.closeevent.test;

import io.github.closeevent.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened on the wire.
 *
 * @param from the end that it came from
 * @param kind what it was
 * @param frame the frame, the last one of several, or {@code null}
 * @param offence how the frame breaks the protocol, or {@code null} if it does not
 * @param count how many frames in a row this stands for, or how many bytes were unread
 * @since 0.1.0
 */
public record WireEntry(Endpoint from, Kind kind, @Nullable WireFrame frame, @Nullable String offence, int count) {

	WireEntry(Endpoint from, Kind kind) {
		this(from, kind, null, null, 1);
	}

	/**
	 * Whether this is a frame which has nothing to do with the end of the session.
	 */
	boolean isPlain() {
		return this.kind == Kind.FRAME && this.offence == null && this.frame != null && !this.frame.isClose();
	}

	/**
	 * Whether this end of the wire can send nothing more after this.
	 */
	boolean isEnd() {
		return this.kind == Kind.FIN || this.kind == Kind.RESET || this.kind == Kind.SOCKET_CLOSED;
	}

	boolean isFrom(Endpoint endpoint) {
		return this.from == endpoint;
	}

	/**
	 * The whole Close frame, or {@code null} if this is none; a frame of the peer must be
	 * valid too.
	 */
	@Nullable CloseFrame close() {
		boolean accepted = this.offence == null || this.from == Endpoint.SESSION;
		return (this.kind == Kind.FRAME && this.frame != null && accepted) ? this.frame.closeFrame() : null;
	}

	WireEntry plusOne() {
		return new WireEntry(this.from, this.kind, this.frame, this.offence, this.count + 1);
	}

	/**
	 * One line, safe to log.
	 * @return this entry as text
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder().append(this.from).append(' ').append(this.kind);
		if (this.count > 1) {
			text.append(" x ").append(this.count);
		}
		if (this.frame != null) {
			text.append((this.count > 1) ? ", the last: " : ": ").append(this.frame);
		}
		if (this.offence != null) {
			text.append(" (offence: ").append(this.offence).append(')');
		}
		return text.toString();
	}

	/**
	 * The ends of the wire.
	 */
	public enum Endpoint {

		/**
		 * The end that the test plays byte for byte, and that records.
		 */
		PEER,

		/**
		 * The end under test, whose session the event is about.
		 */
		SESSION

	}

	/**
	 * What can happen on the wire.
	 */
	public enum Kind {

		/**
		 * A whole frame.
		 */
		FRAME,

		/**
		 * The first part of a frame.
		 */
		HALF_FRAME,

		/**
		 * The end of the stream.
		 */
		FIN,

		/**
		 * A reset.
		 */
		RESET,

		/**
		 * The peer closed its socket: a FIN, or a reset if something was unread or comes
		 * later.
		 */
		SOCKET_CLOSED,

		/**
		 * Bytes of the session which came, but were not read by the peer.
		 */
		UNREAD,

		/**
		 * A write of the peer failed, or had not ended yet. How much of it got out is not
		 * known, nor what else was lost with the connection.
		 */
		WRITE_UNFINISHED

	}

}
