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

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.LogText;
import io.github.closeevent.WebSocketSessionInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.context.ApplicationListener;
import org.springframework.core.PriorityOrdered;
import org.springframework.util.Assert;

/**
 * Writes one line for each close, with key-values for structured logs, to the logger that
 * has the name of {@link CloseEvent}. The message is {@link CloseEvent#toString()}. Text
 * that others chose is escaped, in the key-values too, so a close is one line whatever
 * its reason.
 * <p>
 * At most a limited number of lines is written in a period for each
 * {@linkplain CloseCategory category}, so that many clean closes do not hide an error of
 * the server. How many were left out is one further line when the period is over, or when
 * the logger is closed. Where a level is not enabled nothing is counted.
 * <p>
 * The first of all listeners, so that no other one can keep a close from the log.
 *
 * @since 0.1.0
 */
public class CloseEventLogger implements ApplicationListener<CloseEvent>, PriorityOrdered, AutoCloseable {

	private final Logger logger;

	private final Map<CloseCategory, Level> levels;

	private final int limit;

	private final Duration period;

	private final Map<CloseCategory, RateLimit> rates = new EnumMap<>(CloseCategory.class);

	/**
	 * Create a logger.
	 * @param levels the level of each category; one without a level is not logged
	 * @param limit how many lines are written for a category in a period; at least 1
	 * @param period the period; positive, at most 292 years
	 * @throws IllegalArgumentException if an argument is out of its range
	 */
	public CloseEventLogger(Map<CloseCategory, Level> levels, int limit, Duration period) {
		this(LoggerFactory.getLogger(CloseEvent.class), levels, limit, period, System::nanoTime,
				(delay) -> CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS));
	}

	CloseEventLogger(Logger logger, Map<CloseCategory, Level> levels, int limit, Duration period, LongSupplier clock,
			LongFunction<Executor> delayed) {
		Assert.notNull(levels, "'levels' must not be null");
		Assert.isTrue(limit > 0, "'limit' must be positive");
		Assert.isTrue(period.compareTo(Duration.ZERO) > 0, "'period' must be positive");
		this.logger = logger;
		this.levels = Map.copyOf(levels);
		this.limit = limit;
		this.period = period;
		this.levels.forEach((category, level) -> this.rates.put(category,
				new RateLimit(limit, period.toNanos(), clock, delayed, (count) -> logLeftOut(category, level, count))));
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(CloseEvent event) {
		CloseCategory category = CloseCategory.of(event);
		Level level = this.levels.get(category);
		RateLimit rate = this.rates.get(category);
		if (level != null && rate != null && this.logger.isEnabledForLevel(level) && rate.tryAcquire()) {
			log(event, category, level);
		}
	}

	private void log(CloseEvent event, CloseCategory category, Level level) {
		WebSocketSessionInfo session = event.getSession();
		LoggingEventBuilder line = this.logger.atLevel(level)
			.addKeyValue("websocket.close.category", category.name())
			.addKeyValue("websocket.close.code", event.getCode())
			.addKeyValue("websocket.close.name", event.getCloseCode().getName())
			.addKeyValue("websocket.close.reason", LogText.escape(event.getReason()))
			.addKeyValue("websocket.close.clean", event.wasClean())
			.addKeyValue("websocket.close.initiator", event.getInitiator().name())
			.addKeyValue("websocket.session.id", LogText.escape(session.getId()))
			.addKeyValue("websocket.session.transport", LogText.escape(session.getTransport()))
			.addKeyValue("websocket.session.side", session.getSide().name())
			.addKeyValue("websocket.session.duration_ms", event.getDuration().toMillis());
		addIfKnown(line, "websocket.session.path_pattern", session.getPathPattern());
		addIfKnown(line, "websocket.session.user", session.getPrincipalName());
		Throwable error = event.getError();
		if (error != null) {
			line.addKeyValue("websocket.close.error", error.getClass().getName());
			if (level == Level.ERROR) {
				line.setCause(error);
			}
		}
		line.log(event.toString());
	}

	private static void addIfKnown(LoggingEventBuilder line, String key, @Nullable String value) {
		if (value != null) {
			line.addKeyValue(key, LogText.escape(value));
		}
	}

	private void logLeftOut(CloseCategory category, Level level, long count) {
		this.logger.atLevel(level)
			.addKeyValue("websocket.close.category", category.name())
			.addKeyValue("websocket.close.left_out", count)
			.log("Left out " + category + " closes: " + count + ", beyond the limit of " + this.limit + " within "
					+ this.period);
	}

	/**
	 * Write now how many lines were left out, if any were.
	 */
	@Override
	public void close() {
		this.rates.values().forEach(RateLimit::report);
	}

}
