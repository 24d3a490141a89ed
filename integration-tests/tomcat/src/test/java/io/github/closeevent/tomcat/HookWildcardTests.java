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
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * One handler for all paths: none of them, which a client may choose, is a pattern.
 */
class HookWildcardTests extends AbstractHookTests {

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

	@ParameterizedTest
	@ValueSource(strings = { "/", "/some/path", "/**", "/%7Bid%7D" })
	void pathIsNoPattern(String path) throws IOException {
		CloseEvent event = closeByPeer(path, 4001);
		assertOpenedBy(event, "/*", "websocket");
		assertHandled(4001);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		SimpleUrlHandlerMapping wildcardMapping(ScriptedHandler.Book book) {
			return new SimpleUrlHandlerMapping(Map.of("/*",
					new WebSocketHttpRequestHandler(new ScriptedHandler(new TextWebSocketHandler(), book))), 0);
		}

	}

}
