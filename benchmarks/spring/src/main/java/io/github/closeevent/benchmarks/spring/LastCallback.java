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

package io.github.closeevent.benchmarks.spring;

import io.github.closeevent.benchmarks.control.Control;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The last callback of a handler, which plain Spring calls when a session has ended. It
 * counts where no listener does.
 */
@Component
public final class LastCallback {

	private final Control control;

	private final boolean counts;

	LastCallback(Control control, @Value("${benchmark.listener:false}") boolean listener) {
		this.control = control;
		this.counts = !listener;
	}

	/**
	 * The handler was told of the end of a session.
	 */
	public void called() {
		if (this.counts) {
			this.control.ended();
		}
	}

}
