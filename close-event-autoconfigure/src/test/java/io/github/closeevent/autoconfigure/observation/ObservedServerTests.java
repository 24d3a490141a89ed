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

package io.github.closeevent.autoconfigure.observation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the span of a close and the count of open sessions on real servers, with
 * OpenTelemetry and Prometheus.
 */
@ParameterizedClass
@EnumSource(names = { "SERVLET", "REACTIVE" })
class ObservedServerTests {

	private static ConfigurableApplicationContext application;

	private static Spans spans;

	ObservedServerTests(WebApplicationType type) {
	}

	@BeforeParameterizedClassInvocation
	static void start(WebApplicationType type) {
		application = new SpringApplicationBuilder(
				(type == WebApplicationType.SERVLET) ? ServletApplication.class : ReactiveApplication.class)
			.web(type)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "management.tracing.sampling.probability=1.0")
			.run();
		spans = application.getBean(Spans.class);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@BeforeEach
	void forgetSpans() {
		spans.ended.clear();
	}

	@Test
	void spanOfACloseIsLinkedToTheHandshake() {
		connect().sendClose(4001, "bye").join();
		SpanData close = spans.closeOfSession();
		SpanData handshake = spans.handshake();
		assertThat(close.getLinks()).singleElement().satisfies((link) -> {
			assertThat(link.getSpanContext().getTraceId()).isEqualTo(handshake.getTraceId());
			assertThat(link.getSpanContext().getSpanId()).isEqualTo(handshake.getSpanId());
		});
		assertThat(close.getTraceId()).isNotEqualTo(handshake.getTraceId());
		assertThat(close.getParentSpanContext().isValid()).isFalse();
		assertThat(tags(close)).containsEntry("uri", "/chat/{room}")
			.containsEntry("code", "4xxx")
			.containsEntry("outcome", "APPLICATION")
			.containsEntry("initiator", "PEER")
			.containsEntry("clean", "true")
			.containsEntry("side", "SERVER")
			.containsEntry("transport", "websocket")
			.containsEntry("websocket.close.reason", "bye")
			.containsKeys("websocket.session.id", "websocket.session.duration");
		assertThat(close.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
	}

	@Test
	void closeThatWasNotCleanIsAnError() {
		connect().abort();
		SpanData close = spans.closeOfSession();
		assertThat(tags(close)).containsEntry("clean", "false").containsEntry("code", "1006");
		assertThat(close.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(close.getLinks()).singleElement()
			.satisfies(
					(link) -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(spans.handshake().getSpanId()));
	}

	@Test
	void openSessionsAreCountedAndTheirLivesMeasured() {
		WebSocket first = connect();
		WebSocket second = connect();
		await().until(() -> active() == 2);
		second.sendClose(1000, "").join();
		await().until(() -> active() == 1);
		first.sendClose(1000, "").join();
		await().until(() -> active() == 0);
		await().until(() -> closes("1000") == 2);
		await().until(() -> spans.ended.size() == 4);
	}

	private static double active() {
		return application.getBean(MeterRegistry.class)
			.find("websocket.connections.active")
			.tags("uri", "/chat/{room}")
			.gauges()
			.stream()
			.mapToDouble(Gauge::value)
			.sum();
	}

	private static long closes(String code) {
		return application.getBean(MeterRegistry.class)
			.find("websocket.connection.duration")
			.tags("uri", "/chat/{room}", "code", code, "clean", "true")
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	private static Map<String, String> tags(SpanData span) {
		Map<String, String> tags = new HashMap<>();
		span.getAttributes().forEach((key, value) -> tags.put(key.getKey(), String.valueOf(value)));
		return tags;
	}

	private static WebSocket connect() {
		String port = application.getEnvironment().getProperty("local.server.port");
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://localhost:" + port + "/chat/blue?token=secret"), new WebSocket.Listener() {
			})
			.join();
	}

	/**
	 * The spans that have ended.
	 */
	static final class Spans implements SpanProcessor {

		private final List<SpanData> ended = new CopyOnWriteArrayList<>();

		@Override
		public void onStart(Context parent, ReadWriteSpan span) {
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			this.ended.add(span.toSpanData());
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

		SpanData find(Predicate<SpanData> predicate) {
			return await().until(() -> this.ended.stream().filter(predicate).findFirst(), Optional::isPresent).get();
		}

		SpanData closeOfSession() {
			return find((span) -> span.getName().equals("websocket close"));
		}

		SpanData handshake() {
			return find((span) -> span.getKind() == SpanKind.SERVER);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSocket
	static class ServletApplication {

		@Bean
		Spans spans() {
			return new Spans();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer() {
			return (registry) -> registry.addHandler(new AbstractWebSocketHandler() {
			}, "/chat/{room}");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ReactiveApplication {

		@Bean
		Spans spans() {
			return new Spans();
		}

		@Bean
		SimpleUrlHandlerMapping webSocketMapping() {
			WebSocketHandler handler = (session) -> session.receive().then();
			return new SimpleUrlHandlerMapping(Map.of("/chat/{room}", handler), -1);
		}

	}

}
