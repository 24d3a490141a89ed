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

package io.github.closeevent.benchmarks.peers.micronaut;

import io.github.closeevent.benchmarks.control.Control;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.websocket.event.WebSocketSessionClosedEvent;
import jakarta.inject.Singleton;

/**
 * Hears the event that Micronaut publishes for a session that has ended.
 */
@Singleton
final class ClosedListener implements ApplicationEventListener<WebSocketSessionClosedEvent> {

	private final Control control;

	ClosedListener(Control control) {
		this.control = control;
	}

	@Override
	public void onApplicationEvent(WebSocketSessionClosedEvent event) {
		this.control.ended();
	}

}
