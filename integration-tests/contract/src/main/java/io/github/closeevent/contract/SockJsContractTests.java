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

package io.github.closeevent.contract;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SockJS over its WebSocket transport.
 */
public abstract class SockJsContractTests extends AbstractServletContractTests {

	private static final AtomicInteger counter = new AtomicInteger();

	@Override
	protected Class<?> application() {
		return Application.class;
	}

	@Override
	protected String path() {
		return "/sockjs/000/truth" + counter.incrementAndGet() + "/websocket";
	}

	@Override
	protected void awaitOpen(RawWebSocket client) throws IOException {
		assertThat(client.readFrame(PATIENCE).text()).isEqualTo("o");
	}

	@Override
	protected void say(RawWebSocket client, String text) throws IOException {
		client.sendText("[\"" + text + "\"]");
	}

	/**
	 * SockJS tells the handler of a refused close as if it were one, and is silent after.
	 */
	@Override
	protected void afterRefusedClose() {
		expectEarlyEvent();
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(event.getCode()).isEqualTo(1006);
		assertThat(event.getReason()).isEmpty();
		assertThat(event.getSent()).isNull();
		assertThat(event.wasClean()).isFalse();
	}

	@Override
	boolean passesOnLaterCloses() {
		return false;
	}

	/**
	 * SockJS hides which of two closes was first below it.
	 */
	@Override
	protected boolean knowsWhichWasFirst() {
		return false;
	}

	@Override
	CloseFrame withoutStatus() {
		return frame(3000, "Go away!");
	}

	@Test
	void peerSendsMalformedJson() throws IOException {
		this.client.sendText("[\"no end");
		assertThat(readClose().closeCode()).isEqualTo(1007);
		if (awaitsAnswer(1007)) {
			this.client.sendClose(1007);
		}
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isEqualTo(1007);
		assertThat(event.wasClean()).isEqualTo(awaitsAnswer(1007));
		assertThat(event.getError()).isNotNull();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	public static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(ScriptedHandler.Book book) {
			return (registry) -> registry.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/sockjs")
				.withSockJS();
		}

	}

}
