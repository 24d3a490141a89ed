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

import java.util.function.ToDoubleFunction;

import io.github.closeevent.publish.CloseEventMulticaster;
import io.github.closeevent.publish.CloseEventPublisher;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Tells whether events get through to their listeners.
 *
 * @since 0.1.0
 */
public final class CloseEventPublisherMetrics implements MeterBinder {

	private final CloseEventPublisher publisher;

	private final @Nullable CloseEventMulticaster multicaster;

	/**
	 * Create the metrics of a publisher.
	 * @param publisher the publisher, not {@code null}
	 * @param multicaster the multicaster through which its events go, or {@code null} if
	 * it is the application's own
	 */
	public CloseEventPublisherMetrics(CloseEventPublisher publisher, @Nullable CloseEventMulticaster multicaster) {
		Assert.notNull(publisher, "'publisher' must not be null");
		this.publisher = publisher;
		this.multicaster = multicaster;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		counter("closeevent.listener.errors", "Exceptions of listeners of close events",
				(publisher) -> getListenerErrors())
			.register(registry);
		counter("closeevent.events.deferred", "Close events that found the queue full",
				CloseEventPublisher::getDeferred)
			.register(registry);
		counter("closeevent.events.dropped", "Close events that were not delivered when the application stopped",
				CloseEventPublisher::getDropped)
			.register(registry);
		Gauge.builder("closeevent.queue.size", this.publisher, CloseEventPublisher::getQueueSize)
			.description("Close events that wait for a thread")
			.register(registry);
	}

	private FunctionCounter.Builder<CloseEventPublisher> counter(String name, String description,
			ToDoubleFunction<CloseEventPublisher> value) {
		return FunctionCounter.builder(name, this.publisher, value).description(description);
	}

	private double getListenerErrors() {
		CloseEventMulticaster multicaster = this.multicaster;
		return this.publisher.getListenerErrors() + ((multicaster != null) ? multicaster.getListenerErrors() : 0);
	}

}
