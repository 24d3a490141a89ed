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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.util.Assert;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Path patterns of a configuration, one of which a path must match. They are stricter
 * than Spring's: a list that is written with a slip is refused, rather than read as a
 * pattern that no path matches.
 * <p>
 * Immutable and safe to share between threads. Needs spring-web.
 *
 * @since 0.1.0
 * @see WebSocketSessionInfo#getPath()
 */
public final class PathPatterns {

	private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

	/**
	 * A pattern of segments that mean what they say or are variables, at most with all
	 * that is below it. To compare text costs next to nothing, to parse a path does.
	 */
	private static final Pattern SIMPLE = Pattern
		.compile("(?<path>(?:/(?:[\\w.~-]+|" + VARIABLE + "))*)(?<below>/\\*\\*)?");

	private final List<PathPattern> patterns;

	private final List<Simple> simple = new ArrayList<>();

	private final List<PathPattern> others = new ArrayList<>();

	/**
	 * Make one of its patterns.
	 * @param patterns the patterns, see {@link #parse(String)}; copied
	 */
	public PathPatterns(Collection<PathPattern> patterns) {
		this.patterns = List.copyOf(patterns);
		for (PathPattern pattern : this.patterns) {
			Matcher matcher = SIMPLE.matcher(pattern.getPatternString());
			if (matcher.matches() && isOfDefaultParser(pattern)) {
				this.simple.add(new Simple(VARIABLE.split(matcher.group("path"), -1), matcher.group("below") != null));
			}
			else {
				this.others.add(pattern);
			}
		}
	}

	/**
	 * Whether a pattern has no options of another parser, which may ignore case.
	 */
	private static boolean isOfDefaultParser(PathPattern pattern) {
		return pattern.equals(PathPatternParser.defaultInstance.parse(pattern.getPatternString()));
	}

	/**
	 * Take a list apart and parse its patterns.
	 * @param list one pattern, or several with commas between them
	 * @return the patterns
	 * @throws IllegalArgumentException if one is no path pattern, see
	 * {@link #parse(String)}; the message has it, and says what would be right
	 */
	public static PathPatterns of(String list) {
		Assert.notNull(list, "'list' must not be null");
		List<PathPattern> patterns = new ArrayList<>();
		for (String pattern : split(list)) {
			try {
				patterns.add(parse(pattern));
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(LogText.quote(pattern) + " is no path pattern. " + ex.getMessage(),
						ex);
			}
		}
		return new PathPatterns(patterns);
	}

	/**
	 * Take a list apart, at the commas outside of braces.
	 * @param list patterns with commas between them
	 * @return the patterns without the blanks around them; an empty string where there is
	 * nothing between two commas
	 */
	public static List<String> split(String list) {
		String masked = maskBraces(list);
		List<String> patterns = new ArrayList<>();
		int start = 0;
		for (int comma = masked.indexOf(','); comma != -1; comma = masked.indexOf(',', start)) {
			patterns.add(list.substring(start, comma).strip());
			start = comma + 1;
		}
		patterns.add(list.substring(start).strip());
		return patterns;
	}

	/**
	 * Parse a single pattern.
	 * @param pattern the pattern, such as {@code /chat/**} or {@code /rooms/{id}}
	 * @return the pattern
	 * @throws IllegalArgumentException if it is no path pattern, does not start with a
	 * slash, or has white space, a semicolon or two slashes in a row outside of braces;
	 * the message says what would be right
	 */
	public static PathPattern parse(String pattern) {
		String masked = maskBraces(pattern);
		Assert.isTrue(masked.startsWith("/"), "A path pattern starts with a slash, such as /chat/**");
		Assert.isTrue(masked.chars().noneMatch((character) -> Character.isWhitespace(character) || character == ';'),
				"A path pattern has neither blanks nor semicolons. Several have commas between them,"
						+ " such as /chat/**,/rooms/{id}");
		Assert.isTrue(!masked.contains("//"), "A path pattern has one slash between two segments, such as /chat/**");
		try {
			return PathPatternParser.defaultInstance.parse(pattern);
		}
		catch (PatternParseException ex) {
			throw new IllegalArgumentException(
					"It cannot be parsed (" + ex.getMessage() + "). A path pattern looks like /chat/** or /rooms/{id}",
					ex);
		}
	}

	/**
	 * Replace what is within braces, which may be a regular expression.
	 */
	private static String maskBraces(String text) {
		StringBuilder masked = new StringBuilder(text.length());
		int depth = 0;
		boolean escaped = false;
		for (char character : text.toCharArray()) {
			if (character == '}' && !escaped && depth > 0) {
				depth--;
			}
			masked.append((depth > 0) ? '.' : character);
			if (character == '{' && !escaped) {
				depth++;
			}
			escaped = character == '\\' && !escaped && depth > 0;
		}
		return masked.toString();
	}

	/**
	 * Whether there are no patterns, so that no path matches.
	 * @return whether there are none
	 */
	public boolean isEmpty() {
		return this.patterns.isEmpty();
	}

	/**
	 * Whether a path matches one of the patterns.
	 * @param path the path, not decoded, or {@code null} if it is not known
	 * @return {@code false} if no pattern matches or the path is {@code null}
	 */
	public boolean matches(@Nullable String path) {
		if (path == null || this.patterns.isEmpty()) {
			return false;
		}
		// What is encoded, and parameters of segments, only Spring can read.
		boolean plain = path.indexOf('%') == -1 && path.indexOf(';') == -1;
		if (plain && matchesSimple(path)) {
			return true;
		}
		List<PathPattern> left = (plain) ? this.others : this.patterns;
		return !left.isEmpty() && matches(path, left);
	}

	private boolean matchesSimple(String path) {
		for (Simple pattern : this.simple) {
			if (pattern.matches(path)) {
				return true;
			}
		}
		return false;
	}

	private static boolean matches(String path, List<PathPattern> patterns) {
		PathContainer container = PathContainer.parsePath(path);
		for (PathPattern pattern : patterns) {
			if (pattern.matches(container)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A path, or a path and all below it.
	 *
	 * @param texts what is before, between and after the variables, each of which is a
	 * segment of its own
	 */
	private record Simple(String[] texts, boolean below) {

		boolean matches(String path) {
			if (!path.startsWith(this.texts[0])) {
				return false;
			}
			int at = this.texts[0].length();
			for (int i = 1; i < this.texts.length; i++) {
				int end = endOfSegment(path, at);
				if (end == at || !path.startsWith(this.texts[i], end)) {
					return false;
				}
				at = end + this.texts[i].length();
			}
			return at == path.length() || (this.below && path.charAt(at) == '/');
		}

		private static int endOfSegment(String path, int start) {
			int slash = path.indexOf('/', start);
			return (slash != -1) ? slash : path.length();
		}

	}

}
