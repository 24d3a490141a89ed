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
import org.springframework.context.event.ApplicationListenerMethodAdapter;

/**
 * Spring's adapter, asked only for the events that pass the filter.
 */
class CloseEventListenerMethodAdapter extends ApplicationListenerMethodAdapter {

	private final CloseEventFilter filter;

	CloseEventListenerMethodAdapter(String beanName, Class<?> beanClass, Method method, CloseEventFilter filter) {
		super(beanName, beanClass, method);
		this.filter = filter;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (this.filter.matches(event)) {
			processEvent(event);
		}
	}

	@Override
	public boolean shouldHandle(ApplicationEvent event) {
		return this.filter.matches(event) && super.shouldHandle(event);
	}

}
