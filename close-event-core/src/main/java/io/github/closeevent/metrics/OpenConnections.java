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

package io.github.closeevent.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.observation.CloseEventObservationConvention;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.util.Assert;

/**
 * Counts the open sessions, by what is known of them when they open. Counts as they come
 * and go, because to look at all of them for each gauge would take longer the more there
 * are.
 *
 * @since 0.1.0
 */
public final class OpenConnections {

	/**
	 * The name of the gauges.
	 */
	public static final String NAME = "websocket.connections.active";

	private final Map<KeyValues, Count> counts = new ConcurrentHashMap<>();

	private final MeterRegistry registry;

	private final CloseEventObservationConvention convention;

	/**
	 * Create a counter.
	 * @param registry holds the gauges, not {@code null}
	 * @param convention gives their tags, not {@code null}
	 */
	public OpenConnections(MeterRegistry registry, CloseEventObservationConvention convention) {
		Assert.notNull(registry, "'registry' must not be null");
		Assert.notNull(convention, "'convention' must not be null");
		this.registry = registry;
		this.convention = convention;
	}

	/**
	 * Count a session that was opened.
	 * @param session the facts of the session
	 * @return to be called once when it has ended, on any thread
	 */
	public Runnable opened(WebSocketSessionInfo session) {
		KeyValues keyValues = this.convention.getSessionKeyValues(session);
		Count count = this.counts.get(keyValues);
		if (count == null) {
			count = this.counts.computeIfAbsent(keyValues, this::register);
		}
		count.open().incrementAndGet();
		return count.ended();
	}

	private Count register(KeyValues keyValues) {
		AtomicInteger open = new AtomicInteger();
		Gauge.builder(NAME, open, AtomicInteger::get)
			.description("Open WebSocket sessions")
			.tags(MeterTags.of(keyValues))
			.register(this.registry);
		return new Count(open, open::decrementAndGet);
	}

	/**
	 * The sessions of which the same is known, and what each of them leaves behind.
	 */
	private record Count(AtomicInteger open, Runnable ended) {

	}

}
