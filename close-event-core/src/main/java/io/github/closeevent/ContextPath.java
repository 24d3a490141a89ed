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

package io.github.closeevent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.StringUtils;

/**
 * Finds the context path in front of a path that a peer has spelled as it likes:
 * percent-encoded, with path parameters, empty segments or dot segments.
 */
final class ContextPath {

	private ContextPath() {
	}

	/**
	 * Return what is left of a path behind the context path: as a servlet container, take
	 * the shortest prefix that means the context path. Looks at each segment once.
	 * @param path the path as requested
	 * @param contextPath the context path, decoded or not
	 * @return the rest as requested; the same string if there is no such prefix
	 */
	static String strip(String path, String contextPath) {
		List<String> wanted = segments(decode(contextPath));
		return (wanted.isEmpty() || !path.startsWith("/")) ? path : path.substring(end(path, wanted));
	}

	private static int end(String path, List<String> wanted) {
		List<String> resolved = new ArrayList<>();
		int end = 0;
		while (end < path.length()) {
			int start = end + 1;
			int slash = path.indexOf('/', start);
			end = (slash != -1) ? slash : path.length();
			resolve(decode(withoutParameters(path.substring(start, end))), resolved);
			if (resolved.equals(wanted)) {
				return end;
			}
		}
		return 0;
	}

	private static void resolve(String decoded, List<String> resolved) {
		for (String segment : segments(decoded)) {
			if (segment.equals("..")) {
				if (!resolved.isEmpty()) {
					resolved.remove(resolved.size() - 1);
				}
			}
			else if (!segment.equals(".")) {
				resolved.add(segment);
			}
		}
	}

	private static List<String> segments(String path) {
		return List.of(StringUtils.tokenizeToStringArray(path, "/", false, true));
	}

	static String withoutParameters(String path) {
		return (path.indexOf(';') >= 0) ? path.replaceAll(";[^/]*", "") : path;
	}

	private static String decode(String text) {
		try {
			return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return text; // A percent sign that escapes nothing.
		}
	}

}
