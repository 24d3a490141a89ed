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
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Observes the delivery of events to their listeners. Not the life of the session: a span
 * that is open for hours is lost if the process dies, and seen by nobody until then.
 *
 * @since 0.1.0
 * @see CloseEventObservationDocumentation#CLOSE
 */
public final class CloseEventObservations {

	private final ObservationRegistry registry;

	private final CloseEventObservationConvention convention;

	/**
	 * Create an observer.
	 * @param registry knows who wants to be told of observations, not {@code null}
	 * @param convention gives names and tags, not {@code null}
	 */
	public CloseEventObservations(ObservationRegistry registry, CloseEventObservationConvention convention) {
		Assert.notNull(registry, "'registry' must not be null");
		Assert.notNull(convention, "'convention' must not be null");
		this.registry = registry;
		this.convention = convention;
	}

	/**
	 * Begin to observe the delivery of an event on this thread. Throws what the
	 * convention or a handler of observations throws; the thread is as it was then.
	 * @param event the event that is about to be delivered
	 * @param handshakeTrace the {@link HandshakeTrace} of the session; anything else is
	 * none
	 * @return ends the observation, to be called on the same thread, or {@code null} if
	 * nobody wants to be told of it
	 */
	public @Nullable Runnable begin(CloseEvent event, @Nullable Object handshakeTrace) {
		if (this.registry.isNoop()) {
			return null;
		}
		Observation observation = Observation.createNotStarted(null, this.convention,
				() -> new CloseEventObservationContext(event,
						(handshakeTrace instanceof HandshakeTrace trace) ? trace : null),
				this.registry);
		return (!observation.isNoop()) ? begin(event, observation) : null;
	}

	private Runnable begin(CloseEvent event, Observation observation) {
		Observation.Scope before = this.registry.getCurrentObservationScope();
		try {
			observation.start();
			if (!event.wasClean()) {
				Throwable error = event.getError();
				observation.error((error != null) ? error : new UncleanCloseException(event));
			}
			Observation.Scope scope = observation.openScope();
			return () -> end(observation, scope, before);
		}
		catch (Throwable ex) {
			try {
				end(observation, Observation.Scope.NOOP, before);
			}
			catch (Throwable later) {
				ex.addSuppressed(later);
			}
			throw ex;
		}
	}

	/**
	 * A handler that fails may keep a scope from being closed, and the thread is the
	 * container's.
	 */
	private void end(Observation observation, Observation.Scope scope, Observation.@Nullable Scope before) {
		try {
			scope.close();
		}
		finally {
			this.registry.setCurrentObservationScope(before);
			observation.stop();
		}
	}

}
