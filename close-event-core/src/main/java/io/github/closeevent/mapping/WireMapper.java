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

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.CloseCause.Kind;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a session ended whose connection was watched: by what was first on it. Only
 * on whose behalf this end closed is not to be seen there.
 *
 * @see Connection#getWire()
 */
final class WireMapper {

	private WireMapper() {
	}

	static Ending map(@Nullable CloseCause cause, Wire wire, Connection connection) {
		CloseCause own = (cause != null && cause.kind() != Kind.TRANSPORT) ? cause : null;
		// A handler that is about to fail stops receiving first.
		boolean awaiting = !wire.ended() || (own != null && own.kind() == Kind.CANCEL);
		CloseFrame sent = wire.sent();
		CloseFrame received = wire.received();
		if (received != null && wire.first() == Wire.First.PEER) {
			return new Ending(CloseInitiator.PEER, received, sent, received, null, sent != null,
					awaiting && !wire.answered());
		}
		return switch (wire.first()) {
			case SENT -> Ending.ours((own != null) ? own.initiator() : unasked(sent, connection), sent, received,
					(own != null) ? own.error() : wire.error(), connection, awaiting);
			case REFUSED -> Ending.ours(CloseInitiator.CONTAINER, sent, null, wire.error(), connection, awaiting);
			case NOTHING, PEER, LOST ->
				(own != null) ? Ending.ours(own.initiator(), null, null, own.error(), connection, awaiting)
						: Ending.lost((cause != null) ? cause.error() : wire.error(), awaiting);
		};
	}

	/**
	 * Who closed although nobody was seen to ask for it.
	 */
	private static CloseInitiator unasked(@Nullable CloseFrame sent, Connection connection) {
		return (sent == null || connection.isServersOwn(sent.code(), sent.reason())) ? CloseInitiator.CONTAINER
				: CloseInitiator.APPLICATION;
	}

}
