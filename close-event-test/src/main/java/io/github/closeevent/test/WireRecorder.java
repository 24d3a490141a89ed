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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.test.WireEntry.Endpoint;
import io.github.closeevent.test.WireEntry.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Writes the {@link WireLog}. What the peer writes is told before it is written, so that
 * no answer can come before it.
 */
final class WireRecorder {

	/**
	 * How many entries there may be before further frames are only counted.
	 */
	static final int MAX_ENTRIES = 200;

	private final Side side;

	private final Map<Endpoint, WireParser> parsers = new EnumMap<>(Endpoint.class);

	private final Map<Endpoint, WireEntry> halves = new EnumMap<>(Endpoint.class);

	private final List<WireEntry> entries = new ArrayList<>();

	private boolean writing;

	WireRecorder(Side side) {
		this.side = side;
		this.parsers.put(Endpoint.PEER, new WireParser(Endpoint.PEER, side == Side.SERVER));
		this.parsers.put(Endpoint.SESSION, new WireParser(Endpoint.SESSION, side == Side.CLIENT));
	}

	synchronized void writing(byte[] bytes) {
		this.writing = true;
		parse(Endpoint.PEER, bytes, 0, bytes.length);
	}

	synchronized void written() {
		this.writing = false;
	}

	synchronized void writeFailed() {
		this.writing = false;
		addOnce(new WireEntry(Endpoint.PEER, Kind.WRITE_UNFINISHED));
	}

	synchronized void read(byte[] bytes, int offset, int length) {
		parse(Endpoint.SESSION, bytes, offset, length);
	}

	synchronized void ended(Kind kind) {
		addOnce(new WireEntry(Endpoint.SESSION, kind));
	}

	/**
	 * The peer is about to end its stream.
	 * @param kind how
	 * @param unread the number of bytes that came and were not read
	 */
	synchronized void ending(Kind kind, int unread) {
		addUnread(this.entries, unread);
		addOnce(new WireEntry(Endpoint.PEER, kind));
	}

	synchronized WireLog log(int unread) {
		List<WireEntry> copy = new ArrayList<>(this.entries);
		if (this.writing) {
			copy.add(new WireEntry(Endpoint.PEER, Kind.WRITE_UNFINISHED));
		}
		addUnread(copy, unread);
		return new WireLog(this.side, copy);
	}

	private static void addUnread(List<WireEntry> entries, int unread) {
		if (unread > 0) {
			entries.add(new WireEntry(Endpoint.SESSION, Kind.UNREAD, null, null, unread));
		}
	}

	private void addOnce(WireEntry entry) {
		if (!this.entries.contains(entry)) {
			this.entries.add(entry);
		}
	}

	private void parse(Endpoint from, byte[] bytes, int offset, int length) {
		WireParser parser = parser(from);
		for (int i = offset; i < offset + length; i++) {
			WireEntry whole = parser.accept(bytes[i]);
			if (whole != null) {
				replaceHalf(from, whole);
			}
		}
		if (parser.isWithinFrame()) {
			WireEntry half = parser.half();
			replaceHalf(from, half);
			this.halves.put(from, half);
		}
	}

	private WireParser parser(Endpoint from) {
		WireParser parser = this.parsers.get(from);
		if (parser == null) {
			throw new IllegalStateException("No parser for " + from);
		}
		return parser;
	}

	/**
	 * A frame counts when its last byte came, but if it was an offence before, from then
	 * on.
	 */
	private void replaceHalf(Endpoint from, WireEntry entry) {
		WireEntry half = this.halves.remove(from);
		int index = this.entries.size();
		if (half != null) {
			int before = this.entries.indexOf(half);
			this.entries.remove(before);
			index = (half.offence() != null) ? before : this.entries.size();
		}
		if (!merge(entry)) {
			this.entries.add(index, entry);
		}
	}

	private boolean merge(WireEntry entry) {
		WireEntry like = entry.isPlain() ? plainFrame(entry.from()) : isFull(entry) ? anyFrame(entry.from()) : null;
		if (like == null) {
			return false;
		}
		WireEntry merged = entry.isPlain() ? new WireEntry(entry.from(), Kind.FRAME, entry.frame(), null, like.count())
				: like;
		this.entries.set(this.entries.indexOf(like), merged.plusOne());
		return true;
	}

	private boolean isFull(WireEntry entry) {
		return entry.kind() == Kind.FRAME && this.entries.size() >= MAX_ENTRIES;
	}

	/**
	 * A frame which nothing that matters has followed yet.
	 */
	private @Nullable WireEntry plainFrame(Endpoint from) {
		for (int i = this.entries.size() - 1; i >= 0; i--) {
			WireEntry entry = this.entries.get(i);
			if (entry.isPlain() && entry.isFrom(from)) {
				return entry;
			}
			if (!entry.isPlain() && (entry.kind() != Kind.HALF_FRAME || entry.offence() != null)) {
				return null;
			}
		}
		return null;
	}

	private @Nullable WireEntry anyFrame(Endpoint from) {
		for (int i = this.entries.size() - 1; i >= 0; i--) {
			WireEntry entry = this.entries.get(i);
			if (entry.kind() == Kind.FRAME && entry.isFrom(from)) {
				return entry;
			}
		}
		return null;
	}

}
