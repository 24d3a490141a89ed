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

package io.github.closeevent.autoconfigure;

import java.time.Duration;

import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;

import org.springframework.context.SmartLifecycle;

/**
 * Stops last, after the web server has closed its connections and before the listeners
 * are destroyed: ends what still waits for an answer and delivers what still waits for a
 * thread.
 */
class CloseEventLifecycle implements SmartLifecycle {

	private final ClosingWatch watch;

	private final CloseEventPublisher publisher;

	private final Duration timeout;

	private volatile boolean running;

	CloseEventLifecycle(ClosingWatch watch, CloseEventPublisher publisher, Duration timeout) {
		this.watch = watch;
		this.publisher = publisher;
		this.timeout = timeout;
	}

	@Override
	public void start() {
		this.publisher.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.watch.expire();
		this.publisher.stop(this.timeout);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
