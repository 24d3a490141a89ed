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

package io.github.closeevent.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.closeevent.CloseEvent;

import org.springframework.context.event.EventListener;

/**
 * Hears the events of its context and of those below.
 */
class ClosesHeard {

	private final List<CloseEvent> events = new CopyOnWriteArrayList<>();

	@EventListener
	void closed(CloseEvent event) {
		this.events.add(event);
	}

	List<CloseEvent> events() {
		return this.events;
	}

	/**
	 * Return path and code of each.
	 */
	List<String> inShort() {
		return this.events.stream().map((event) -> event.getSession().getPath() + " " + event.getCode()).toList();
	}

}
