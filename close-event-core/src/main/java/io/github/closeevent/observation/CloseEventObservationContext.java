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

package io.github.closeevent.observation;

import io.github.closeevent.CloseEvent;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What an observation of a close knows.
 *
 * @since 0.1.0
 */
public class CloseEventObservationContext extends Observation.Context {

	private final CloseEvent event;

	private final @Nullable HandshakeTrace handshakeTrace;

	/**
	 * Create a context.
	 * @param event the event that is delivered, not {@code null}
	 * @param handshakeTrace the trace in which the session was opened, or {@code null} if
	 * it is not known
	 */
	public CloseEventObservationContext(CloseEvent event, @Nullable HandshakeTrace handshakeTrace) {
		Assert.notNull(event, "'event' must not be null");
		this.event = event;
		this.handshakeTrace = handshakeTrace;
	}

	/**
	 * Return the event that is delivered.
	 * @return the event
	 */
	public CloseEvent getEvent() {
		return this.event;
	}

	/**
	 * Return the trace in which the session was opened.
	 * @return the trace, or {@code null} if it is not known
	 */
	public @Nullable HandshakeTrace getHandshakeTrace() {
		return this.handshakeTrace;
	}

}
