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

package io.github.closeevent.publish;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.github.closeevent.CloseEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.util.Assert;

/**
 * Hands close events to the application's listeners: on the caller's thread, or on an
 * executor if the caller may not run listeners or if all deliveries are asynchronous.
 * <p>
 * What a listener throws is logged and goes no further. No event is lost: when the queue
 * before the executor is full, the caller delivers if it may, and the event waits if not.
 *
 * @since 0.1.0
 * @see CloseEventMulticaster
 */
public class CloseEventPublisher {

	private static final Log logger = LogFactory.getLog(CloseEventPublisher.class);

	private final ApplicationEventPublisher target;

	private final boolean async;

	private final DeliveryQueue queue;

	/**
	 * Create a publisher.
	 * @param target where events go, usually the application context
	 * @param executor runs the deliveries that the caller may not run
	 * @param async whether the executor runs all deliveries
	 * @param queueCapacity how many deliveries may wait before the executor; positive
	 * @param concurrency how many deliveries may run at once on the executor; positive
	 */
	public CloseEventPublisher(ApplicationEventPublisher target, Executor executor, boolean async, int queueCapacity,
			int concurrency) {
		Assert.notNull(target, "'target' must not be null");
		this.target = target;
		this.async = async;
		this.queue = new DeliveryQueue(this::deliver, executor, queueCapacity, concurrency);
	}

	/**
	 * Publish an event. Does not throw.
	 * @param event the event
	 * @param callerMayRun whether listeners may run, and block, on this thread
	 */
	public void publish(CloseEvent event, boolean callerMayRun) {
		publish(() -> event, callerMayRun);
	}

	/**
	 * Publish an event that is made now, if there is one. {@link #drain} waits from the
	 * moment on at which this is called.
	 * @param source makes the event, or returns null if there is none
	 * @param callerMayRun whether listeners may run, and block, on this thread
	 */
	public void publish(Supplier<@Nullable CloseEvent> source, boolean callerMayRun) {
		this.queue.enter();
		try {
			CloseEvent event = source.get();
			if (event == null) {
				return;
			}
			if (!callerMayRun) {
				this.queue.add(event);
			}
			else if (!this.async || !this.queue.offer(event)) {
				deliver(event);
			}
		}
		finally {
			this.queue.exit();
		}
	}

	private void deliver(CloseEvent event) {
		try {
			this.target.publishEvent(event);
		}
		catch (Throwable ex) {
			logger.error("A listener failed on " + event, ex);
		}
	}

	/**
	 * Return how many events wait for the executor.
	 * @return the number of waiting events
	 */
	public int getQueueSize() {
		return this.queue.size();
	}

	/**
	 * Deliver what waits.
	 * @param timeout how long this may take
	 * @return how many events were not delivered in that time
	 */
	public int drain(Duration timeout) {
		int left = this.queue.drain(timeout);
		if (left > 0) {
			logger.warn(left + " close events were not delivered within " + timeout
					+ "; listeners were too slow for close-event.async.shutdown-timeout");
		}
		return left;
	}

}
