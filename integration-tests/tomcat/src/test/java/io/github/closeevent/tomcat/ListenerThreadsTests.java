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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * On which threads listeners run, and what a slow one can hold up.
 */
@Timeout(120)
class ListenerThreadsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@Test
	void closesOfThePeerRunOnTheServersThreads() throws IOException {
		try (TestServer server = TestServer.start(Application.class)) {
			assertThat(threadOfPeersClose(server)).contains("-exec-");
		}
	}

	@Test
	void closesOfThisEndRunOnTheExecutor() throws IOException {
		try (TestServer server = TestServer.start(Application.class)) {
			try (RawWebSocket client = RawWebSocket.connect(server.port(), "/raw")) {
				server.bean(ScriptedHandler.Book.class).awaitSession().close(new CloseStatus(4001));
				client.readUntilClose(PATIENCE);
				client.sendClose();
				server.events().awaitOne();
			}
			assertThat(server.bean(Application.class).awaitThread()).startsWith("task-");
		}
	}

	@Test
	void asyncRunsAllOnTheExecutor() throws IOException {
		try (TestServer server = TestServer.start(Application.class, "close-event.async.enabled=true")) {
			assertThat(threadOfPeersClose(server)).startsWith("task-");
		}
	}

	@Test
	void asyncRunsOnAnExecutorOfOurName() throws IOException {
		try (TestServer server = TestServer.start(WithExecutor.class, "close-event.async.enabled=true")) {
			assertThat(threadOfPeersClose(server)).startsWith("closings-");
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with Java 21")
	void asyncRunsOnVirtualThreadsWhereTheApplicationUsesThem() throws Exception {
		try (TestServer server = TestServer.start(Application.class, "close-event.async.enabled=true",
				"spring.threads.virtual.enabled=true")) {
			threadOfPeersClose(server);
			Thread thread = server.bean(Application.class).lastThread;
			assertThat((boolean) Thread.class.getMethod("isVirtual").invoke(thread)).isTrue();
		}
	}

	private static String threadOfPeersClose(TestServer server) throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(server.port(), "/raw")) {
			client.sendClose(4000);
			server.events().awaitOne();
		}
		return server.bean(Application.class).awaitThread();
	}

	/**
	 * Listeners that hang hold up no thread of the server while the queue has room, and
	 * only the thread that closes when it has none; no event is lost.
	 */
	@Test
	void hangingListenerHoldsUpNobodyElse() throws IOException {
		try (TestServer server = TestServer.start(Application.class, "close-event.async.enabled=true",
				"close-event.async.concurrency=2", "close-event.async.queue-capacity=20")) {
			Application application = server.bean(Application.class);
			application.gate = new CountDownLatch(1);
			List<RawWebSocket> clients = new ArrayList<>();
			for (int i = 0; i < 22; i++) {
				RawWebSocket client = RawWebSocket.connect(server.port(), "/raw");
				clients.add(client);
				client.sendClose(4000);
				assertThat(client.readUntilClose(PATIENCE)).isNotNull();
				assertThat(client.readToEnd(PATIENCE)).isTrue();
			}
			await().untilAsserted(() -> assertThat(application.threads).hasSize(2));
			assertThat(application.threads).noneMatch((name) -> name.contains("-exec-"));
			RawWebSocket late = RawWebSocket.connect(server.port(), "/raw");
			clients.add(late);
			late.sendClose(4000);
			// The server lets this connection go only once its thread has delivered.
			await().until(() -> application.threads.stream().anyMatch((name) -> name.contains("-exec-")));
			application.gate.countDown();
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(application.threads).hasSize(23));
			for (RawWebSocket client : clients) {
				client.close();
			}
		}
	}

	/**
	 * What waits in the queue when the application stops is delivered to live listeners.
	 */
	@Test
	void waitingEventsAreDeliveredWhenTheApplicationStops() throws IOException {
		TestServer server = TestServer.start(Application.class, "close-event.async.enabled=true",
				"close-event.async.concurrency=1");
		Application application = server.bean(Application.class);
		application.gate = new CountDownLatch(1);
		for (int i = 0; i < 10; i++) {
			try (RawWebSocket client = RawWebSocket.connect(server.port(), "/raw")) {
				client.sendClose(4000);
				client.readToEnd(PATIENCE);
			}
		}
		await().untilAsserted(() -> assertThat(application.threads).hasSize(1));
		// Stopped after the executor and before the listeners: the rest is delivered
		// there.
		server.context().addApplicationListener((ContextClosedEvent event) -> application.gate.countDown());
		server.close();
		assertThat(application.threads).hasSize(10);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	static class Application {

		private final Queue<String> threads = new ConcurrentLinkedQueue<>();

		private volatile CountDownLatch gate = new CountDownLatch(0);

		private volatile Thread lastThread;

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(ScriptedHandler.Book book) {
			return (registry) -> registry.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/raw");
		}

		String awaitThread() {
			await().until(() -> !this.threads.isEmpty());
			return this.threads.remove();
		}

		@EventListener
		void closed(CloseEvent event) throws InterruptedException {
			this.lastThread = Thread.currentThread();
			this.threads.add(Thread.currentThread().getName());
			this.gate.await();
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
