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

import io.github.closeevent.tracking.SessionTracker;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Tells the trackers that the web server stops next.
 */
class ServerStopLifecycle implements SmartLifecycle {

	/**
	 * Stopped right before the web server, which Boot stops in the phase below.
	 */
	private static final int PHASE = Integer.MAX_VALUE - 2047;

	private final ObjectProvider<SessionTracker> trackers;

	private volatile boolean running;

	ServerStopLifecycle(ObjectProvider<SessionTracker> trackers) {
		this.trackers = trackers;
	}

	@Override
	public void start() {
		this.trackers.forEach(SessionTracker::serverStarts);
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.trackers.forEach(SessionTracker::serverStops);
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
