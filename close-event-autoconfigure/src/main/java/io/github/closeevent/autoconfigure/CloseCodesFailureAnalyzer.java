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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says what an entry of {@code close-event.codes} looks like if there is one that cannot
 * be bound: Boot's own analysis of a key that is no number does not name the remedy.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class CloseCodesFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName CODES = ConfigurationPropertyName.of("close-event.codes");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!CODES.equals(cause.getName()) && !CODES.isAncestorOf(cause.getName())) {
			return null;
		}
		return new FailureAnalysis(
				"Invalid entry for configuration property '%s'%s: %s".formatted(cause.getName(),
						value(cause.getProperty()), NestedExceptionUtils.getMostSpecificCause(cause).getMessage()),
				"Each key below 'close-event.codes' is a number, 3000-4999 with the keys 'name' (a text) and"
						+ " 'description' (a text), 1000-4999 with the key 'advice' (now, later or never),"
						+ " such as 'close-event.codes.4001.name=Kicked'.",
				cause);
	}

	private static String value(@Nullable ConfigurationProperty property) {
		return (property != null)
				? " with value '%s' (originating from '%s')".formatted(property.getValue(), property.getOrigin()) : "";
	}

}
