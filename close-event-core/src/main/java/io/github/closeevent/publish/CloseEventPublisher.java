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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
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

	private final DeliveryQueue<Delivery> queue;

	private final @Nullable DeliveryObserver observer;

	private final AtomicBoolean observerFailed = new AtomicBoolean();

	private final LongAdder listenerErrors = new LongAdder();

	private final LongAdder deferred = new LongAdder();

	private final LongAdder dropped = new LongAdder();

	/**
	 * How long this stop has waited for listeners, in nanoseconds.
	 */
	private final AtomicLong waited = new AtomicLong();

	/**
	 * Whether this stop has said that events are left.
	 */
	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Create a publisher whose deliveries nobody watches.
	 * @param target where events go, usually the application context
	 * @param executor runs the deliveries that the caller may not run
	 * @param async whether the executor runs all deliveries
	 * @param queueCapacity how many deliveries may wait before the executor; positive
	 * @param concurrency how many deliveries may run at once on the executor; positive
	 */
	public CloseEventPublisher(ApplicationEventPublisher target, Executor executor, boolean async, int queueCapacity,
			int concurrency) {
		this(target, executor, async, queueCapacity, concurrency, null);
	}

	/**
	 * Create a publisher.
	 * @param target where events go, usually the application context
	 * @param executor runs the deliveries that the caller may not run
	 * @param async whether the executor runs all deliveries
	 * @param queueCapacity how many deliveries may wait before the executor; positive
	 * @param concurrency how many deliveries may run at once on the executor; positive
	 * @param observer watches the deliveries, or null
	 */
	public CloseEventPublisher(ApplicationEventPublisher target, Executor executor, boolean async, int queueCapacity,
			int concurrency, @Nullable DeliveryObserver observer) {
		Assert.notNull(target, "'target' must not be null");
		this.target = target;
		this.async = async;
		this.observer = observer;
		this.queue = new DeliveryQueue<>(this::deliver, executor, queueCapacity, concurrency);
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
		publish(source, null, callerMayRun);
	}

	/**
	 * Publish an event that is made now, as {@link #publish(Supplier, boolean)} does.
	 * @param source makes the event, or returns null if there is none
	 * @param handshakeTrace what the {@link DeliveryObserver} is told of the trace in
	 * which the session was opened, or null
	 * @param callerMayRun whether listeners may run, and block, on this thread
	 */
	public void publish(Supplier<@Nullable CloseEvent> source, @Nullable Object handshakeTrace, boolean callerMayRun) {
		this.queue.enter();
		try {
			CloseEvent event = source.get();
			if (event != null) {
				publish(new Delivery(event, handshakeTrace), callerMayRun);
			}
		}
		finally {
			this.queue.exit();
		}
	}

	private void publish(Delivery delivery, boolean callerMayRun) {
		if (callerMayRun && !this.async) {
			deliver(delivery);
			return;
		}
		boolean room = (callerMayRun) ? this.queue.offer(delivery) : this.queue.add(delivery);
		if (!room) {
			this.deferred.increment();
			if (callerMayRun) {
				deliver(delivery);
			}
		}
	}

	private void deliver(Delivery delivery) {
		Runnable end = begin(delivery);
		try {
			this.target.publishEvent(delivery.event());
		}
		catch (Throwable ex) {
			this.listenerErrors.increment();
			logger.error("A listener failed on " + delivery.event(), ex);
		}
		finally {
			if (end != null) {
				end(end);
			}
		}
	}

	private @Nullable Runnable begin(Delivery delivery) {
		DeliveryObserver observer = this.observer;
		try {
			return (observer != null) ? observer.begin(delivery.event(), delivery.handshakeTrace()) : null;
		}
		catch (Throwable ex) {
			observerFailed(ex);
			return null;
		}
	}

	private void end(Runnable end) {
		try {
			end.run();
		}
		catch (Throwable ex) {
			observerFailed(ex);
		}
	}

	private void observerFailed(Throwable ex) {
		if (this.observerFailed.compareAndSet(false, true)) {
			logger.warn("A delivery could not be observed; the next ones of which this is true are logged at DEBUG",
					ex);
		}
		else {
			logger.debug("A delivery could not be observed", ex);
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
	 * Return how many exceptions of listeners came to this publisher. Those that the
	 * {@link CloseEventMulticaster} keeps from other listeners do not.
	 * @return the number since the start
	 */
	public long getListenerErrors() {
		return this.listenerErrors.sum();
	}

	/**
	 * Return how many events found the queue full: they waited outside of it, or were
	 * delivered by the thread that published them.
	 * @return the number since the start
	 */
	public long getDeferred() {
		return this.deferred.sum();
	}

	/**
	 * Return how many events had not been delivered when the application stopped.
	 * @return the number since the start
	 */
	public long getDropped() {
		return this.dropped.sum();
	}

	/**
	 * The application starts, maybe again: the next time that it stops, there is time
	 * again to deliver.
	 */
	public void start() {
		this.waited.set(0);
		this.queue.takeTime();
		this.warned.set(false);
	}

	/**
	 * Return whether there is nothing to wait for but this thread's own delivery.
	 * @return {@code true} if no event waits and nobody else is making or delivering one
	 */
	public boolean isIdle() {
		return this.queue.isIdle();
	}

	/**
	 * Deliver what waits. All calls since the start share the time; a listener that calls
	 * this does not wait for itself.
	 * @param timeout how long all of these calls may take
	 * @return how many events were not delivered in that time
	 */
	public int drain(Duration timeout) {
		long start = System.nanoTime();
		int left = this.queue.drain(timeout.minusNanos(this.waited.get()));
		this.waited.addAndGet(System.nanoTime() - start);
		if (left > 0 && this.warned.compareAndSet(false, true)) {
			logger.warn(left + " close events were not delivered " + whyNot(timeout));
		}
		return left;
	}

	private String whyNot(Duration timeout) {
		if (this.queue.isHurried()) {
			return "when a second signal had ended the waiting for listeners";
		}
		return (Thread.currentThread().isInterrupted()) ? "when the waiting for listeners was interrupted"
				: "within " + timeout + "; listeners were too slow for close-event.async.shutdown-timeout";
	}

	/**
	 * Wait no longer than a moment for listeners, until the application starts again:
	 * whoever stops it has lost patience.
	 */
	public void hurry() {
		this.queue.hurry();
	}

	/**
	 * {@linkplain #drain Deliver what waits}, for the last time: what is left then counts
	 * as dropped.
	 * @param timeout how long this may take, together with the calls before
	 * @return how many events were not delivered in that time
	 */
	public int stop(Duration timeout) {
		int left = drain(timeout);
		this.dropped.add(left);
		return left;
	}

	/**
	 * An event on its way.
	 */
	private record Delivery(CloseEvent event, @Nullable Object handshakeTrace) {

	}

}
