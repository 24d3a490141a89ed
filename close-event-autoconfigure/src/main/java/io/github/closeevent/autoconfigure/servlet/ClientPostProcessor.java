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

package io.github.closeevent.autoconfigure.servlet;

import java.util.function.UnaryOperator;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Decorates the clients of one type that are beans.
 *
 * @param <T> the type of the clients
 */
class ClientPostProcessor<T> implements BeanPostProcessor, Ordered {

	private final Class<T> type;

	private final UnaryOperator<T> decorator;

	ClientPostProcessor(Class<T> type, UnaryOperator<T> decorator) {
		this.type = type;
		this.decorator = decorator;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (this.type.isInstance(bean)) ? this.decorator.apply(this.type.cast(bean)) : bean;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
