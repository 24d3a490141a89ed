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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A bounded queue before somebody else's executor: however many events come, only a few
 * tasks of ours are with it at a time.
 */
final class DeliveryQueue<E> {

	/**
	 * How long to wait in a hurry: what was handed to an executor a moment ago needs one
	 * to be heard.
	 */
	private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(500);

	/**
	 * How often a worker lets others go first and looks again before it leaves. On a busy
	 * core an event loop has the next event once it gets its turn, and to wake a worker
	 * for each costs more than to make and to deliver it. The executor's other tasks are
	 * to have their turn, too.
	 */
	private static final int MOST_LOOKS = 100;

	private final Consumer<E> delivery;

	private final Executor executor;

	private final int concurrency;

	private final Queue<E> queue;

	/**
	 * The events of callers that may not deliver them, when the queue is full. Nothing
	 * else can be done with those of an event loop but to block it, or to lose them.
	 */
	private final Queue<E> overflow = new ConcurrentLinkedQueue<>();

	/**
	 * The workers that run or wait in the executor.
	 */
	private final AtomicInteger workers = new AtomicInteger();

	/**
	 * The workers and callers that deliver; a worker that a shut down executor has
	 * dropped never does.
	 */
	private final AtomicInteger running = new AtomicInteger();

	/**
	 * How many of those that run are this thread: a listener that stops the application
	 * must not wait for itself.
	 */
	private final ThreadLocal<int[]> own = ThreadLocal.withInitial(() -> new int[1]);

	private volatile boolean draining;

	/**
	 * Since when there is a hurry, or null as long as there is none.
	 */
	private volatile @Nullable Long hurried;

	private final ReentrantLock idleLock = new ReentrantLock();

	private final Condition idle = this.idleLock.newCondition();

	DeliveryQueue(Consumer<E> delivery, Executor executor, int capacity, int concurrency) {
		Assert.notNull(executor, "'executor' must not be null");
		Assert.isTrue(capacity > 0, "'capacity' must be positive");
		Assert.isTrue(concurrency > 0, "'concurrency' must be positive");
		this.delivery = delivery;
		this.executor = executor;
		this.concurrency = concurrency;
		this.queue = new LinkedBlockingQueue<>(capacity);
	}

	/**
	 * Take an event if there is room.
	 */
	boolean offer(E event) {
		boolean taken = this.queue.offer(event);
		startWorker();
		return taken;
	}

	/**
	 * Take an event in any case.
	 * @return whether there was room
	 */
	boolean add(E event) {
		boolean room = this.queue.offer(event);
		if (!room) {
			this.overflow.add(event);
		}
		startWorker();
		return room;
	}

	int size() {
		return this.queue.size() + this.overflow.size();
	}

	private @Nullable E next() {
		E event = this.queue.poll();
		return (event != null) ? event : this.overflow.poll();
	}

	private boolean isEmpty() {
		return this.queue.isEmpty() && this.overflow.isEmpty();
	}

	/**
	 * Somebody begins to deliver, or to make, an event.
	 */
	void enter() {
		this.running.incrementAndGet();
		this.own.get()[0]++;
	}

	/**
	 * Somebody has done so.
	 */
	void exit() {
		this.running.decrementAndGet();
		this.own.get()[0]--;
		if (this.draining) {
			signalIdle();
		}
	}

	private void startWorker() {
		if (this.draining) {
			// The executor may be shut down, with workers in it that never run.
			this.workers.incrementAndGet();
			startThread();
			return;
		}
		int started = this.workers.get();
		while (started < this.concurrency) {
			if (this.workers.compareAndSet(started, started + 1)) {
				try {
					submit();
				}
				catch (RuntimeException | Error ex) {
					// It is full or shut down; the events must go out all the same.
					startThread();
				}
				return;
			}
			started = this.workers.get();
		}
	}

	/**
	 * Some executors run a task inside {@code execute}; the caller may not deliver.
	 */
	private void submit() {
		Thread caller = Thread.currentThread();
		AtomicBoolean submitted = new AtomicBoolean();
		this.executor.execute(() -> {
			if (Thread.currentThread() == caller && !submitted.get()) {
				startThread();
			}
			else {
				work();
			}
		});
		submitted.set(true);
	}

	private void startThread() {
		Thread thread = new Thread(this::work, "close-event-delivery");
		thread.setDaemon(true);
		thread.start();
	}

	private void work() {
		enter();
		try {
			int looks = 0;
			E event = next();
			while (event != null) {
				this.delivery.accept(event);
				event = next();
				if (event == null && looks < MOST_LOOKS && !this.draining) {
					looks++;
					Thread.yield();
					event = next();
				}
			}
		}
		finally {
			this.workers.decrementAndGet();
			if (!isEmpty()) {
				// It came between the last look and the decrement.
				startWorker();
			}
			exit();
		}
	}

	private void signalIdle() {
		this.idleLock.lock();
		try {
			this.idle.signalAll();
		}
		finally {
			this.idleLock.unlock();
		}
	}

	/**
	 * Whether nothing waits, and nobody else delivers.
	 */
	boolean isIdle() {
		return isEmpty() && others() == 0;
	}

	private int others() {
		return this.running.get() - this.own.get()[0];
	}

	/**
	 * Wait no longer than a moment from now on.
	 */
	void hurry() {
		this.hurried = System.nanoTime();
		signalIdle();
	}

	/**
	 * There is time again.
	 */
	void takeTime() {
		this.hurried = null;
	}

	boolean isHurried() {
		return this.hurried != null;
	}

	private long timeLeft(long start, long end) {
		long now = System.nanoTime();
		Long hurried = this.hurried;
		long left = end - now;
		return (hurried != null) ? Math.min(left, Math.max(start - now, hurried - now) + MOMENT) : left;
	}

	/**
	 * Wait until all is delivered. The executor may have been shut down with tasks of
	 * ours in it, so a thread of our own helps.
	 * @param timeout how long to wait; not at all if it is not positive
	 * @return how many events are left, in the queue or with a listener
	 */
	int drain(Duration timeout) {
		this.draining = true;
		if (!isEmpty()) {
			startWorker();
		}
		long start = System.nanoTime();
		long end = start + TimeUnit.NANOSECONDS.convert(timeout);
		this.idleLock.lock();
		try {
			long left = timeLeft(start, end);
			while (left > 0 && !isIdle()) {
				this.idle.awaitNanos(left);
				left = timeLeft(start, end);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.idleLock.unlock();
		}
		this.draining = false;
		return size() + others();
	}

}
