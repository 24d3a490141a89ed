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

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The records of the open sessions of this node. Records are found by the session object,
 * as Spring itself does: the id of a SockJS session is chosen by its client and may be
 * used twice.
 *
 * @since 0.1.0
 */
public final class SessionRecords {

	private final Map<Object, SessionRecord> records = new ConcurrentHashMap<>();

	private final String prefix;

	private final AtomicLong counter = new AtomicLong();

	private volatile @Nullable Refusal refusal;

	public SessionRecords() {
		byte[] start = new byte[4];
		new SecureRandom().nextBytes(start);
		this.prefix = HexFormat.of().formatHex(start) + "-";
	}

	/**
	 * Return an id that no other session of this node has or had.
	 * @return a random part of this start of the application and a running number
	 */
	public String nextId() {
		return this.prefix + Long.toHexString(this.counter.incrementAndGet());
	}

	/**
	 * Add a record.
	 * @param record the record
	 * @return {@code false} if its session has a record already
	 */
	public boolean add(SessionRecord record) {
		boolean added = this.records.putIfAbsent(record.getSession(), record) == null;
		Refusal refusal = this.refusal;
		if (added && refusal != null) {
			refusal.late().accept(record);
		}
		return added;
	}

	/**
	 * Find the record of a session.
	 * @param session the session object
	 * @return the record, or null if the session is not known or has ended
	 */
	public @Nullable SessionRecord find(Object session) {
		return this.records.get(session);
	}

	public void remove(SessionRecord record) {
		this.records.remove(record.getSession(), record);
	}

	/**
	 * Return the records, each once, as the stream proceeds.
	 * @return the records
	 */
	public Stream<SessionRecord> stream() {
		return this.records.values().stream();
	}

	/**
	 * Refuse new sessions from now on: their handshakes are answered with 503.
	 * @param retryAfter when their clients may try again, not zero
	 * @param late called for those that are added all the same, because their handshake
	 * was under way; must not block
	 */
	public void refuseNew(Duration retryAfter, Consumer<SessionRecord> late) {
		this.refusal = new Refusal(retryAfter, late);
	}

	/**
	 * Take new sessions again.
	 */
	public void admitNew() {
		this.refusal = null;
	}

	/**
	 * Return whether new sessions are refused.
	 * @return when their clients may try again, or null if they are welcome
	 */
	public @Nullable Duration getRetryAfter() {
		Refusal refusal = this.refusal;
		return (refusal != null) ? refusal.retryAfter() : null;
	}

	/**
	 * Return how many sessions are open.
	 * @return the number of records
	 */
	public int size() {
		return this.records.size();
	}

	/**
	 * What is done while new sessions are refused.
	 */
	private record Refusal(Duration retryAfter, Consumer<SessionRecord> late) {

	}

}
