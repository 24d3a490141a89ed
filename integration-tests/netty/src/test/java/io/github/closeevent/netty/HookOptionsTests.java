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
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.adapter.AbstractWebSocketSession;
import org.springframework.web.reactive.socket.adapter.ReactorNettyWebSocketSession;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;

import static org.assertj.core.api.Assertions.assertThat;

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

	private void start(Class<?> application, String... properties) {
		this.server = TestServer.start(application, properties);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/app" })
	void excludedPaths(String basePath) throws Exception {
		start(Application.class, "close-event.paths.exclude=/x/**", "spring.webflux.base-path=" + basePath);
		assertThat(closeByPeer(basePath + "/x/secret", 4001)).isInstanceOf(ReactorNettyWebSocketSession.class);
		this.server.events().assertNoMore(Duration.ofMillis(200));
		assertThat(closeByPeer(basePath + "/y", 4002)).isNotInstanceOf(AbstractWebSocketSession.class);
		assertThat(this.server.events().awaitOne().getCode()).isEqualTo(4002);
	}

	@Test
	void disabled() throws Exception {
		start(Application.class, "close-event.enabled=false");
		assertThat(this.server.bean(WebSocketHandlerAdapter.class)).isExactlyInstanceOf(WebSocketHandlerAdapter.class);
		assertThat(this.server.context().getBeanProvider(CloseEventPublisher.class)).isEmpty();
		assertThat(closeByPeer("/y", 4001)).isInstanceOf(ReactorNettyWebSocketSession.class);
		this.server.events().assertNoMore(Duration.ofMillis(200));
	}

	@Test
	void sessionsThatAreNotWrappedAreThoseOfSpring() throws Exception {
		start(Application.class, "close-event.wrap-sessions=false");
		assertThat(closeByPeer("/y", 4001)).isInstanceOf(ReactorNettyWebSocketSession.class);
		CloseEvent event = this.server.events().awaitOne();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
		assertThat(event.getCode()).isEqualTo(4001);
		assertThat(event.wasClean()).isTrue();
	}

	@Test
	void sessionsThatAreNotWrappedCanBeClosed() throws Exception {
		start(Application.class, "close-event.wrap-sessions=false");
		assertClosedByHandler(4002);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4002, 1001 })
	void whoClosesASessionThatIsWrappedIsKnown(int code) throws Exception {
		start(Application.class);
		assertClosedByHandler(code);
	}

	private void assertClosedByHandler(int code) throws Exception {
		try (RawWebSocket client = RawWebSocket.connect(this.server.port(), "/y")) {
			book().awaitSession().close(new CloseStatus(code)).subscribe();
			RawWebSocket.Frame frame = client.readUntilClose(PATIENCE);
			assertThat(frame).isNotNull();
			assertThat(frame.closeCode()).isEqualTo(code);
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(code);
		}
		this.server.events().assertNoMore(Duration.ofMillis(100));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void listenersDoNotRunOnTheEventLoop(boolean async) throws Exception {
		start(Application.class, "close-event.async.enabled=" + async);
		closeByPeer("/y", 4001);
		assertThat(this.server.bean(Application.class).awaitThread()).startsWith("task-");
	}

	@Test
	void listenersRunOnAnExecutorOfOurName() throws Exception {
		start(WithExecutor.class, "close-event.async.enabled=true");
		closeByPeer("/y", 4001);
		assertThat(this.server.bean(Application.class).awaitThread()).startsWith("closings-");
	}

	private HookHandler.Book book() {
		return this.server.bean(HookHandler.Book.class);
	}

	private WebSocketSession closeByPeer(String path, int code) throws IOException, InterruptedException {
		try (RawWebSocket client = RawWebSocket.connect(this.server.port(), path)) {
			WebSocketSession session = book().awaitSession();
			client.sendClose(code);
			RawWebSocket.Frame answer = client.readUntilClose(PATIENCE);
			assertThat(answer).isNotNull();
			assertThat(answer.closeCode()).isEqualTo(code);
			return session;
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		private final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

		@EventListener
		void closed(CloseEvent event) {
			this.threads.add(Thread.currentThread().getName());
		}

		String awaitThread() throws InterruptedException {
			String thread = this.threads.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			assertThat(thread).as("a listener was called").isNotNull();
			return thread;
		}

		@Bean
		HookHandler.Book book() {
			return new HookHandler.Book();
		}

		@Bean
		HandlerMapping mapping(HookHandler.Book book) {
			return new SimpleUrlHandlerMapping(Map.of("/x/{name}", new HookHandler(book), "/y", new HookHandler(book)),
					-1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithExecutor extends Application {

		@Bean
		TaskExecutor closeEventTaskExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("closings-");
			return executor;
		}

	}

}
