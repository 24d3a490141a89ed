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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseReport;
import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A handler closes sessions on an event loop, which may not be blocked.
 */
@Timeout(60)
class EventLoopCloserTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static TestServer server;

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void sessionsOfThisLoopAndOfOthersAreClosed() throws Exception {
		List<RawWebSocket> clients = List.of(connect(), connect(), connect(), connect(), connect(), connect());
		clients.get(0).sendText("all out");
		for (RawWebSocket client : clients) {
			RawWebSocket.Frame close = client.readUntilClose(PATIENCE);
			assertThat(close).isNotNull();
			assertThat(close.closeCode()).isEqualTo(4001);
			client.close();
		}
		Handler handler = server.bean(Handler.class);
		assertThat(handler.threads.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		CompletableFuture<CloseReport> report = handler.reports.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(report).isNotNull();
		assertThat(report.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).asked()).isEqualTo(clients.size());
	}

	/**
	 * Connect a client, and wait until its handler receives.
	 */
	private static RawWebSocket connect() throws IOException {
		RawWebSocket client = RawWebSocket.connect(server.port(), "/closing");
		client.sendText("hello");
		assertThat(client.readFrame(PATIENCE)).isNotNull();
		return client;
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Handler handler(WebSocketCloser closer) {
			return new Handler(closer);
		}

		@Bean
		HandlerMapping mapping(Handler handler) {
			return new SimpleUrlHandlerMapping(Map.of("/closing", handler), -1);
		}

	}

	/**
	 * Echoes, and closes all sessions when it is told.
	 */
	static class Handler implements WebSocketHandler {

		private final BlockingQueue<Boolean> threads = new LinkedBlockingQueue<>();

		private final BlockingQueue<CompletableFuture<CloseReport>> reports = new LinkedBlockingQueue<>();

		private final WebSocketCloser closer;

		Handler(WebSocketCloser closer) {
			this.closer = closer;
		}

		@Override
		public Mono<Void> handle(WebSocketSession session) {
			return session.send(session.receive().map((message) -> {
				String text = message.getPayloadAsText();
				if (text.equals("all out")) {
					this.threads.add(Schedulers.isInNonBlockingThread());
					this.reports.add(this.closer.close(SessionSelector.all(), 4001, text));
				}
				return session.textMessage(text);
			}));
		}

	}

}
