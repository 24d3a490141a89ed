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
 * What was seen of a connection's end on the connection itself, in the order in which it
 * was read and written.
 *
 * @param first what was seen first
 * @param sent the Close frame that this end wrote, or null if none got out so far
 * @param received the peer's valid Close frame, or null
 * @param error the exception with which the connection was lost or refused, or null
 * @param answered whether the Close frame of this end was written, or could not be
 * @param ended whether the connection has ended
 * @since 0.1.0
 */
public record Wire(First first, @Nullable CloseFrame sent, @Nullable CloseFrame received, @Nullable Throwable error,
		boolean answered, boolean ended) {

	/**
	 * What may be seen first.
	 */
	public enum First {

		/**
		 * No end has begun.
		 */
		NOTHING,

		/**
		 * A valid Close frame of the peer was parsed.
		 */
		PEER,

		/**
		 * Something was read, or missed, that the server refuses.
		 */
		REFUSED,

		/**
		 * This end began to write its Close frame.
		 */
		SENT,

		/**
		 * The connection ended.
		 */
		LOST

	}

}
