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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CloseEventObservations} and what is told of them.
 */
class CloseEventObservationsTests {

	private static final WebSocketSessionInfo SESSION = WebSocketSessionInfo.builder("7-1")
		.pathPattern("/chat/{room}")
		.build();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final CloseEventObservationConvention convention = new DefaultCloseEventObservationConvention(
			CloseCodes.standard());

	@Test
	void cleanCloseIsNoError() {
		deliver(event(CloseEventInit.create().code(1000).wasClean(true).initiator(CloseInitiator.PEER)), null);
		assertThatObservation().hasNameEqualTo("websocket.close")
			.hasContextualNameEqualTo("websocket close")
			.hasLowCardinalityKeyValue("uri", "/chat/{room}")
			.hasLowCardinalityKeyValue("code", "1000")
			.hasLowCardinalityKeyValue("outcome", "NORMAL")
			.hasLowCardinalityKeyValue("initiator", "PEER")
			.hasLowCardinalityKeyValue("clean", "true")
			.hasLowCardinalityKeyValue("transport", "websocket")
			.hasLowCardinalityKeyValue("side", "SERVER")
			.hasHighCardinalityKeyValue("websocket.session.id", "7-1")
			.hasHighCardinalityKeyValueWithKey("websocket.session.duration")
			.doesNotHaveHighCardinalityKeyValueWithKey("websocket.close.reason")
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void errorIsTheOneThatLedToTheClose() {
		IOException error = new IOException("reset");
		deliver(event(CloseEventInit.create().code(1006).error(error)), null);
		assertThatObservation().hasError(error).hasLowCardinalityKeyValue("outcome", "ABNORMAL");
	}

	@Test
	void errorOfACleanCloseIsNotThatOfTheObservation() {
		deliver(event(CloseEventInit.create().code(1011).wasClean(true).error(new IllegalStateException("handler"))),
				null);
		assertThatObservation().doesNotHaveError().hasLowCardinalityKeyValue("outcome", "ERROR");
	}

	@Test
	void uncleanCloseWithoutAnExceptionIsAnErrorWithoutAStackTrace() {
		deliver(event(CloseEventInit.create().code(1001).initiator(CloseInitiator.CONTAINER)), null);
		assertThatObservation().hasError().thenError().satisfies((error) -> {
			assertThat(error)
				.hasMessage("The closing handshake was not completed: 1001 (Going Away), initiator CONTAINER");
			assertThat(error.getStackTrace()).isEmpty();
		});
	}

	@Test
	void reasonIsEscapedAndShort() {
		deliver(event(CloseEventInit.create().code(4000).reason("\r\n\u001b[31m" + "x".repeat(10_000))), null);
		assertThatObservation().hasHighCardinalityKeyValue("websocket.close.reason",
				"\\r\\n\\u001b[31m" + "x".repeat(116));
	}

	@Test
	void keysAreThoseOfTheDocumentation() {
		deliver(event(CloseEventInit.create().code(1000).reason("bye").wasClean(true)), null);
		assertThatObservation().hasSubsetOfKeys("clean", "code", "initiator", "outcome", "side", "transport", "uri",
				"websocket.close.reason", "websocket.session.duration", "websocket.session.id");
		assertThat(CloseEventObservationDocumentation.CLOSE.getLowCardinalityKeyNames()).hasSize(7);
		assertThat(CloseEventObservationDocumentation.CLOSE.getHighCardinalityKeyNames()).hasSize(3);
	}

	@Test
	void listenersRunInTheScope() {
		Runnable end = new CloseEventObservations(this.registry, this.convention).begin(event(CloseEventInit.create()),
				null);
		assertThat(this.registry.getCurrentObservation().getContextView())
			.isInstanceOf(CloseEventObservationContext.class);
		end.run();
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void nobodyIsToldWithoutHandlers() {
		assertThat(new CloseEventObservations(ObservationRegistry.NOOP, this.convention)
			.begin(event(CloseEventInit.create()), null)).isNull();
		assertThat(new CloseEventObservations(ObservationRegistry.create(), this.convention)
			.begin(event(CloseEventInit.create()), null)).isNull();
	}

	@Test
	void observationCanBeSwitchedOff() {
		this.registry.observationConfig().observationPredicate((name, context) -> !name.equals("websocket.close"));
		assertThat(
				new CloseEventObservations(this.registry, this.convention).begin(event(CloseEventInit.create()), null))
			.isNull();
	}

	@Test
	void conventionCanBeReplaced() {
		CloseEventObservationConvention own = new DefaultCloseEventObservationConvention(CloseCodes.standard()) {

			@Override
			public String getName() {
				return "my.close";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(CloseEventObservationContext context) {
				return KeyValues.of("my.key", context.getEvent().getSession().getId());
			}

		};
		new CloseEventObservations(this.registry, own).begin(event(CloseEventInit.create()), null).run();
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo("my.close")
			.that()
			.hasLowCardinalityKeyValue("my.key", "7-1")
			.doesNotHaveLowCardinalityKeyValueWithKey("uri");
	}

	@Test
	void handlerThatFailsLeavesNoScopeOnTheThread() {
		ObservationRegistry failing = ObservationRegistry.create();
		failing.observationConfig().observationHandler(new FailingHandler());
		CloseEventObservations observations = new CloseEventObservations(failing, this.convention);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> observations.begin(event(CloseEventInit.create()), null))
			.withMessage("planned");
		assertThat(failing.getCurrentObservationScope()).isNull();
	}

	@Test
	void uriIsOneOfFewValues() {
		List<String> values = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			WebSocketSessionInfo session = WebSocketSessionInfo.builder("1").pathPattern("/" + i).build();
			values.add(this.convention.getSessionKeyValues(session).stream().skip(2).findFirst().get().getValue());
		}
		assertThat(values).startsWith("/0", "/1", "/2")
			.containsOnlyOnce("/99")
			.doesNotContain("/100")
			.endsWith("OTHER");
		assertThat(this.convention.getSessionKeyValues(WebSocketSessionInfo.builder("1").build()))
			.extracting((keyValue) -> keyValue.getKey() + "=" + keyValue.getValue())
			.containsExactly("side=SERVER", "transport=websocket", "uri=UNKNOWN");
	}

	@Test
	void spanIsLinkedToTheTraceOfTheHandshake() {
		SimpleTracer tracer = new SimpleTracer();
		tracing(tracer);
		Span handshake = tracer.nextSpan().name("http get").start();
		Object trace;
		try (Tracer.SpanInScope scope = tracer.withSpan(handshake)) {
			trace = new TracedHandshakes(tracer).current((name) -> null);
		}
		handshake.end();
		deliver(event(CloseEventInit.create().code(1006)), trace);
		SimpleSpan span = tracer.getSpans().getLast();
		assertThat(span.getName()).isEqualTo("websocket close");
		assertThat(span.getTags()).containsEntry("code", "1006").containsEntry("websocket.session.id", "7-1");
		assertThat(span.getError()).isInstanceOf(UncleanCloseException.class);
		assertThat(span.getEndTimestamp()).isNotNull();
		assertThat(span.getParentId()).isNullOrEmpty();
		assertThat(span.getLinks()).singleElement().satisfies((link) -> {
			assertThat(link.getTraceContext().traceId()).isNotEmpty().isEqualTo(handshake.context().traceId());
			assertThat(link.getTraceContext().spanId()).isEqualTo(handshake.context().spanId());
		});
	}

	@Test
	void spanOfAHandshakeThatWasNotTracedHasNoLink() {
		SimpleTracer tracer = new SimpleTracer();
		tracing(tracer);
		deliver(event(CloseEventInit.create().wasClean(true)), new TracedHandshakes(tracer).current((name) -> null));
		assertThat(tracer.onlySpan().getLinks()).isEmpty();
		assertThat(tracer.onlySpan().getError()).isNull();
	}

	@Test
	void handshakeOfWebFluxIsThatOfItsObservation() {
		SimpleTracer tracer = new SimpleTracer();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
		Observation request = Observation.start("http.server.requests", registry);
		String name = "org.springframework.http.server.reactive.observation.ServerRequestObservationContext";
		Object trace = new TracedHandshakes(tracer).current(Map.of(name, request.getContext())::get);
		request.stop();
		TraceContext context = tracer.onlySpan().context();
		assertThat(trace).isEqualTo(new HandshakeTrace(context.traceId(), context.spanId(), context.sampled()));
	}

	@Test
	void handshakeIsNotTracedByATracerThatDoesNothing() {
		assertThat(new TracedHandshakes(Tracer.NOOP).current((name) -> null)).isNull();
	}

	private void tracing(SimpleTracer tracer) {
		this.registry.observationConfig()
			.observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
					new CloseEventTracingObservationHandler(tracer), new DefaultTracingObservationHandler(tracer)));
	}

	private void deliver(CloseEvent event, Object trace) {
		new CloseEventObservations(this.registry, this.convention).begin(event, trace).run();
	}

	private TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert assertThatObservation() {
		return TestObservationRegistryAssert.assertThat(this.registry).hasSingleObservationThat();
	}

	private static CloseEvent event(CloseEventInit init) {
		return new CloseEvent(SESSION, init);
	}

	/**
	 * Fails when a scope is opened.
	 */
	private static final class FailingHandler implements ObservationHandler<Observation.Context> {

		@Override
		public void onScopeOpened(Observation.Context context) {
			throw new IllegalStateException("planned");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
