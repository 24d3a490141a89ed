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

import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodes;

/**
 * The close codes that a listener hears.
 */
final class CodeFilter {

	private static final Pattern RANGE = Pattern.compile("(\\d+)(?:\\s*-\\s*(\\d+))?");

	private static final int MAX = 0xFFFF;

	private final BitSet codes = new BitSet();

	CodeFilter(List<AttributeValues.Value> values, Supplier<CloseCodes> known) {
		for (AttributeValues.Value value : values) {
			Matcher range = RANGE.matcher(value.text());
			if (range.matches()) {
				addRange(value, range);
			}
			else {
				addName(value, known.get());
			}
		}
	}

	private void addRange(AttributeValues.Value value, Matcher range) {
		int first = code(value, range.group(1));
		int last = (range.group(2) != null) ? code(value, range.group(2)) : first;
		if (last < first) {
			throw value.invalid("is a range that ends before it begins",
					"Write the lower code first: \"" + last + "-" + first + "\".");
		}
		this.codes.set(first, last + 1);
	}

	private static int code(AttributeValues.Value value, String digits) {
		if (digits.length() > 5 || Integer.parseInt(digits) > MAX) {
			throw value.invalid("is no close code", "Close codes are 0-65535, those of applications 4000-4999.");
		}
		return Integer.parseInt(digits);
	}

	private void addName(AttributeValues.Value value, CloseCodes known) {
		CloseCode code = known.find(value.text());
		if (code == null) {
			checkIsNotInTheRegistry(value);
			throw value.invalid("is no close code, range of codes, or name from close-event.codes",
					"Write a code (\"1006\"), a range (\"4000-4099\"), or a name of your own. " + names(known));
		}
		this.codes.set(code.getCode());
	}

	private static void checkIsNotInTheRegistry(AttributeValues.Value value) {
		// A name of a kind of codes belongs to many.
		int[] codes = IntStream.rangeClosed(0, MAX)
			.filter((code) -> CloseCode.of(code).getName().equalsIgnoreCase(value.text()))
			.limit(2)
			.toArray();
		if (codes.length == 1) {
			throw value.invalid("is a name from the registry, not one from close-event.codes",
					"Write \"" + codes[0] + "\".");
		}
	}

	private static String names(CloseCodes known) {
		String names = known.getNamed().stream().map(CloseCode::getName).collect(Collectors.joining(", "));
		return names.isEmpty() ? "There is no name yet; close-event.codes.4001.name=Kicked would give one."
				: "The known names are: " + names + ".";
	}

	boolean matches(int code) {
		return this.codes.get(code);
	}

}
