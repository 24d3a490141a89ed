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

package io.github.closeevent.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.servlet.CloseEventWebSocketClients;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the client of {@code docs/reconnecting.md}, in an application that has no web
 * server.
 */
class ReconnectExampleTests {

	private ConfigurableApplicationContext server;

	private ConfigurableApplicationContext application;

	private WebSocketSessions sessions;

	@BeforeEach
	void start() {
		this.server = ChildContextTests
			.application(ChildContextTests.ServletParentApplication.class, WebApplicationType.SERVLET)
			.run();
		this.sessions = this.server.getBean(WebSocketSessions.class);
		int port = ((WebServerApplicationContext) this.server).getWebServer().getPort();
		this.application = ChildContextTests.application(ClientApplication.class, WebApplicationType.NONE)
			.properties("test.uri=ws://localhost:" + port + "/parent", "close-event.client.backoff.initial=1ms",
					"close-event.client.backoff.max=10ms")
			.run();
		await().until(() -> this.sessions.count() == 1);
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.server.close();
	}

	@Test
	void isTheOneOfTheDocumentation() throws IOException {
		String page = Files.readString(Path.of("../docs/reconnecting.md"));
		int start = page.indexOf("@Component\nclass Prices");
		assertThat(start).isPositive();
		assertThat(Path.of("src/test/java/io/github/closeevent/autoconfigure/Prices.java")).content()
			.endsWith(page.substring(start, page.indexOf("```", start)));
	}

	@Test
	void comesBack() {
		String first = id();
		end(1011);
		await().until(() -> this.sessions.count() == 1 && !id().equals(first));
	}

	@Test
	void staysAwayWhenTheApplicationStops() {
		ClosesHeard heard = this.server.getBean(ClosesHeard.class);
		this.application.close();
		await().until(() -> this.sessions.count() == 0);
		await().untilAsserted(() -> assertThat(heard.inShort()).containsExactly("/parent 1001"));
	}

	private String id() {
		return this.sessions.stream().findAny().orElseThrow().getId();
	}

	private void end(int code) {
		this.server.getBean(WebSocketCloser.class).close(SessionSelector.all(), code, "").join();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	@Import(Prices.class)
	static class ClientApplication {

		@Bean
		WebSocketClient client(CloseEventWebSocketClients clients, @Value("${test.uri}") URI uri) {
			return clients.decorate(new Detour(uri));
		}

	}

	/**
	 * Connects with a server of the test, whichever one was asked for.
	 */
	record Detour(URI uri) implements WebSocketClient {

		@Override
		public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, String uriTemplate,
				@Nullable Object... uriVariables) {
			return execute(handler, null, URI.create(uriTemplate));
		}

		@Override
		public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler,
				@Nullable WebSocketHttpHeaders headers, URI asked) {
			return new StandardWebSocketClient().execute(handler, headers, this.uri);
		}

	}

}
