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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.WireEntry.Endpoint;
import io.github.closeevent.test.WireEntry.Kind;
import io.github.closeevent.test.WireOutcome.Sent;
import org.jspecify.annotations.Nullable;

/**
 * Derives from the bytes alone how a session may have ended. It walks along the log to
 * the first thing that can have ended the session. What only may have been the first,
 * such as an offence that not every server minds, does not end the walk.
 */
final class WireDerivation {

	/**
	 * The codes with which a server refuses what it read.
	 */
	private static final Set<Integer> REFUSALS = Set.of(1002, 1007, 1009);

	/**
	 * The codes that a server, or Spring, writes after the end of the stream.
	 */
	private static final Set<Integer> REACTIONS = Set.of(1000, 1002, 1011);

	private final List<WireEntry> entries;

	private final boolean readToEnd;

	private final boolean lossy;

	private final Set<WireOutcome> outcomes = new LinkedHashSet<>();

	WireDerivation(WireLog log) {
		this.entries = log.entries();
		this.readToEnd = log.isReadToEnd();
		this.lossy = !this.readToEnd && (log.contains(Endpoint.SESSION, Kind.UNREAD)
				|| log.contains(Endpoint.SESSION, Kind.RESET) || log.contains(Endpoint.PEER, Kind.WRITE_UNFINISHED));
	}

	Set<WireOutcome> outcomes() {
		walk(0);
		return this.outcomes;
	}

	private void walk(int start) {
		for (int i = start; i < this.entries.size(); i++) {
			WireEntry entry = this.entries.get(i);
			CloseFrame close = entry.close();
			if (entry.isFrom(Endpoint.SESSION)) {
				if (close != null || entry.isEnd()) {
					sessionFirst(i);
					return;
				}
			}
			else if (close != null) {
				peerFirst(i, close);
				return;
			}
			else if (entry.offence() != null) {
				offence(i);
				return;
			}
			else if (entry.isEnd()) {
				networkFirst(i);
				return;
			}
		}
		sessionFirst(this.entries.size());
	}

	/**
	 * The session's Close frame or end came before the peer did anything.
	 */
	private void sessionFirst(int index) {
		Sent sent = sentFrom(index);
		if (sent.frame() == null) {
			add(CloseInitiator.NETWORK, Sent.NOTHING, null);
		}
		addSession(sent, null);
		CloseFrame answer = (sent.frame() != null) ? answerAfter(index) : null;
		if (answer != null) {
			addSession(sent, answer);
		}
	}

	/**
	 * The peer's Close frame came first, or crossed one of the session.
	 */
	private void peerFirst(int index, CloseFrame close) {
		Sent sent = sentFrom(index);
		CloseFrame answer = sent.frame();
		add(CloseInitiator.PEER, sent, close);
		if ((answer != null) ? !isEcho(answer, close) : this.lossy) {
			addSession(sent, close);
			addSession(sent, null);
		}
		if (answer == null && resetsAfter(index)) {
			add(CloseInitiator.NETWORK, Sent.NOTHING, null);
		}
		if (answer == null && find(index, Endpoint.PEER, Kind.WRITE_UNFINISHED) >= 0) {
			walk(index + 1);
		}
	}

	/**
	 * The peer broke the protocol. If nothing says that the session refused that, it may
	 * have gone on.
	 */
	private void offence(int index) {
		Sent sent = sentFrom(index);
		if (!isIgnored(index, sent.frame())) {
			add(CloseInitiator.CONTAINER, sent, null);
		}
		CloseFrame close = closeDespiteReservedBits(this.entries.get(index));
		if (close != null && sent.frame() != null && isEcho(sent.frame(), close)) {
			peerFirst(index, close);
		}
		else if (!isRefused(index, sent.frame())) {
			walk(index + 1);
		}
	}

	/**
	 * A Close frame that is valid but for its reserved bits, which not every server
	 * minds.
	 */
	private static @Nullable CloseFrame closeDespiteReservedBits(WireEntry entry) {
		WireFrame frame = entry.frame();
		return (entry.kind() == Kind.FRAME && frame != null && frame.isClose() && frame.rsv() != 0 && frame.fin()
				&& WireParser.offenceOfClose(frame.payload()) == null) ? frame.closeFrame() : null;
	}

	private boolean isIgnored(int index, @Nullable CloseFrame answer) {
		CloseFrame close = peerCloseBetween(index, sessionClose(index));
		return answer != null && close != null && isEcho(answer, close) && !REFUSALS.contains(answer.code());
	}

	private boolean isRefused(int index, @Nullable CloseFrame answer) {
		int end = (answer != null) ? sessionClose(index) : find(index, (entry) -> isSession(entry) && entry.isEnd());
		if (end < 0 || find(index, end, (entry) -> !isSession(entry) && entry.isEnd()) >= 0) {
			return false;
		}
		CloseFrame close = peerCloseBetween(index, end);
		if (answer == null) {
			return close == null;
		}
		WireFrame offence = this.entries.get(index).frame();
		CloseFrame invalid = (offence != null) ? offence.closeFrame() : null;
		return (invalid != null && isEcho(answer, invalid))
				|| (REFUSALS.contains(answer.code()) && (close == null || !isEcho(answer, close)));
	}

	/**
	 * The peer ended the stream. What a server does about that is not the close.
	 */
	private void networkFirst(int index) {
		add(CloseInitiator.NETWORK, Sent.NOTHING, null);
		Sent sent = sentFrom(index);
		CloseFrame close = sent.frame();
		boolean unread = index > 0 && this.entries.get(index - 1).kind() == Kind.UNREAD;
		if ((close != null) ? unread || !REACTIONS.contains(close.code()) : unread && !this.readToEnd) {
			addSession(sent, null);
		}
	}

	private Sent sentFrom(int index) {
		int found = sessionClose(index);
		if (found >= 0) {
			return new Sent(this.entries.get(found).close(), true);
		}
		return this.readToEnd ? Sent.NOTHING : Sent.UNKNOWN;
	}

	private int sessionClose(int index) {
		return find(index, (entry) -> isSession(entry) && entry.close() != null);
	}

	/**
	 * The first Close frame of the peer after the session's, unless an invalid one or an
	 * end came before.
	 */
	private @Nullable CloseFrame answerAfter(int index) {
		int found = find(index,
				(entry) -> !isSession(entry) && (entry.isEnd() || (entry.frame() != null && entry.frame().isClose())));
		return (found >= 0) ? this.entries.get(found).close() : null;
	}

	private @Nullable CloseFrame peerCloseBetween(int index, int end) {
		int found = find(index, end, (entry) -> !isSession(entry) && entry.close() != null);
		return (found >= 0) ? this.entries.get(found).close() : null;
	}

	/**
	 * Whether the peer reset the connection, which may overtake what it wrote before.
	 */
	private boolean resetsAfter(int index) {
		int closed = find(index, Endpoint.PEER, Kind.SOCKET_CLOSED);
		return find(index, Endpoint.PEER, Kind.RESET) >= 0
				|| (closed > 0 && this.entries.get(closed - 1).kind() == Kind.UNREAD);
	}

	private int find(int start, Endpoint from, Kind kind) {
		return find(start, (entry) -> entry.isFrom(from) && entry.kind() == kind);
	}

	private int find(int start, Predicate<WireEntry> wanted) {
		return find(start, this.entries.size(), wanted);
	}

	private int find(int start, int end, Predicate<WireEntry> wanted) {
		for (int i = start; i < end; i++) {
			if (wanted.test(this.entries.get(i))) {
				return i;
			}
		}
		return -1;
	}

	private static boolean isSession(WireEntry entry) {
		return entry.isFrom(Endpoint.SESSION);
	}

	/**
	 * Whether a frame says no more than the one that it answers. Some servers leave the
	 * reason out, and Tomcat answers an empty frame with 1000.
	 */
	private static boolean isEcho(CloseFrame answer, CloseFrame close) {
		if (close.equals(CloseFrame.EMPTY) && answer.code() == 1000) {
			return answer.reason().isEmpty();
		}
		return answer.code() == close.code() && (answer.reason().isEmpty() || answer.reason().equals(close.reason()));
	}

	private void addSession(Sent sent, @Nullable CloseFrame received) {
		add(CloseInitiator.APPLICATION, sent, received);
		add(CloseInitiator.CONTAINER, sent, received);
	}

	private void add(CloseInitiator initiator, Sent sent, @Nullable CloseFrame received) {
		this.outcomes.add(new WireOutcome(initiator, sent, received));
	}

}
