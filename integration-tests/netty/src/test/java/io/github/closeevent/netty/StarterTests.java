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

package io.github.closeevent.netty;

import java.util.Map;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.reactor.netty.NettyWebServer;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose one dependency is {@code close-event-webflux-spring-boot-starter}.
 */
class StarterTests {

	@Test
	void startsAReactiveApplicationOnNettyThatHasCloseEvents() throws Exception {
		try (TestServer server = TestServer.start(Application.class)) {
			assertThat(server.context()).isInstanceOfSatisfying(ReactiveWebServerApplicationContext.class,
					(context) -> assertThat(context.getWebServer()).isInstanceOf(NettyWebServer.class));
			try (RawWebSocket client = RawWebSocket.connect(server.port(), "/ws")) {
				client.sendClose(4001, "bye");
				CloseEvent event = server.events().awaitOne();
				assertThat(event.getCode()).isEqualTo(4001);
				assertThat(event.getReason()).isEqualTo("bye");
				assertThat(event.wasClean()).isTrue();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.socket.WebSocketHandler",
			"org.springframework.web.servlet.DispatcherServlet", "jakarta.servlet.Servlet",
			"jakarta.websocket.Session" })
	void bringsNothingOfServlets(String className) {
		assertThat(ClassUtils.isPresent(className, getClass().getClassLoader())).isFalse();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		HookHandler.Book book() {
			return new HookHandler.Book();
		}

		@Bean
		HandlerMapping mapping(HookHandler.Book book) {
			return new SimpleUrlHandlerMapping(Map.of("/ws", new HookHandler(book)), -1);
		}

	}

}
