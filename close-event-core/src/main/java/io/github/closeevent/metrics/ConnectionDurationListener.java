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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.observation.CloseEventObservationContext;
import io.github.closeevent.observation.CloseEventObservationConvention;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.util.Assert;

/**
 * Records how long each session was open. The count of the timer is that of the closes.
 * <p>
 * Comes before all listeners of the application, of which one may fail.
 *
 * @since 0.1.0
 */
public final class ConnectionDurationListener implements ApplicationListener<CloseEvent>, Ordered {

	/**
	 * The name of the timer.
	 */
	public static final String NAME = "websocket.connection.duration";

	private static final Log logger = LogFactory.getLog(ConnectionDurationListener.class);

	private final AtomicBoolean failed = new AtomicBoolean();

	private final MeterRegistry registry;

	private final CloseEventObservationConvention convention;

	/**
	 * Create a listener.
	 * @param registry holds the timers, not {@code null}
	 * @param convention gives their tags, not {@code null}
	 */
	public ConnectionDurationListener(MeterRegistry registry, CloseEventObservationConvention convention) {
		Assert.notNull(registry, "'registry' must not be null");
		Assert.notNull(convention, "'convention' must not be null");
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public void onApplicationEvent(CloseEvent event) {
		try {
			KeyValues keyValues = this.convention
				.getLowCardinalityKeyValues(new CloseEventObservationContext(event, null));
			timer(keyValues).record(event.getDuration());
		}
		catch (RuntimeException ex) {
			// With a multicaster of the application's own, nobody else would hear the
			// event.
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("The duration of a session could not be recorded; further failures are not logged", ex);
			}
		}
	}

	/**
	 * The limits matter if an application asks for a histogram: sessions live longer than
	 * the half minute for which Micrometer has buckets.
	 */
	private Timer timer(KeyValues keyValues) {
		return Timer.builder(NAME)
			.description("Time for which WebSocket sessions were open")
			.tags(MeterTags.of(keyValues))
			.minimumExpectedValue(Duration.ofSeconds(1))
			.maximumExpectedValue(Duration.ofDays(1))
			.register(this.registry);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
