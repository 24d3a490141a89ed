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

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;

import org.springframework.util.Assert;

/**
 * Makes the span of a close: in a trace of its own, with a link to the one of the
 * handshake. Whatever span is current on the delivering thread is that of somebody else,
 * because a thread delivers the events of many sessions.
 * <p>
 * Must come before the handler for all observations, which cannot make links.
 *
 * @since 0.1.0
 */
public final class CloseEventTracingObservationHandler
		implements TracingObservationHandler<CloseEventObservationContext> {

	private final Tracer tracer;

	/**
	 * Create a handler.
	 * @param tracer makes the spans, not {@code null}
	 */
	public CloseEventTracingObservationHandler(Tracer tracer) {
		Assert.notNull(tracer, "'tracer' must not be null");
		this.tracer = tracer;
	}

	@Override
	public void onStart(CloseEventObservationContext context) {
		// Not every tracer heeds setNoParent() while a span is current.
		try (Tracer.SpanInScope ignored = this.tracer.withSpan(null)) {
			Span.Builder builder = this.tracer.spanBuilder().setNoParent().name(getSpanName(context));
			HandshakeTrace handshake = context.getHandshakeTrace();
			if (handshake != null) {
				builder.addLink(new Link(toContext(handshake)));
			}
			getTracingContext(context).setSpan(builder.start());
		}
	}

	private TraceContext toContext(HandshakeTrace handshake) {
		return this.tracer.traceContextBuilder()
			.traceId(handshake.traceId())
			.spanId(handshake.spanId())
			.sampled(handshake.sampled())
			.build();
	}

	@Override
	public void onStop(CloseEventObservationContext context) {
		Span span = getRequiredSpan(context);
		span.name(getSpanName(context));
		tagSpan(context, span);
		endSpan(context, span);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof CloseEventObservationContext;
	}

	@Override
	public Tracer getTracer() {
		return this.tracer;
	}

}
