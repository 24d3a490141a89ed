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

import io.github.closeevent.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * How far the end of a connection has come.
 *
 * @param phase the phase
 * @param peerCloseParsed whether a Close frame of the peer was parsed, valid or not
 * @param received the peer's valid Close frame, or null
 * @param closeWritten whether it is certain that this end wrote its Close frame first
 * @since 0.1.0
 */
public record ConnectionState(Phase phase, boolean peerCloseParsed, @Nullable CloseFrame received,
		boolean closeWritten) {

	/**
	 * The phases of a connection's end.
	 */
	public enum Phase {

		/**
		 * No end has begun.
		 */
		OPEN,

		/**
		 * What was read began the end: the peer's Close frame, bytes that the server
		 * refuses, or the end of the stream.
		 */
		INBOUND,

		/**
		 * This end began: its Close frame is being written, or waits for its answer.
		 */
		OUTBOUND,

		/**
		 * Nothing more will be read or written.
		 */
		ENDED

	}

}
