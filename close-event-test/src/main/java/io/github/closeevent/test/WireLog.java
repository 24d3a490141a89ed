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

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.test.WireEntry.Endpoint;
import io.github.closeevent.test.WireEntry.Kind;

/**
 * What was on the wire of one WebSocket after its opening handshake, in the order in
 * which the peer wrote and read it. Frames that have nothing to do with the end are
 * counted only.
 *
 * @param side the side of the session under test
 * @param entries what happened
 * @since 0.1.0
 */
public record WireLog(Side side, List<WireEntry> entries) {

	/**
	 * Create a log.
	 * @param side the side of the session under test
	 * @param entries what happened
	 */
	public WireLog {
		entries = List.copyOf(entries);
	}

	/**
	 * Return whether the peer read all that the session sent. Otherwise, nothing is known
	 * about what the session sent last, such as a Close frame.
	 * @return whether the end of the stream was read
	 */
	public boolean isReadToEnd() {
		return contains(Endpoint.SESSION, Kind.FIN) && !contains(Endpoint.PEER, Kind.WRITE_UNFINISHED);
	}

	boolean contains(Endpoint from, Kind kind) {
		return this.entries.stream().anyMatch((entry) -> entry.isFrom(from) && entry.kind() == kind);
	}

	/**
	 * Return what the event of the session must say.
	 * @return what is derived from the bytes alone
	 */
	public WireExpectation expectation() {
		return new WireExpectation(this, new WireDerivation(this).outcomes());
	}

	/**
	 * One numbered line for each entry, safe to log.
	 * @return this log as text
	 */
	@Override
	public String toString() {
		if (this.entries.isEmpty()) {
			return "  (nothing)";
		}
		return IntStream.range(0, this.entries.size())
			.mapToObj((index) -> "  " + (index + 1) + ". " + this.entries.get(index))
			.collect(Collectors.joining("\n"));
	}

}
