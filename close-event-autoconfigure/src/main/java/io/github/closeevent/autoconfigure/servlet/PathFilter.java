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

package io.github.closeevent.autoconfigure.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.autoconfigure.CloseEventProperties;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Tells by its path whether a session has an event.
 */
class PathFilter implements Predicate<WebSocketSessionInfo> {

	private final List<PathPattern> include;

	private final List<PathPattern> exclude;

	PathFilter(CloseEventProperties.Paths paths) {
		this.include = parse("include", paths.getInclude());
		this.exclude = parse("exclude", paths.getExclude());
	}

	private static List<PathPattern> parse(String name, List<String> patterns) {
		List<PathPattern> parsed = new ArrayList<>();
		for (int i = 0; i < patterns.size(); i++) {
			String key = "close-event.paths." + name + "[" + i + "]";
			String pattern = patterns.get(i);
			if (!pattern.startsWith("/")) {
				throw new InvalidConfigurationPropertyValueException(key, pattern,
						"A path pattern starts with a slash, such as /chat/**");
			}
			try {
				parsed.add(PathPatternParser.defaultInstance.parse(pattern));
			}
			catch (PatternParseException ex) {
				throw new InvalidConfigurationPropertyValueException(key, pattern,
						"It is no path pattern (" + ex.getMessage() + "); right is, for example, /chat/**");
			}
		}
		return parsed;
	}

	@Override
	public boolean test(WebSocketSessionInfo session) {
		if (this.include.isEmpty() && this.exclude.isEmpty()) {
			return true;
		}
		String path = session.getPath();
		return (path != null) ? test(PathContainer.parsePath(path)) : this.include.isEmpty();
	}

	private boolean test(PathContainer path) {
		return (this.include.isEmpty() || matches(this.include, path)) && !matches(this.exclude, path);
	}

	private static boolean matches(List<PathPattern> patterns, PathContainer path) {
		for (PathPattern pattern : patterns) {
			if (pattern.matches(path)) {
				return true;
			}
		}
		return false;
	}

}
