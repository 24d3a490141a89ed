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

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The paths that a listener hears.
 */
final class PathFilter {

	private final List<PathPattern> patterns = new ArrayList<>();

	PathFilter(List<AttributeValues.Value> values) {
		for (AttributeValues.Value value : values) {
			this.patterns.add(parse(value));
		}
	}

	private static PathPattern parse(AttributeValues.Value value) {
		if (!value.text().startsWith("/")) {
			throw value.invalid("does not start with a slash", "A path pattern looks like \"/chat/**\".");
		}
		try {
			return PathPatternParser.defaultInstance.parse(value.text());
		}
		catch (PatternParseException ex) {
			throw value.invalid("is no path pattern (" + ex.getMessage() + ")",
					"A path pattern looks like \"/chat/**\" or \"/rooms/{id}\".", ex);
		}
	}

	boolean matches(@Nullable String path) {
		if (path == null) {
			return false;
		}
		PathContainer container = PathContainer.parsePath(path);
		for (PathPattern pattern : this.patterns) {
			if (pattern.matches(container)) {
				return true;
			}
		}
		return false;
	}

}
