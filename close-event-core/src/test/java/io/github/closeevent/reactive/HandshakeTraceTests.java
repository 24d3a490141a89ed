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

import io.github.closeevent.CloseCodes;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.Observers;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.socket.WebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the way of a handshake's trace to the record of the session.
 */
class HandshakeTraceTests {

	private final SessionRecords records = new SessionRecords();

	private final ClosingWatch watch = new ClosingWatch();

	private final CloseEventWebSocketHandlerDecoratorFactory factory = new CloseEventWebSocketHandlerDecoratorFactory(
			new SessionCloseTracker(this.records, this.watch, new CloseEventPublisher((event) -> {
			}, Runnable::run, false, 10, 1), new TrackingSettings(Duration.ofHours(1), (session) -> true,
					CloseCodes.standard(), new Observers(null, (attributes) -> attributes.apply("trace"))), true));

	private final WebSocketHandler handler = (session) -> Mono.never();

	private final FakeReactiveSession session = new FakeReactiveSession();

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void traceIsThatOfTheExchange() {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/feed"));
		exchange.getAttributes().put("trace", "of the exchange");
		this.factory.decorate(this.handler, exchange).handle(this.session);
		assertThat(this.records.find(this.session).getHandshakeTrace()).isEqualTo("of the exchange");
	}

	@Test
	void sessionThatOpensWithoutADispatchHasNone() {
		this.factory.decorate(this.handler).handle(this.session);
		assertThat(this.records.find(this.session).getHandshakeTrace()).isNull();
	}

}
