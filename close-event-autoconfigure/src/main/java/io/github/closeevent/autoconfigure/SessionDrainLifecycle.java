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

import io.github.closeevent.shutdown.SessionDrain;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

/**
 * Closes the open sessions as the first thing that happens when the application stops:
 * before executors take no more tasks, which is when they hear that the context closes,
 * and before anything that has a life cycle stops. A context that is stopped, not closed,
 * tells nobody before that; then the highest phase must do.
 */
class SessionDrainLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, Ordered {

	private final ApplicationContext context;

	private final SessionDrain drain;

	private volatile boolean running;

	SessionDrainLifecycle(ApplicationContext context, SessionDrain drain) {
		this.context = context;
		this.drain = drain;
	}

	@Override
	public void start() {
		this.drain.open();
		this.running = true;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		// A context below this one, as that of the management server, closes alone.
		if (event.getApplicationContext() == this.context) {
			this.drain.drain();
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public void stop() {
		this.running = false;
		// Once more, for the sessions whose handshake was under way.
		this.drain.drain();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MAX_VALUE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
