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

import java.util.function.Function;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Tells in which trace a handshake takes place: that of the observation of its HTTP
 * request.
 *
 * @since 0.1.0
 */
public final class TracedHandshakes {

	/**
	 * Where WebFlux keeps the context of that observation; no thread of it has a current
	 * span.
	 */
	private static final String REACTIVE_CONTEXT = "org.springframework.http.server.reactive.observation"
			+ ".ServerRequestObservationContext";

	private final Tracer tracer;

	/**
	 * Create an instance.
	 * @param tracer knows the current span, not {@code null}
	 */
	public TracedHandshakes(Tracer tracer) {
		Assert.notNull(tracer, "'tracer' must not be null");
		this.tracer = tracer;
	}

	/**
	 * Return the trace of a handshake that takes place on this thread.
	 * @param attributes gives the attributes of its request by name
	 * @return the {@link HandshakeTrace}, or {@code null} if there is none that is
	 * recorded
	 */
	public @Nullable Object current(Function<String, @Nullable Object> attributes) {
		Span span = spanIn(attributes.apply(REACTIVE_CONTEXT));
		if (span == null) {
			span = this.tracer.currentSpan();
		}
		if (span == null || span.isNoop()) {
			return null;
		}
		TraceContext context = span.context();
		return new HandshakeTrace(context.traceId(), context.spanId(), context.sampled());
	}

	private static @Nullable Span spanIn(@Nullable Object attribute) {
		TracingContext context = (attribute instanceof Observation.ContextView observed)
				? observed.get(TracingContext.class) : null;
		return (context != null) ? context.getSpan() : null;
	}

}
