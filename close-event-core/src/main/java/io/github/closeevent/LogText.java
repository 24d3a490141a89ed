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

import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Makes text that a peer or a user chose safe to write into one line of a log.
 * <p>
 * Whoever can choose a close reason, a path or a user name could otherwise forge log
 * lines, drive a terminal or turn the direction of the text around.
 *
 * @since 0.1.0
 */
public final class LogText {

	private static final HexFormat HEX = HexFormat.of();

	private LogText() {
	}

	/**
	 * Escape everything that is not plainly visible on one line: line breaks and other
	 * control characters, line and paragraph separators, format characters (with them
	 * those that change the direction of text), code points that are not assigned, and
	 * surrogates without a partner. A backslash and a double quote are escaped as well,
	 * so that the result may stand between double quotes and is unambiguous.
	 * <p>
	 * The result can be six times as long as the text; a caller that needs a limit sets
	 * it.
	 * @param text the text to escape
	 * @return the same instance if there is nothing to escape, otherwise a text with
	 * escapes as Java's source code has them
	 */
	public static String escape(String text) {
		int length = text.length();
		for (int i = 0; i < length;) {
			int codePoint = text.codePointAt(i);
			if (needsEscape(codePoint)) {
				return escapeFrom(text, i);
			}
			i += Character.charCount(codePoint);
		}
		return text;
	}

	/**
	 * Escape a text and put it between double quotes.
	 * @param text the text, or {@code null}
	 * @return the text as {@link #escape(String)} returns it, in double quotes, or the
	 * word {@code null} without quotes
	 */
	public static String quote(@Nullable String text) {
		return (text != null) ? '"' + escape(text) + '"' : "null";
	}

	private static String escapeFrom(String text, int start) {
		StringBuilder result = new StringBuilder(text.length() + 16).append(text, 0, start);
		text.codePoints().skip(text.codePointCount(0, start)).forEach((codePoint) -> {
			if (needsEscape(codePoint)) {
				appendEscaped(codePoint, result);
			}
			else {
				result.appendCodePoint(codePoint);
			}
		});
		return result.toString();
	}

	private static boolean needsEscape(int codePoint) {
		if (codePoint >= ' ' && codePoint < 0x7f) {
			return codePoint == '"' || codePoint == '\\';
		}
		return switch (Character.getType(codePoint)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.UNASSIGNED ->
				true;
			default -> false;
		};
	}

	private static void appendEscaped(int codePoint, StringBuilder result) {
		switch (codePoint) {
			case '\r' -> result.append("\\r");
			case '\n' -> result.append("\\n");
			case '\t' -> result.append("\\t");
			case '"', '\\' -> result.append('\\').append((char) codePoint);
			default -> {
				for (char unit : Character.toChars(codePoint)) {
					result.append("\\u").append(HEX.toHexDigits(unit));
				}
			}
		}
	}

}
