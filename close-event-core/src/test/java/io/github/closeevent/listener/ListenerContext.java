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

import java.util.List;
import java.util.Map;

import io.github.closeevent.CloseEvent;

import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * An application context with the factory and the listeners of a test.
 */
final class ListenerContext implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private ListenerContext(Map<String, Object> properties, Class<?>... beans) {
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		this.context.register(CloseEventListenerFactory.class, Heard.class);
		this.context.register(beans);
	}

	static ListenerContext with(Class<?>... beans) {
		return with(Map.of(), beans);
	}

	static ListenerContext with(Map<String, Object> properties, Class<?>... beans) {
		ListenerContext context = new ListenerContext(properties, beans);
		context.context.refresh();
		return context;
	}

	static InvalidCloseEventListenerException failure(Class<?>... beans) {
		return failure(Map.of(), beans);
	}

	static InvalidCloseEventListenerException failure(Map<String, Object> properties, Class<?>... beans) {
		try (ListenerContext context = new ListenerContext(properties, beans)) {
			Throwable failure = catchThrowable(context.context::refresh);
			assertThat(failure).isInstanceOf(BeanInitializationException.class)
				.hasCauseInstanceOf(InvalidCloseEventListenerException.class);
			return (InvalidCloseEventListenerException) failure.getCause();
		}
	}

	ListenerContext publish(Object... events) {
		for (Object event : events) {
			this.context.publishEvent(event);
		}
		return this;
	}

	ListenerContext publishCodes(int... codes) {
		for (int code : codes) {
			CloseEvent event = Closes.of(code);
			this.context.publishEvent(event);
		}
		return this;
	}

	List<String> heard() {
		return bean(Heard.class).entries();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	AnnotationConfigApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
