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

package io.github.closeevent.reactive;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * A tracker without a server, whose events are collected.
 */
class Tracking implements AutoCloseable {

	private final SessionRecords records = new SessionRecords();

	private final ClosingWatch watch = new ClosingWatch();

	private final Queue<CloseEvent> events = new ConcurrentLinkedQueue<>();

	private final SessionCloseTracker tracker;

	Tracking(Duration handshakeTimeout) {
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> this.events.add((CloseEvent) event),
				Runnable::run, false, 10, 1);
		this.tracker = new SessionCloseTracker(this.records, this.watch, publisher,
				new TrackingSettings(handshakeTimeout, (session) -> true, CloseCodes.standard()), true);
	}

	SessionCloseTracker tracker() {
		return this.tracker;
	}

	@Nullable ReactiveSessionRecord find(WebSocketSession session) {
		return (ReactiveSessionRecord) this.records.find(session);
	}

	Queue<CloseEvent> events() {
		return this.events;
	}

	@Override
	public void close() {
		this.watch.close();
	}

}
