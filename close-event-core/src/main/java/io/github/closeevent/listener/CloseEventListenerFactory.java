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

import java.lang.reflect.Method;

import io.github.closeevent.CloseCodes;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.util.Assert;

/**
 * Makes listeners of {@link io.github.closeevent.CloseEventListener} methods. All other
 * methods are left to Spring.
 * <p>
 * Names of close codes are those of the {@link CloseCodes} bean, or the standard ones if
 * there is none. That bean is asked for when the first method with a name is read, not
 * before, because Spring makes this factory before all ordinary beans. So declare it with
 * a static {@code @Bean} method.
 *
 * @since 0.1.0
 */
public class CloseEventListenerFactory implements EventListenerFactory, BeanFactoryAware, Ordered {

	/**
	 * Before the factory for {@code @TransactionalEventListener} (50) and the one that
	 * takes every method.
	 */
	private static final int ORDER = 40;

	private @Nullable ConfigurableBeanFactory beanFactory;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		Assert.isInstanceOf(ConfigurableBeanFactory.class, beanFactory);
		this.beanFactory = (ConfigurableBeanFactory) beanFactory;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public boolean supportsMethod(Method method) {
		return new ListenerAnnotations(method).haveFilters();
	}

	/**
	 * Read the filters of a method.
	 * @throws InvalidCloseEventListenerException if a filter makes no sense, or if the
	 * method cannot take a {@code CloseEvent}
	 */
	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		ConfigurableBeanFactory beanFactory = this.beanFactory;
		Assert.state(beanFactory != null, "No bean factory set");
		ListenerMethod listener = new ListenerMethod(beanName, type, method);
		CloseEventFilter filter = new CloseEventFilter(listener, beanFactory);
		if (listener.isTransactional()) {
			return TransactionalCloseEventListenerMethodAdapter.create(beanName, type, method, filter, listener);
		}
		return new CloseEventListenerMethodAdapter(beanName, type, method, filter);
	}

}
