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

package io.github.closeevent.servlet;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;

/**
 * A tracker with what is around it, for the tests of clients.
 */
final class ClientTrackers implements AutoCloseable {

	final BlockingQueue<CloseEvent> events = new LinkedBlockingQueue<>();

	private final ClosingWatch watch = new ClosingWatch();

	SessionCloseTracker tracker(boolean wrapSessions) {
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> this.events.add((CloseEvent) event),
				Runnable::run, false, 10, 1);
		return new SessionCloseTracker(new SessionRecords(), this.watch, publisher,
				new TrackingSettings(Duration.ofMillis(200), (session) -> true, CloseCodes.standard()), () -> "/server",
				wrapSessions);
	}

	@Override
	public void close() {
		this.watch.close();
	}

}
