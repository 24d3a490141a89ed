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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.closeevent.Clean;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners of an application that hear only what they ask for.
 */
class CloseEventListenerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@Test
	void listenersHearOnlyWhatTheyAskFor() throws IOException {
		try (TestServer server = TestServer.start(Application.class, "server.servlet.context-path=/app",
				"close-event.codes.4001.name=Kicked", "app.rooms=/chat/**")) {
			closeByPeer(server, "/app/chat/1", 1000);
			closeByPeer(server, "/app/chat/1", 4001);
			closeByPeer(server, "/app/other/1", 4001);
			closeByApplication(server, "/app/chat/1");
			reset(server, "/app/chat/1");
			reset(server, "/app/other/1");
			Application application = server.bean(Application.class);
			assertThat(application.kicked).containsExactly("4001 PEER /chat/1", "4001 APPLICATION /chat/1");
			assertThat(application.lost).containsExactly("1006 NETWORK /chat/1");
			assertThat(application.byApplication).containsExactly("4001 APPLICATION /chat/1");
		}
	}

	@ParameterizedTest
	@CsvSource({ "/app, /%61pp/chat/1", "/app, /x/../app/chat/1", "/app, /%2e/%61pp/chat/1",
			"/app, /x/%2e%2e/app/chat/1", "/app, /app;a=b/chat/1", "/äpp, /%C3%A4pp/chat/1", "/a b, /a%20b/chat/1" })
	void pathsAreHeardHoweverTheContextPathIsSpelled(String contextPath, String path) throws IOException {
		try (TestServer server = TestServer.start(Application.class, "server.servlet.context-path=" + contextPath,
				"close-event.codes.4001.name=Kicked", "app.rooms=/chat/**")) {
			closeByPeer(server, path, 4001);
			assertThat(server.bean(Application.class).kicked).containsExactly("4001 PEER /chat/1");
		}
	}

	private static void closeByPeer(TestServer server, String path, int code) throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(server.port(), path)) {
			client.sendClose(code);
			server.events().awaitNext();
		}
	}

	private static void closeByApplication(TestServer server, String path) throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(server.port(), path)) {
			client.sendText("close 4001");
			client.readUntilClose(PATIENCE);
			client.sendClose(4001);
			server.events().awaitNext();
		}
	}

	private static void reset(TestServer server, String path) throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(server.port(), path)) {
			client.reset();
			server.events().awaitNext();
		}
	}

	/**
	 * Its listeners come before the recorder, so that they are done when it has recorded.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application {

		private final List<String> kicked = new CopyOnWriteArrayList<>();

		private final List<String> lost = new CopyOnWriteArrayList<>();

		private final List<String> byApplication = new CopyOnWriteArrayList<>();

		@Bean
		WebSocketConfigurer webSocketConfigurer() {
			return (registry) -> registry.addHandler(
					new ScriptedHandler(new TextWebSocketHandler(), new ScriptedHandler.Book()), "/chat/*", "/other/*");
		}

		@Order(0)
		@CloseEventListener(codes = "Kicked", paths = "${app.rooms}")
		void kicked(CloseEvent event) {
			this.kicked.add(text(event));
		}

		@Order(0)
		@CloseEventListener(codes = { "1006", "4002-4999" }, paths = "/chat/{room}", clean = Clean.NO)
		void lost(CloseEvent event) {
			this.lost.add(text(event));
		}

		@Order(0)
		@CloseEventListener(initiators = CloseInitiator.APPLICATION)
		void byApplication(CloseEvent event) {
			this.byApplication.add(text(event));
		}

		private static String text(CloseEvent event) {
			return event.getCode() + " " + event.getInitiator() + " " + event.getSession().getPath();
		}

	}

}
