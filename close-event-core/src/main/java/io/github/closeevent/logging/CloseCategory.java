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

package io.github.closeevent.logging;

import java.util.Set;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;

/**
 * How much a close deserves to be looked at. Each is of exactly one category, and a peer
 * cannot bring its own closes into {@link #SERVER_ERROR} by the code that it chooses.
 *
 * @since 0.1.0
 */
public enum CloseCategory {

	/**
	 * The closing handshake was completed, and it is no {@link #SERVER_ERROR}. What code
	 * and reason say does not matter: also a peer that closes with 1011 has closed
	 * cleanly.
	 */
	CLEAN,

	/**
	 * The closing handshake was not completed, and it is no {@link #SERVER_ERROR}: a
	 * connection that was lost, a peer that broke the protocol or did not answer.
	 */
	ABNORMAL,

	/**
	 * This end is to blame, whether or not the closing handshake was completed: the
	 * application closed by an exception (the initiator is
	 * {@link CloseInitiator#APPLICATION} and there is an error), or the application or
	 * its container began the close with 1011 (Internal Error), 1013 (Try Again Later) or
	 * 1014 (Bad Gateway). The same codes of a peer are no fault of this end, and 1012
	 * (Service Restart) is none at all. If this end is a client, its own faults count in
	 * the same way.
	 */
	SERVER_ERROR;

	private static final Set<Integer> FAULTS = Set.of(CloseCode.INTERNAL_ERROR, CloseCode.TRY_AGAIN_LATER,
			CloseCode.BAD_GATEWAY);

	/**
	 * Return the category of a close.
	 * @param event the close
	 * @return its category
	 */
	public static CloseCategory of(CloseEvent event) {
		if (isServerError(event)) {
			return SERVER_ERROR;
		}
		return (event.wasClean()) ? CLEAN : ABNORMAL;
	}

	private static boolean isServerError(CloseEvent event) {
		return switch (event.getInitiator()) {
			case APPLICATION -> event.getError() != null || FAULTS.contains(event.getCode());
			case CONTAINER -> FAULTS.contains(event.getCode());
			case PEER, NETWORK -> false;
		};
	}

}
