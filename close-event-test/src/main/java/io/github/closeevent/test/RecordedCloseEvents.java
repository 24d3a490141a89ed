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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;

/**
 * Records the close events of an application under test. Register it as a bean:
 *
 * <pre class="code">
 * &#064;TestConfiguration
 * static class Recording {
 *
 * 	&#064;Bean
 * 	RecordedCloseEvents closeEvents() {
 * 		return new RecordedCloseEvents();
 * 	}
 *
 * }
 * </pre>
 * <p>
 * Close events are published on threads of the container, some time after the client saw
 * the end of its session. The {@code @RecordApplicationEvents} of Spring's test framework
 * does not serve for them, because it is bound to the family of the test's thread: it
 * records what that thread and the threads it started publish, and misses what the
 * threads of a server publish which was started for an earlier test. Nor can it wait.
 * This recorder takes events from any thread, and every assertion on it waits.
 * <p>
 * A context that is cached for several tests keeps its recorder: {@link #clear()} it
 * before each test.
 *
 * @since 0.1.0
 */
public final class RecordedCloseEvents implements ApplicationListener<CloseEvent> {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

	private static final int LATEST = 5;

	private final Duration timeout;

	private final List<CloseEvent> events = new ArrayList<>();

	private final BlockingQueue<CloseEvent> queue = new LinkedBlockingQueue<>();

	private volatile @Nullable CloseEvent firstTaken;

	/**
	 * Create a recorder which waits up to 10 seconds for an event.
	 */
	public RecordedCloseEvents() {
		this(DEFAULT_TIMEOUT);
	}

	/**
	 * Create a recorder.
	 * @param timeout how long to wait for an event
	 */
	public RecordedCloseEvents(Duration timeout) {
		this.timeout = timeout;
	}

	@Override
	public synchronized void onApplicationEvent(CloseEvent event) {
		this.events.add(event);
		this.queue.add(event);
	}

	/**
	 * Return all events that came so far, taken or not.
	 * @return the events in the order in which they came
	 */
	public synchronized List<CloseEvent> all() {
		return List.copyOf(this.events);
	}

	/**
	 * Wait for at least one event and return the first that came. It counts as taken.
	 * @return the first event, the same one each time
	 * @throws AssertionError if none came in time
	 */
	public CloseEvent awaitOne() {
		CloseEvent first = this.firstTaken;
		return (first != null) ? first : awaitNext();
	}

	/**
	 * Wait for the next event that was not taken yet and take it.
	 * @return the next event in the order in which they came
	 * @throws AssertionError if none came in time
	 */
	public CloseEvent awaitNext() {
		CloseEvent event = poll(this.timeout);
		if (event == null) {
			throw new AssertionError(
					"Expected a further close event within %s, but came: %s".formatted(this.timeout, latest()));
		}
		if (this.firstTaken == null) {
			this.firstTaken = event;
		}
		return event;
	}

	/**
	 * Assert that no event is left to take, and that none comes for a while.
	 * @param quiet how long to wait
	 * @throws AssertionError if an event was left, or came
	 */
	public void assertNoMore(Duration quiet) {
		CloseEvent event = poll(quiet);
		if (event != null) {
			throw new AssertionError(
					"Expected no further close event, but came: %s (all: %s)".formatted(event, latest()));
		}
	}

	/**
	 * Forget all events.
	 */
	public synchronized void clear() {
		this.events.clear();
		this.queue.clear();
		this.firstTaken = null;
	}

	/**
	 * Describe what came, at most the latest few.
	 */
	private String latest() {
		List<CloseEvent> all = all();
		int from = Math.max(0, all.size() - LATEST);
		return ((from > 0) ? from + " earlier and " : "") + all.subList(from, all.size());
	}

	private @Nullable CloseEvent poll(Duration timeout) {
		try {
			return this.queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a close event", ex);
		}
	}

}
