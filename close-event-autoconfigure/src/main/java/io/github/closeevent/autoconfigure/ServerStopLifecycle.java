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

import java.util.Collection;

import io.github.closeevent.tracking.SessionTracker;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells the trackers that the web server stops next.
 */
class ServerStopLifecycle implements SmartLifecycle {

	/**
	 * Stopped right before the web server, which Boot stops in the phase below.
	 */
	private static final int PHASE = Integer.MAX_VALUE - 2047;

	private final ListableBeanFactory beanFactory;

	private volatile boolean running;

	ServerStopLifecycle(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the trackers of a context, without those of the contexts above it.
	 */
	static Collection<SessionTracker> trackers(ListableBeanFactory beanFactory) {
		return beanFactory.getBeansOfType(SessionTracker.class).values();
	}

	@Override
	public void start() {
		trackers(this.beanFactory).forEach(SessionTracker::serverStarts);
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		trackers(this.beanFactory).forEach(SessionTracker::serverStops);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
