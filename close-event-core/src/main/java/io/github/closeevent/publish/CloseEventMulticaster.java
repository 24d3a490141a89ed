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

import java.util.concurrent.atomic.LongAdder;

import io.github.closeevent.CloseEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;

/**
 * Spring's own multicaster, but a listener that fails on a {@link CloseEvent} does not
 * keep the event from the listeners behind it. All other events are treated as ever.
 *
 * @since 0.1.0
 */
public class CloseEventMulticaster extends SimpleApplicationEventMulticaster {

	private static final Log logger = LogFactory.getLog(CloseEventMulticaster.class);

	private final LongAdder listenerErrors = new LongAdder();

	@Override
	protected void invokeListener(ApplicationListener<?> listener, ApplicationEvent event) {
		if (!(event instanceof CloseEvent)) {
			super.invokeListener(listener, event);
			return;
		}
		try {
			super.invokeListener(listener, event);
		}
		catch (Throwable ex) {
			this.listenerErrors.increment();
			logger.error("Listener " + listener + " failed on " + event, ex);
		}
	}

	/**
	 * Return how many listeners of a close event have failed.
	 * @return the number since the start
	 */
	public long getListenerErrors() {
		return this.listenerErrors.sum();
	}

}
