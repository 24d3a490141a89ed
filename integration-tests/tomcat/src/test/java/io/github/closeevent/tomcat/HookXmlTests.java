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
import java.util.Map;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.StompFrames;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportResource;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The XML namespace for WebSockets.
 */
class HookXmlTests extends AbstractHookTests {

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

	@BeforeEach
	void forgetDisconnects() {
		server.bean(Disconnects.class).codes().clear();
	}

	@Test
	void rawHandler() throws IOException {
		CloseEvent event = closeByPeer("/xml", 4001);
		assertOpenedBy(event, "/xml", "websocket");
		assertThat(event.getSession().getAttributes()).containsEntry("interceptor", "called");
		assertHandled(4001);
	}

	@Test
	void sockJsHandler() throws IOException {
		CloseEvent event = closeByPeer(sockJs("/xml-sockjs"), 4002);
		assertOpenedBy(event, "/xml-sockjs/**", "sockjs-websocket");
		assertHandled(4002);
	}

	@Test
	void stomp() throws IOException {
		CloseEvent event = closeByPeer("/xml-stomp", 4003, "v12.stomp");
		assertOpenedBy(event, "/xml-stomp", "websocket");
		assertThat(event.getSession().getSubProtocol()).isEqualTo("v12.stomp");
		assertThat(server.bean(Disconnects.class).codes()).containsExactly(4003);
	}

	@Test
	void stompOverSockJs() throws IOException {
		CloseEvent event = closeByPeer(sockJs("/xml-stomp-sockjs"), 4004);
		assertOpenedBy(event, "/xml-stomp-sockjs/**", "sockjs-websocket");
		assertThat(server.bean(Disconnects.class).codes()).containsExactly(4004);
	}

	@Test
	void stompClosesAfterBadFrame() throws IOException {
		try (RawWebSocket client = connect("/xml-stomp", "v12.stomp")) {
			client.sendText(StompFrames.BAD);
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1002);
			client.sendClose(1002);
			assertEvent(server.events().awaitOne(), CloseInitiator.CONTAINER, 1002, true);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportResource("classpath:io/github/closeevent/tomcat/hook-xml.xml")
	static class Application {

		@Bean
		Disconnects disconnects() {
			return new Disconnects();
		}

	}

	/**
	 * Leaves an attribute.
	 */
	static class Interceptor implements HandshakeInterceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
				Map<String, Object> attributes) {
			attributes.put("interceptor", "called");
			return true;
		}

		@Override
		public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
				Exception exception) {
		}

	}

}
