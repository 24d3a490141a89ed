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

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.params.ParameterizedTest;
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
 * Tests for the span of a close on real servers, with OpenTelemetry.
 */
class CloseSpanTests {

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void spanOfACloseIsLinkedToTheHandshake(WebApplicationType type) {
		try (ConfigurableApplicationContext application = start(type)) {
			Spans spans = application.getBean(Spans.class);
			closeWith(application, 4001);
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
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void closeThatWasNotCleanIsAnError(WebApplicationType type) {
		try (ConfigurableApplicationContext application = start(type)) {
			connect(application).abort();
			SpanData close = application.getBean(Spans.class).closeOfSession();
			assertThat(tags(close)).containsEntry("clean", "false").containsEntry("code", "1006");
			assertThat(close.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		}
	}

	private static Map<String, String> tags(SpanData span) {
		Map<String, String> tags = new HashMap<>();
		span.getAttributes().forEach((key, value) -> tags.put(key.getKey(), String.valueOf(value)));
		return tags;
	}

	private static void closeWith(ConfigurableApplicationContext application, int code) {
		connect(application).sendClose(code, "bye").join();
	}

	private static WebSocket connect(ConfigurableApplicationContext application) {
		String port = application.getEnvironment().getProperty("local.server.port");
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://localhost:" + port + "/chat/blue?token=secret"), new WebSocket.Listener() {
			})
			.join();
	}

	private static ConfigurableApplicationContext start(WebApplicationType type) {
		return new SpringApplicationBuilder(
				(type == WebApplicationType.SERVLET) ? ServletApplication.class : ReactiveApplication.class)
			.web(type)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "management.tracing.sampling.probability=1.0")
			.run();
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
