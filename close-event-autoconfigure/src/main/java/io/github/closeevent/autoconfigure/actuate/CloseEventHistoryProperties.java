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

package io.github.closeevent.autoconfigure.actuate;

import java.util.ArrayList;
import java.util.List;

import io.github.closeevent.history.CloseEventHistory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of the last closes that the endpoint {@code closeevents} shows.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("close-event.history")
public class CloseEventHistoryProperties {

	/**
	 * Number of closes to keep in memory, if the endpoint "closeevents" is available.
	 */
	private int capacity = 100;

	/**
	 * Comma-separated list of the attributes of sessions to keep with their closes. None
	 * by default.
	 */
	private List<String> attributes = new ArrayList<>();

	public int getCapacity() {
		return this.capacity;
	}

	public void setCapacity(int capacity) {
		this.capacity = capacity;
	}

	public List<String> getAttributes() {
		return this.attributes;
	}

	public void setAttributes(List<String> attributes) {
		this.attributes = attributes;
	}

	/**
	 * Check what the binder cannot.
	 * @throws InvalidConfigurationPropertyValueException if the capacity is out of its
	 * range
	 */
	void validate() {
		if (this.capacity < 1 || this.capacity > CloseEventHistory.MAX_CAPACITY) {
			throw new InvalidConfigurationPropertyValueException("close-event.history.capacity", this.capacity,
					"It must be a number from 1 to " + CloseEventHistory.MAX_CAPACITY + ", such as 100");
		}
	}

}
