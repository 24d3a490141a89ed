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

import org.jspecify.annotations.Nullable;

/**
 * Thrown at start-up if a {@link io.github.closeevent.CloseEventListener} method cannot
 * hear what it asks for: a filter that makes no sense, or a wrong parameter. Its message
 * has the description and the remedy.
 *
 * @since 0.1.0
 */
public class InvalidCloseEventListenerException extends RuntimeException {

	private final String description;

	private final String remedy;

	InvalidCloseEventListenerException(String description, String remedy, @Nullable Throwable cause) {
		super(description + ". " + remedy, cause);
		this.description = description;
		this.remedy = remedy;
	}

	/**
	 * Return what is wrong, with bean, method, attribute and value.
	 * @return one sentence without its full stop
	 */
	public String getDescription() {
		return this.description;
	}

	/**
	 * Return what would be right.
	 * @return one or more sentences
	 */
	public String getRemedy() {
		return this.remedy;
	}

}
