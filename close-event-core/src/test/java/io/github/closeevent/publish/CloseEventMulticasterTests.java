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

package io.github.closeevent.publish;

import java.util.ArrayList;
import java.util.List;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.WebSocketSessionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CloseEventMulticaster}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloseEventMulticasterTests {

	private final CloseEvent event = new CloseEvent(WebSocketSessionInfo.builder("1").build(), CloseEventInit.create());

	@Test
	void failingListenerDoesNotKeepACloseEventFromTheNext(CapturedOutput output) {
		List<CloseEvent> seen = new ArrayList<>();
		CloseEventMulticaster multicaster = new CloseEventMulticaster();
		multicaster.addApplicationListener(new Failing(new IllegalStateException("planned exception")));
		multicaster.addApplicationListener(new Failing(new AssertionError("planned error")));
		multicaster.addApplicationListener(new Last(seen));
		multicaster.multicastEvent(this.event);
		assertThat(seen).containsExactly(this.event);
		assertThat(output).contains("planned exception").contains("planned error").contains(Failing.class.getName());
		assertThat(multicaster.getListenerErrors()).isEqualTo(2);
	}

	@Test
	void applicationListenersAndListenerMethodsAllGetACloseEvent() {
		try (AnnotationConfigApplicationContext context = context()) {
			assertThat(context.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME))
				.isInstanceOf(CloseEventMulticaster.class);
			context.publishEvent(this.event);
			assertThat(context.getBean(Listeners.class).seen).containsExactly("first method", "bean", "last method");
		}
	}

	@Test
	void otherEventsAreTreatedAsEver() {
		try (AnnotationConfigApplicationContext context = context()) {
			Listeners listeners = context.getBean(Listeners.class);
			listeners.seen.clear();
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> context.publishEvent("text"))
				.isSameAs(listeners.failure);
			assertThat(listeners.seen).containsExactly("first text");
		}
	}

	private static AnnotationConfigApplicationContext context() {
		return new AnnotationConfigApplicationContext(Config.class, Listeners.class, ListenerBean.class);
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneak(Throwable failure) throws T {
		throw (T) failure;
	}

	/**
	 * Fails on every event.
	 */
	@Order(1)
	private static final class Failing implements ApplicationListener<CloseEvent> {

		private final Throwable failure;

		Failing(Throwable failure) {
			this.failure = failure;
		}

		@Override
		public void onApplicationEvent(CloseEvent event) {
			CloseEventMulticasterTests.<RuntimeException>sneak(this.failure);
		}

	}

	/**
	 * Comes after the others.
	 */
	private static final class Last implements ApplicationListener<CloseEvent>, Ordered {

		private final List<CloseEvent> seen;

		Last(List<CloseEvent> seen) {
			this.seen = seen;
		}

		@Override
		public void onApplicationEvent(CloseEvent event) {
			this.seen.add(event);
		}

		@Override
		public int getOrder() {
			return Ordered.LOWEST_PRECEDENCE;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Config {

		@Bean
		CloseEventMulticaster applicationEventMulticaster() {
			return new CloseEventMulticaster();
		}

	}

	@Component
	@Order(2)
	static class ListenerBean implements ApplicationListener<CloseEvent> {

		private final Listeners listeners;

		ListenerBean(Listeners listeners) {
			this.listeners = listeners;
		}

		@Override
		public void onApplicationEvent(CloseEvent event) {
			this.listeners.seen.add("bean");
			throw new IllegalStateException("planned");
		}

	}

	@Component
	static class Listeners {

		private final List<String> seen = new ArrayList<>();

		private final IllegalStateException failure = new IllegalStateException("planned");

		@Order(1)
		@EventListener
		void first(CloseEvent event) {
			this.seen.add("first method");
			throw this.failure;
		}

		@Order(3)
		@EventListener
		void last(CloseEvent event) {
			this.seen.add("last method");
			throw this.failure;
		}

		@Order(1)
		@EventListener
		void firstText(String event) {
			this.seen.add("first text");
			throw this.failure;
		}

		@Order(2)
		@EventListener
		void lastText(String event) {
			this.seen.add("last text");
		}

	}

}
