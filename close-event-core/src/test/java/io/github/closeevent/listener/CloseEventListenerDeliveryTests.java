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

package io.github.closeevent.listener;

import java.util.concurrent.CompletableFuture;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * {@link CloseEventListener} together with {@code @Order} and {@code @Async}.
 */
class CloseEventListenerDeliveryTests {

	@Test
	void runsOnThePublishersThread() {
		try (ListenerContext context = ListenerContext.with(OnThread.class)) {
			assertThat(context.publishCodes(1006).heard()).containsExactly(Thread.currentThread().getName());
		}
	}

	@Test
	void ordersItselfAmongAllListeners() {
		try (ListenerContext context = ListenerContext.with(Ordered.class)) {
			assertThat(context.publishCodes(1006).heard()).containsExactly("plain first", "second", "plain third",
					"fourth");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { AsyncListener.class, AsyncBehindInterface.class, AsyncWithResult.class })
	void asyncListenersRunOnTheExecutor(Class<?> listener) {
		try (ListenerContext context = ListenerContext.with(listener, AsyncConfiguration.class)) {
			context.publishCodes(1000, 1006);
			await().untilAsserted(() -> assertThat(context.heard()).containsExactly("async-1 1006"));
		}
	}

	@Test
	void eventsThatAreNotHeardDoNotReachTheExecutor() {
		try (ListenerContext context = ListenerContext.with(AsyncListener.class, AsyncConfiguration.class)) {
			context.publishCodes(1000, 1001, 1002);
			ThreadPoolTaskExecutor executor = context.bean(ThreadPoolTaskExecutor.class);
			assertThat(executor.getPoolSize()).isZero();
			context.publishCodes(1006);
			assertThat(executor.getPoolSize()).isOne();
		}
	}

	abstract static class Listener {

		@Autowired
		private Heard heard;

		void add(String entry) {
			this.heard.add(entry);
		}

	}

	static class OnThread extends Listener {

		@CloseEventListener(codes = "1006")
		void closed(CloseEvent event) {
			add(Thread.currentThread().getName());
		}

	}

	static class Ordered extends Listener {

		@Order(4)
		@CloseEventListener(codes = "1006")
		void d(CloseEvent event) {
			add("fourth");
		}

		@Order(3)
		@EventListener
		void c(CloseEvent event) {
			add("plain third");
		}

		@Order(2)
		@CloseEventListener(codes = "1006")
		void b(CloseEvent event) {
			add("second");
		}

		@Order(1)
		@EventListener
		void a(CloseEvent event) {
			add("plain first");
		}

	}

	@EnableAsync
	static class AsyncConfiguration {

		@Bean
		TaskExecutor taskExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("async-");
			return executor;
		}

	}

	static class AsyncListener extends Listener {

		@Async
		@CloseEventListener(codes = "1006")
		void closed(CloseEvent event) {
			add(Thread.currentThread().getName() + " " + event.getCode());
		}

	}

	interface Closing {

		void closed(CloseEvent event);

	}

	static class AsyncBehindInterface extends Listener implements Closing {

		@Async
		@Override
		@CloseEventListener(codes = "1006")
		public void closed(CloseEvent event) {
			add(Thread.currentThread().getName() + " " + event.getCode());
		}

	}

	static class AsyncWithResult extends Listener {

		@Async
		@CloseEventListener(codes = "1006")
		CompletableFuture<String> closed(CloseEvent event) {
			return CompletableFuture.completedFuture(Thread.currentThread().getName() + " " + event.getCode());
		}

		@EventListener
		void published(String text) {
			add(text);
		}

	}

}
