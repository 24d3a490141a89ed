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

package io.github.closeevent.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.observation.CloseEventObservationConvention;
import io.github.closeevent.observation.DefaultCloseEventObservationConvention;
import io.github.closeevent.publish.CloseEventMulticaster;
import io.github.closeevent.publish.CloseEventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the meters of sessions, their closes and the delivery of events.
 */
class CloseEventMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final CloseEventObservationConvention convention = new DefaultCloseEventObservationConvention(
			CloseCodes.standard());

	private final ConnectionDurationListener listener = new ConnectionDurationListener(this.registry, this.convention);

	private final OpenConnections connections = new OpenConnections(this.registry, this.convention);

	@Test
	void durationIsThatOfTheSession() {
		this.listener.onApplicationEvent(event(1001, true, Duration.ofSeconds(90)));
		this.listener.onApplicationEvent(event(1001, true, Duration.ofSeconds(30)));
		Timer timer = this.registry.get("websocket.connection.duration")
			.tags("uri", "/chat/{room}", "code", "1001", "outcome", "GOING_AWAY", "initiator", "PEER", "clean", "true",
					"transport", "websocket", "side", "SERVER")
			.timer();
		assertThat(timer.count()).isEqualTo(2);
		assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(120);
	}

	@Test
	void durationComesBeforeAllOtherListeners() {
		assertThat(this.listener.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
	}

	@Test
	void openSessionsAreCountedByWhereTheyAre() {
		Runnable first = this.connections.opened(session("/chat"));
		this.connections.opened(session("/chat"));
		this.connections.opened(session("/feed"));
		assertThat(active("/chat")).isEqualTo(2);
		assertThat(active("/feed")).isEqualTo(1);
		first.run();
		assertThat(active("/chat")).isEqualTo(1);
		assertThat(active("/feed")).isEqualTo(1);
	}

	@Test
	void placeWhoseSessionsAreGoneStaysAtZero() {
		this.connections.opened(session("/chat")).run();
		assertThat(active("/chat")).isZero();
	}

	@Test
	void placesAreFewWhateverTheMappingsSay() {
		for (int i = 0; i < 1000; i++) {
			this.connections.opened(session("/" + i));
		}
		assertThat(this.registry.get("websocket.connections.active").gauges()).hasSize(101);
		assertThat(active("OTHER")).isEqualTo(900);
	}

	@Test
	void meterFilterChangesTags() {
		this.registry.config().meterFilter(MeterFilter.ignoreTags("uri", "side"));
		this.registry.config().meterFilter(MeterFilter.denyNameStartsWith("websocket.connections"));
		this.listener.onApplicationEvent(event(1000, true, Duration.ofSeconds(1)));
		this.connections.opened(session("/chat")).run();
		assertThat(this.registry.getMeters()).singleElement()
			.satisfies((meter) -> assertThat(meter.getId().getTags()).extracting((tag) -> tag.getKey())
				.containsExactly("clean", "code", "initiator", "outcome", "transport"));
	}

	@Test
	void errorsOfListenersAreCountedWhereverTheyAreCaught() {
		CloseEventMulticaster multicaster = new CloseEventMulticaster();
		multicaster.addApplicationListener((ApplicationListener<CloseEvent>) (event) -> {
			throw new IllegalStateException("planned");
		});
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> {
			multicaster.multicastEvent((CloseEvent) event);
			throw new IllegalStateException("planned");
		}, Runnable::run, false, 1, 1);
		new CloseEventPublisherMetrics(publisher, multicaster).bindTo(this.registry);
		assertThat(counter("closeevent.listener.errors")).isZero();
		publisher.publish(event(1000, true, Duration.ZERO), true);
		assertThat(counter("closeevent.listener.errors")).isEqualTo(2);
	}

	@Test
	void queueIsMeasured() {
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> {
		}, (task) -> {
		}, true, 1, 1);
		new CloseEventPublisherMetrics(publisher, null).bindTo(this.registry);
		assertThat(this.registry.get("closeevent.queue.size").gauge().value()).isZero();
		publisher.publish(event(1000, true, Duration.ZERO), false);
		publisher.publish(event(1000, true, Duration.ZERO), false);
		assertThat(this.registry.get("closeevent.queue.size").gauge().value()).isEqualTo(2);
		assertThat(counter("closeevent.events.deferred")).isEqualTo(1);
		assertThat(counter("closeevent.events.dropped")).isZero();
	}

	private double active(String uri) {
		return this.registry.get("websocket.connections.active")
			.tags("uri", uri, "transport", "websocket", "side", "SERVER")
			.gauge()
			.value();
	}

	private double counter(String name) {
		return this.registry.get(name).functionCounter().count();
	}

	private static WebSocketSessionInfo session(String pathPattern) {
		return WebSocketSessionInfo.builder("1").pathPattern(pathPattern).build();
	}

	private static CloseEvent event(int code, boolean clean, Duration duration) {
		Instant openedAt = Instant.parse("2026-01-01T10:00:00Z");
		WebSocketSessionInfo session = WebSocketSessionInfo.builder("1")
			.pathPattern("/chat/{room}")
			.openedAt(openedAt)
			.build();
		return new CloseEvent(session,
				CloseEventInit.create()
					.code(code)
					.wasClean(clean)
					.initiator(CloseInitiator.PEER)
					.closedAt(openedAt.plus(duration)));
	}

}
