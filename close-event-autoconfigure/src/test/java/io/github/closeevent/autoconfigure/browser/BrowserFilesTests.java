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

package io.github.closeevent.autoconfigure.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventBrowserAutoConfiguration} and
 * {@link CloseEventReactiveBrowserAutoConfiguration} in applications that run.
 */
@ParameterizedClass
@EnumSource(names = { "SERVLET", "REACTIVE" })
class BrowserFilesTests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext application;

	BrowserFilesTests(WebApplicationType type) {
	}

	@BeforeParameterizedClassInvocation
	static void start(WebApplicationType type) {
		application = start(type, "--close-event.client.enabled=true", "--close-event.client.path=/ws",
				"--close-event.codes.4001.name=Kicked", "--close-event.codes.4001.description=\"</script> \u2028",
				"--close-event.codes.4001.advice=never", "--close-event.codes.1005.advice=later",
				"--server.servlet.context-path=/app", "--spring.webflux.base-path=/app");
	}

	private static ConfigurableApplicationContext start(WebApplicationType type, String... args) {
		return new SpringApplicationBuilder(
				(type == WebApplicationType.SERVLET) ? ServletApplication.class : ReactiveApplication.class)
			.web(type)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0")
			.run(args);
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		application.close();
	}

	@Test
	void scriptIsServed() throws Exception {
		HttpResponse<String> response = request("GET", "/app/ws/reconnect.js");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Content-Type")).isEqualToIgnoringCase("text/javascript;charset=UTF-8");
		assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
		assertThat(response.body()).startsWith("const rules = {\"backoff\":")
			.contains("class ReconnectingWebSocket extends EventTarget");
	}

	@Test
	void codesAreServed() throws Exception {
		HttpResponse<String> response = request("GET", "/app/ws/codes.json");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "Content-Type")).isEqualTo("application/json");
		assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
		assertThat(JsonParserFactory.getJsonParser().parseMap(response.body())).containsOnlyKeys("backoff", "codes");
		assertThat(request("GET", "/app/ws/reconnect.js").body()).contains(response.body());
	}

	@Test
	void backoffIsThatOfTheConfiguration() throws Exception {
		assertThat(json().get("backoff")).hasToString("{initial=5000, multiplier=2.0, max=60000, resetAfter=10000}");
	}

	@Test
	@SuppressWarnings("unchecked")
	void everyCodeIsInOneRange() throws Exception {
		int next = 0;
		for (Object range : (List<Object>) json().get("codes")) {
			Map<String, Object> code = (Map<String, Object>) range;
			assertThat(code).containsEntry("first", next).containsKeys("name", "description", "advice");
			assertThat(code.containsKey("delay")).isEqualTo(!"never".equals(code.get("advice")));
			next = (int) code.get("last") + 1;
		}
		assertThat(next).isEqualTo(65536);
	}

	@Test
	void codesHaveTheWordsOfTheRegistryAndOfTheApplication() throws Exception {
		assertThat((List<?>) json().get("codes")).extracting(Object::toString)
			.contains(
					"{first=0, last=999, name=Not used, description=Not used as a close code, and never sent., advice=never}",
					"{first=1012, last=1012, name=Service Restart, description=The service restarts., advice=later, "
							+ "delay={least=5000, most=30000}}",
					"{first=4001, last=4001, name=Kicked, description=\"</script> \u2028, advice=never}")
			.anyMatch((code) -> code.startsWith("{first=1005, last=1005, name=No Status Rcvd, ")
					&& code.endsWith("advice=later, delay={least=0, most=5000}}"))
			.anyMatch((code) -> code.startsWith("{first=3008, last=3008, ")
					&& code.endsWith("advice=now, delay={least=0, most=0}}"))
			.anyMatch((code) -> code.startsWith("{first=4002, last=4999, name=Private use, ")
					&& code.endsWith("advice=later, delay={least=0, most=5000}}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "reconnect.js", "codes.json" })
	void whatHasNotChangedIsNotSentAgain(String file) throws Exception {
		String etag = header(request("GET", "/app/ws/" + file), "ETag");
		HttpResponse<String> unchanged = request("GET", "/app/ws/" + file, "If-None-Match", etag);
		assertThat(unchanged.statusCode()).isEqualTo(304);
		assertThat(unchanged.body()).isEmpty();
		assertThat(request("GET", "/app/ws/" + file, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
	}

	@Test
	void headHasNoBody() throws Exception {
		HttpResponse<String> response = request("HEAD", "/app/ws/codes.json");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(header(response, "ETag")).isNotEmpty();
		assertThat(response.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "DELETE" })
	void otherMethodsAreTheApplications(String method) throws Exception {
		assertThat(request(method, "/app/ws/codes.json").body()).doesNotContain("backoff");
	}

	@Test
	void otherPathsAreTheApplications() throws Exception {
		assertThat(request("GET", "/app/ws/other").body()).isEqualTo("whatever is left");
		assertThat(request("GET", "/app/close-event/codes.json").body()).isEqualTo("whatever is left");
	}

	private static Map<String, Object> json() throws Exception {
		return JsonParserFactory.getJsonParser().parseMap(request("GET", "/app/ws/codes.json").body());
	}

	private static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	private static HttpResponse<String> request(String method, String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI
				.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port") + path))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ServletApplication {

		@Bean
		org.springframework.web.servlet.function.RouterFunction<?> whateverIsLeft() {
			return org.springframework.web.servlet.function.RouterFunctions.route()
				.GET("/**",
						(request) -> org.springframework.web.servlet.function.ServerResponse.ok()
							.body("whatever is left"))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ReactiveApplication {

		@Bean
		org.springframework.web.reactive.function.server.RouterFunction<?> whateverIsLeft() {
			return org.springframework.web.reactive.function.server.RouterFunctions.route()
				.GET("/**",
						(request) -> org.springframework.web.reactive.function.server.ServerResponse.ok()
							.bodyValue("whatever is left"))
				.build();
		}

	}

}
