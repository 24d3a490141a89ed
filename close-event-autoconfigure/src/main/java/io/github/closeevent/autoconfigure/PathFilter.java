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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.closeevent.PathPatterns;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Tells by its path whether a session has an event. The paths are those of this
 * application, so that sessions with other servers always have.
 */
class PathFilter implements Predicate<WebSocketSessionInfo> {

	private final PathPatterns include;

	private final PathPatterns exclude;

	PathFilter(CloseEventProperties.Paths paths) {
		this.include = read("include", paths.getInclude());
		this.exclude = read("exclude", paths.getExclude());
	}

	private static PathPatterns read(String name, List<String> lists) {
		List<PathPattern> patterns = new ArrayList<>();
		for (int i = 0; i < lists.size(); i++) {
			String key = "close-event.paths." + name + "[" + i + "]";
			for (String pattern : PathPatterns.split(lists.get(i))) {
				patterns.add(parse(key, pattern));
			}
		}
		return new PathPatterns(patterns);
	}

	private static PathPattern parse(String key, String pattern) {
		try {
			return PathPatterns.parse(pattern);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(key, pattern,
					"'" + pattern + "' is no path pattern. " + ex.getMessage());
		}
	}

	@Override
	public boolean test(WebSocketSessionInfo session) {
		if (session.getSide() == Side.CLIENT) {
			return true;
		}
		String path = session.getPath();
		return (this.include.isEmpty() || this.include.matches(path)) && !this.exclude.matches(path);
	}

}
