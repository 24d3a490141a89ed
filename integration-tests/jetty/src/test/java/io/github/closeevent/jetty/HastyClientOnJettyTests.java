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

package io.github.closeevent.jetty;

import java.io.IOException;
import java.time.Duration;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.HastyClient;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Close frame in the segment of the handshake, on Jetty.
 */
@Timeout(60)
class HastyClientOnJettyTests {

	@Test
	void closeInTheSegmentOfTheHandshake() throws IOException {
		CloseFrame close = new CloseFrame(4001, "bye");
		try (TestServer server = TestServer.start(Application.class);
				HastyClient client = HastyClient.connectAndClose(server.port(), "/raw", close)) {
			CloseFrame answer = client.readClose();
			CloseEvent event = server.events().awaitOne();
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getReceived()).isEqualTo(close);
			assertThat(event.getSent()).isEqualTo(answer).isNotNull();
			assertThat(event.wasClean()).isTrue();
			server.events().assertNoMore(Duration.ofMillis(100));
		}
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
			return (registry) -> registry.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/raw");
		}

	}

}
