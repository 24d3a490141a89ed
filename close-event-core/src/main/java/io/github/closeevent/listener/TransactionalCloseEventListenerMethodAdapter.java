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

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.annotation.RestrictedTransactionalEventListenerFactory;
import org.springframework.transaction.event.TransactionalApplicationListenerMethodAdapter;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Spring's adapter for the phases of a transaction, asked only for the events that pass
 * the filter: the others are not kept until the transaction ends.
 */
class TransactionalCloseEventListenerMethodAdapter extends TransactionalApplicationListenerMethodAdapter {

	private final CloseEventFilter filter;

	private final boolean fallbackExecution;

	TransactionalCloseEventListenerMethodAdapter(String beanName, Class<?> beanClass, Method method,
			CloseEventFilter filter) {
		super(beanName, beanClass, method);
		this.filter = filter;
		TransactionalEventListener annotation = AnnotatedElementUtils.findMergedAnnotation(getTargetMethod(),
				TransactionalEventListener.class);
		this.fallbackExecution = annotation != null && annotation.fallbackExecution();
	}

	static ApplicationListener<?> create(String beanName, Class<?> beanClass, Method method, CloseEventFilter filter,
			ListenerMethod listener) {
		try {
			// Only for its checks: which @Transactional such a method may have.
			new RestrictedTransactionalEventListenerFactory().createApplicationListener(beanName, beanClass, method);
		}
		catch (IllegalStateException ex) {
			throw listener.invalid(
					"its @Transactional would join the transaction that its" + " @TransactionalEventListener waits for",
					"Write @Transactional(propagation = Propagation.REQUIRES_NEW) or NOT_SUPPORTED, or leave it out.",
					ex);
		}
		return new TransactionalCloseEventListenerMethodAdapter(beanName, beanClass, method, filter);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (!this.filter.matches(event)) {
			return;
		}
		if (this.fallbackExecution && !isTransactionActive()) {
			// Spring would look into the annotation that stands first, which may be ours.
			processEvent(event);
			return;
		}
		super.onApplicationEvent(event);
	}

	private static boolean isTransactionActive() {
		return TransactionSynchronizationManager.isSynchronizationActive()
				&& TransactionSynchronizationManager.isActualTransactionActive();
	}

	@Override
	public boolean shouldHandle(ApplicationEvent event) {
		return this.filter.matches(event) && super.shouldHandle(event);
	}

}
