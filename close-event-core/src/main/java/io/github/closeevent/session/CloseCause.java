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

import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;

/**
 * The first thing seen that ends a session.
 *
 * @param kind what was seen
 * @param initiator who decided
 * @param code the code that was asked for
 * @param reason the reason that was asked for
 * @param error the exception, or null
 * @param thread the thread on which it was seen
 * @param afterPeer whether the peer's Close frame had been parsed by then
 * @param nanoTime when it was seen, by {@link System#nanoTime()}
 * @since 0.1.0
 */
public record CloseCause(Kind kind, CloseInitiator initiator, int code, String reason, @Nullable Throwable error,
		Thread thread, boolean afterPeer, long nanoTime) {

	CloseCause with(Kind kind, @Nullable Throwable error) {
		return new CloseCause(kind, this.initiator, this.code, this.reason, error, this.thread, this.afterPeer,
				this.nanoTime);
	}

	/**
	 * What ended a session.
	 */
	public enum Kind {

		/**
		 * A call of {@code close}.
		 */
		CLOSE,

		/**
		 * An exception that left the handler.
		 */
		EXCEPTION,

		/**
		 * The handler wants no more messages, at which some servers close.
		 */
		CANCEL,

		/**
		 * The transport failed.
		 */
		TRANSPORT

	}

}
