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

package io.github.closeevent.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

import io.github.closeevent.CloseEvent;

import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.util.Assert;

/**
 * The last closes of this node, in memory. Hears events before all other listeners, so
 * that none of them delays it.
 * <p>
 * Safe to use by any number of threads: whoever reads gets a copy, and delays no close
 * while looking at it.
 *
 * @since 0.1.0
 */
public final class CloseEventHistory implements ApplicationListener<CloseEvent>, Ordered {

	/**
	 * The largest capacity. An entry has less than 10 KiB, whatever peers send, unless
	 * attributes are kept; so this many fit into 100 MiB. Whoever wants more wants a
	 * database.
	 */
	public static final int MAX_CAPACITY = 10_000;

	private final int capacity;

	private final List<String> attributes;

	private final Deque<CloseEntry> closes = new ArrayDeque<>();

	private long recorded;

	/**
	 * Create a history.
	 * @param capacity the number of closes to keep, 1-{@value #MAX_CAPACITY}
	 * @param attributes the names of the attributes of sessions to keep; copied
	 * @throws IllegalArgumentException if the capacity is none of these
	 */
	public CloseEventHistory(int capacity, Collection<String> attributes) {
		Assert.isTrue(capacity >= 1 && capacity <= MAX_CAPACITY, "'capacity' must be 1-" + MAX_CAPACITY);
		Assert.notNull(attributes, "'attributes' must not be null");
		this.capacity = capacity;
		this.attributes = List.copyOf(attributes);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(CloseEvent event) {
		CloseEntry entry = CloseEntry.of(event, this.attributes);
		synchronized (this.closes) {
			if (this.closes.size() == this.capacity) {
				this.closes.removeLast();
			}
			this.closes.addFirst(entry);
			this.recorded++;
		}
	}

	/**
	 * Return the closes that are kept.
	 * @return a copy, newest first
	 */
	public List<CloseEntry> getCloses() {
		List<CloseEntry> copy;
		synchronized (this.closes) {
			copy = new ArrayList<>(this.closes);
		}
		// Events that are delivered on several threads may overtake each other.
		copy.sort(Comparator.comparing(CloseEntry::closedAt).reversed());
		return copy;
	}

	/**
	 * Return how many closes there were since the application has started. If there were
	 * more than the capacity, older ones are gone.
	 * @return the number of events heard
	 */
	public long getRecorded() {
		synchronized (this.closes) {
			return this.recorded;
		}
	}

	/**
	 * Return how many closes are kept.
	 * @return the capacity
	 */
	public int getCapacity() {
		return this.capacity;
	}

	/**
	 * Return which attributes of sessions are kept.
	 * @return their names, not modifiable
	 */
	public List<String> getAttributes() {
		return this.attributes;
	}

}
