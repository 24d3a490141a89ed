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

import java.io.IOException;

import io.github.closeevent.contract.TestServer;
import io.github.closeevent.reactive.CloseEventHandshakeWebSocketService;
import io.github.closeevent.reactive.CloseEventWebSocketHandlerAdapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The handshakes of the dispatcher are made by a service that is a bean, so that a
 * session passes through both hooks.
 */
class HookTwiceTests extends AbstractHookTests {

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
	@ValueSource(strings = { "/bean", "/decorated-and-mapped" })
	void sessionHasOneEvent(String path) throws IOException {
		assertThat(server.bean(WebSocketHandlerAdapter.class)).isInstanceOfSatisfying(
				CloseEventWebSocketHandlerAdapter.class,
				(adapter) -> assertThat(adapter.getWebSocketService())
					.isInstanceOf(CloseEventHandshakeWebSocketService.class)
					.isSameAs(server.bean(WebSocketService.class)));
		assertOpenedBy(closeByPeer(path, 4001), path);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application extends HookMappingTests.Application {

		@Bean
		WebFluxConfigurer webSockets(WebSocketService service) {
			return new WebFluxConfigurer() {

				@Override
				public WebSocketService getWebSocketService() {
					return service;
				}

			};
		}

	}

}
