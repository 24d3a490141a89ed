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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Reads an attribute that is a list: resolves placeholders and takes comma-separated
 * values apart.
 */
final class AttributeValues {

	private final ListenerMethod method;

	private final ConfigurableBeanFactory beanFactory;

	AttributeValues(ListenerMethod method, ConfigurableBeanFactory beanFactory) {
		this.method = method;
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the single values of an attribute.
	 * @param attribute the name of the attribute
	 * @param written the strings in the annotation
	 * @param splitter takes the values in one string apart
	 * @return the values, none of them empty
	 * @throws InvalidCloseEventListenerException if a value is empty, because nobody
	 * means a filter that hears nothing, or everything, by accident
	 */
	List<Value> read(String attribute, String[] written, Function<String, List<String>> splitter) {
		List<Value> values = new ArrayList<>();
		for (String text : written) {
			for (String part : splitter.apply(resolve(attribute, text))) {
				Value value = new Value(this.method, attribute, part.strip(), text);
				if (value.text.isEmpty()) {
					throw value.invalid("is empty", "Write a value, or leave the attribute out to hear all.");
				}
				values.add(value);
			}
		}
		return values;
	}

	private String resolve(String attribute, String text) {
		try {
			String resolved = this.beanFactory.resolveEmbeddedValue(text);
			if (resolved == null) {
				return "";
			}
			if (!resolved.contains("${")) {
				return resolved;
			}
			throw unresolved(attribute, text, null);
		}
		catch (IllegalArgumentException ex) {
			throw unresolved(attribute, text, ex);
		}
	}

	private InvalidCloseEventListenerException unresolved(String attribute, String text, @Nullable Throwable cause) {
		return this.method.invalid(attribute, text, "has a placeholder that cannot be resolved",
				"Set the property to one string, with commas between several values (a list in YAML is no such string),"
						+ " or write a default value behind a colon, as in ${key:default}.",
				cause);
	}

	/**
	 * One value of an attribute, and the string in the annotation that it comes from.
	 *
	 * @param method the method with the annotation
	 * @param attribute the name of the attribute
	 * @param text the value
	 * @param written the string as it was written
	 */
	record Value(ListenerMethod method, String attribute, String text, String written) {

		InvalidCloseEventListenerException invalid(String problem, String remedy) {
			return invalid(problem, remedy, null);
		}

		InvalidCloseEventListenerException invalid(String problem, String remedy, @Nullable Throwable cause) {
			String origin = this.written.equals(this.text) ? "" : "(from \"" + this.written + "\") ";
			return this.method.invalid(this.attribute, this.text, origin + problem, remedy, cause);
		}

	}

}
