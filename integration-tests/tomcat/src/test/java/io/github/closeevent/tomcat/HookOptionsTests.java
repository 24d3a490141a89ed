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

package io.github.closeevent.tomcat;

import java.io.IOException;
import java.time.Duration;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.mvc.HttpRequestHandlerAdapter;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Properties that decide which sessions are followed, and how.
 */
@Timeout(60)
class HookOptionsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private TestServer server;

	@AfterEach
	void stop() {
		this.server.close();
	}

	private void start(String... properties) {
		this.server = TestServer.start(Application.class, properties);
	}

	@Test
	void excludedPaths() throws IOException {
		start("close-event.paths.exclude=/x/**", "server.servlet.context-path=/app");
		assertNoEvent("/app/x/secret", 4001);
		assertEvent("/app/y", "/y", 4002);
	}

	@Test
	void includedPaths() throws IOException {
		start("close-event.paths.include=/x/**,/sockjs/**", "close-event.paths.exclude=/x/secret");
		assertNoEvent("/y", 4001);
		assertNoEvent("/x/secret", 4002);
		assertEvent("/x/open", "/x/{name}", 4003);
		assertEvent("/sockjs/000/abc/websocket", "/sockjs/**", 4004);
	}

	@ParameterizedTest
	@CsvSource({ "/app, /%61pp", "/app, /x/../app", "/app, /%2e/%61pp", "/app, /x/%2e%2e/app", "/app, /app;a=b",
			"/äpp, /%C3%A4pp", "/a b, /a%20b" })
	void pathsAreFilteredHoweverTheContextPathIsSpelled(String contextPath, String spelled) throws IOException {
		start("server.servlet.context-path=" + contextPath, "close-event.paths.include=/x/**",
				"close-event.paths.exclude=/x/secret");
		assertNoEvent(spelled + "/y", 4001);
		assertNoEvent(spelled + "/x/secret", 4002);
		assertEvent(spelled + "/x/open", "/x/{name}", 4003);
	}

	@Test
	void codesHaveTheNamesOfTheApplication() throws IOException {
		start("close-event.codes.4001.name=Kicked");
		try (RawWebSocket client = RawWebSocket.connect(this.server.port(), "/y")) {
			book().awaitSession();
			client.sendClose(4001);
			CloseEvent event = this.server.events().awaitNext();
			assertThat(event.getCloseCode().getName()).isEqualTo("Kicked");
			assertThat(event.toString()).contains("code=4001 (Kicked)");
		}
	}

	@Test
	void disabled() throws IOException {
		start("close-event.enabled=false");
		assertThat(this.server.bean(HttpRequestHandlerAdapter.class))
			.isExactlyInstanceOf(HttpRequestHandlerAdapter.class);
		assertThat(this.server.context().getBeanProvider(CloseEventPublisher.class)).isEmpty();
		assertNoEvent("/y", 4001);
	}

	@Test
	void sessionsThatAreNotWrapped() throws IOException {
		start("close-event.wrap-sessions=false");
		try (RawWebSocket client = RawWebSocket.connect(this.server.port(), "/y")) {
			assertThat(book().awaitSession()).isExactlyInstanceOf(StandardWebSocketSession.class);
			client.sendClose(4001);
			assertThat(this.server.events().awaitNext().getCode()).isEqualTo(4001);
		}
		try (RawWebSocket client = RawWebSocket.connect(this.server.port(), "/y")) {
			book().awaitSession().close(new CloseStatus(4002));
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(4002);
			client.sendClose(4002);
			CloseEvent event = this.server.events().awaitNext();
			assertThat(event.getCode()).isEqualTo(4002);
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		}
		this.server.events().assertNoMore(Duration.ofMillis(100));
	}

	@Test
	void sessionsOfExcludedPathsAreNotWrapped() throws IOException {
		start("close-event.paths.include=/y");
		try (RawWebSocket client = RawWebSocket.connect(this.server.port(), "/x/1")) {
			assertThat(book().awaitSession()).isExactlyInstanceOf(StandardWebSocketSession.class);
			client.sendClose();
		}
		try (RawWebSocket client = RawWebSocket.connect(this.server.port(), "/y")) {
			assertThat(book().awaitSession()).isInstanceOf(WebSocketSessionDecorator.class);
			client.sendClose();
		}
	}

	private ScriptedHandler.Book book() {
		return this.server.bean(ScriptedHandler.Book.class);
	}

	private void close(String path, int code) throws IOException {
		book().clear();
		try (RawWebSocket client = RawWebSocket.connect(this.server.port(), path)) {
			client.sendClose(code);
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(code);
		}
		await().untilAsserted(() -> assertThat(book().log()).containsExactly("established", "closed " + code));
	}

	private void assertNoEvent(String path, int code) throws IOException {
		close(path, code);
		this.server.events().assertNoMore(Duration.ofMillis(200));
	}

	private void assertEvent(String path, String pathPattern, int code) throws IOException {
		close(path, code);
		CloseEvent event = this.server.events().awaitNext();
		assertThat(event.getCode()).isEqualTo(code);
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
		assertThat(event.getSession().getPathPattern()).isEqualTo(pathPattern);
		this.server.events().assertNoMore(Duration.ofMillis(50));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(ScriptedHandler.Book book) {
			return (registry) -> {
				ScriptedHandler handler = new ScriptedHandler(new TextWebSocketHandler(), book);
				registry.addHandler(handler, "/x/{name}", "/y");
				registry.addHandler(handler, "/sockjs").withSockJS();
			};
		}

	}

}
