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

package io.github.closeevent.closing;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The threads that close sessions. A few are enough, as long as no server blocks one: for
 * each that is stuck with a peer that does not read, another one takes its place.
 */
final class ClosingThreads implements Executor, AutoCloseable {

	/**
	 * How many threads work that are not stuck.
	 */
	private static final int CONCURRENCY = 4;

	/**
	 * How many threads there are at most, all but a few of them stuck.
	 */
	private static final int MAX_THREADS = 512;

	/**
	 * How long a task may take before its thread is taken for stuck.
	 */
	private static final Duration STUCK = Duration.ofMillis(20);

	private static final Log logger = LogFactory.getLog(ClosingThreads.class);

	private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();

	private final Set<Worker> workers = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean looking = new AtomicBoolean();

	private final String name;

	private final ScheduledThreadPoolExecutor timer;

	/**
	 * Create threads that are started when there is something to do.
	 * @param name the name of each
	 */
	ClosingThreads(String name) {
		this.name = name;
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> thread(task, name + "-timer"));
		this.timer.setKeepAliveTime(10, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
	}

	private static Thread thread(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void execute(Runnable task) {
		this.queue.add(task);
		startWorkers();
		lookAgain();
	}

	/**
	 * Run a task later.
	 */
	void execute(Runnable task, Duration delay) {
		try {
			this.timer.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			// Closed: there is no later.
			execute(task);
		}
	}

	/**
	 * Return how many threads there are.
	 */
	int size() {
		return this.workers.size();
	}

	private synchronized void startWorkers() {
		long now = System.nanoTime();
		long free = this.workers.stream().filter((worker) -> !worker.isStuck(now)).count();
		if (free < CONCURRENCY && this.workers.size() < MAX_THREADS && !this.queue.isEmpty()) {
			Worker worker = new Worker();
			this.workers.add(worker);
			try {
				thread(worker, this.name).start();
			}
			catch (Throwable ex) {
				// No thread to be had: those that there are go on.
				this.workers.remove(worker);
				logger.warn("No further thread to close sessions", ex);
			}
		}
	}

	/**
	 * See whether threads are stuck, for as long as there is something left to do.
	 */
	private void lookAgain() {
		if (this.queue.isEmpty() || !this.looking.compareAndSet(false, true)) {
			return;
		}
		try {
			this.timer.schedule(() -> {
				this.looking.set(false);
				for (int i = 0; i < CONCURRENCY; i++) {
					startWorkers();
				}
				lookAgain();
			}, STUCK.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Closed, so that nobody looks for threads that are stuck");
		}
	}

	@Override
	public void close() {
		// What waits is done all the same, at its time.
		this.timer.shutdown();
	}

	/**
	 * Works until nothing is left.
	 */
	private final class Worker implements Runnable {

		private volatile long since = System.nanoTime();

		boolean isStuck(long now) {
			return now - this.since > STUCK.toNanos();
		}

		@Override
		public void run() {
			Runnable task = next();
			while (task != null) {
				try {
					task.run();
				}
				catch (Throwable ex) {
					logger.warn("A session could not be closed", ex);
				}
				task = next();
			}
			ClosingThreads.this.workers.remove(this);
			if (!ClosingThreads.this.queue.isEmpty()) {
				// It came between the last look and the removal.
				startWorkers();
			}
		}

		private Runnable next() {
			this.since = System.nanoTime();
			return ClosingThreads.this.queue.poll();
		}

	}

}
