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
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.closeevent.CloseEvent;

/**
 * What the listeners of a test heard, as a bean that they share.
 */
class Heard {

	private final List<String> entries = new CopyOnWriteArrayList<>();

	void add(CloseEvent event) {
		add(String.valueOf(event.getCode()));
	}

	void add(String entry) {
		this.entries.add(entry);
	}

	List<String> entries() {
		return this.entries;
	}

}
