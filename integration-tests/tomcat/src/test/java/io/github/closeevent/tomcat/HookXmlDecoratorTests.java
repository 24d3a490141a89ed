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

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.StompFrames;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportResource;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecoratorFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The XML namespace for STOMP, with a decorator of the application around Spring's layer.
 */
class HookXmlDecoratorTests extends AbstractHookTests {

	private static TestServer server;

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Override
	TestServer server() {
		return server;
	}

	@Test
	void peerCloses() throws IOException {
		CloseEvent event = closeByPeer("/xml-stomp", 4001, "v12.stomp");
		assertOpenedBy(event, "/xml-stomp", "websocket");
		assertHandled(4001);
	}

	@Test
	void decoratorCloses() throws IOException {
		try (RawWebSocket client = connect("/xml-stomp", "v12.stomp")) {
			client.sendText("close 4010");
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(4010);
			client.sendClose(4010);
			assertEvent(server.events().awaitOne(), CloseInitiator.APPLICATION, 4010, true);
			assertHandled(4010);
		}
	}

	@Test
	void stompClosesAfterBadFrame() throws IOException {
		try (RawWebSocket client = connect("/xml-stomp", "v12.stomp")) {
			client.sendText(StompFrames.BAD);
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1002);
			client.sendClose(1002);
			assertEvent(server.events().awaitOne(), CloseInitiator.CONTAINER, 1002, true);
			assertHandled(1002);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportResource("classpath:io/github/closeevent/tomcat/hook-xml-decorators.xml")
	static class Application {

	}

	/**
	 * The application's own decorator.
	 */
	static class ScriptedHandlerFactory implements WebSocketHandlerDecoratorFactory {

		private final ScriptedHandler.Book book;

		ScriptedHandlerFactory(ScriptedHandler.Book book) {
			this.book = book;
		}

		@Override
		public WebSocketHandler decorate(WebSocketHandler handler) {
			return new ScriptedHandler(handler, this.book);
		}

	}

}
