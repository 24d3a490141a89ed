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

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogText}.
 */
class LogTextTests {

	private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}\"\\\\]");

	private static final Pattern ESCAPE = Pattern.compile("\\\\[\"\\\\rnt]|(\\\\u[0-9a-f]{4}){1,2}");

	@Test
	void everyCodePointIsKeptOrEscaped() {
		assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter((codePoint) -> {
			String text = Character.toString(codePoint);
			String escaped = LogText.escape(text);
			return UNSAFE.matcher(text).matches()
					? !ESCAPE.matcher(escaped).matches() || !unescape(escaped).equals(text) : escaped != text;
		})).isEmpty();
	}

	@Test
	void charactersThatForgeLinesOrTurnTextAroundAreEscaped() {
		IntStream unwanted = Stream
			.of(range(0, 0x1f), range(0x7f, 0x9f), range(0x200b, 0x200f), range(0x2028, 0x202e), range(0x2060, 0x206f),
					range(0xd800, 0xdfff), range(0xe0000, 0xe00ff), IntStream.of(0xad, 0x61c, 0xfeff, 0xfffe, 0xffff))
			.flatMapToInt((codes) -> codes);
		assertThat(unwanted.mapToObj(Character::toString).map(LogText::escape)).hasSize(2402)
			.allMatch((escaped) -> escaped.startsWith("\\"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "bye", "Auf Wiedersehen, \u00fc\u00df", "\u4f60\u597d", "\ud83d\ude00", "a b\u00a0c" })
	void plainTextIsTheSameInstance(String text) {
		assertThat(LogText.escape(text)).isSameAs(text);
	}

	@Test
	void textAroundAnEscapeIsKept() {
		assertThat(LogText.escape("\ud83d\ude00a\r\nb\t\"c\"\\\u001b[0m\ud83d\ude00"))
			.isEqualTo("\ud83d\ude00a\\r\\nb\\t\\\"c\\\"\\\\\\u001b[0m\ud83d\ude00");
	}

	@Test
	void surrogatesWithoutAPartnerAreEscaped() {
		assertThat(LogText.escape("a\ud83d")).isEqualTo("a\\ud83d");
		assertThat(LogText.escape("\ude00\ud83d\ude00")).isEqualTo("\\ude00\ud83d\ude00");
	}

	@Test
	void quoteTellsNullFromItsName() {
		assertThat(LogText.quote(null)).isEqualTo("null");
		assertThat(LogText.quote("null")).isEqualTo("\"null\"");
		assertThat(LogText.quote("a\"b")).isEqualTo("\"a\\\"b\"");
	}

	private static IntStream range(int first, int last) {
		return IntStream.rangeClosed(first, last);
	}

	private static String unescape(String escaped) {
		return switch (escaped) {
			case "\\r" -> "\r";
			case "\\n" -> "\n";
			case "\\t" -> "\t";
			case "\\\"" -> "\"";
			case "\\\\" -> "\\";
			default -> Stream.of(escaped.substring(2).split("\\\\u"))
				.map((unit) -> String.valueOf((char) Integer.parseInt(unit, 16)))
				.collect(Collectors.joining());
		};
	}

}
