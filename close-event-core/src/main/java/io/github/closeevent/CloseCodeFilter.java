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

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.util.Assert;

/**
 * Close codes as people write them down: single ones ({@code 1006}), ranges with both
 * ends ({@code 4000-4099}), and names of an application's own codes.
 * <p>
 * Immutable and safe to share between threads.
 *
 * @since 0.1.0
 * @see CloseCodes#find(String)
 */
public final class CloseCodeFilter {

	private static final Pattern RANGE = Pattern.compile("(\\d+)(?:\\s*-\\s*(\\d+))?");

	private static final int MAX = 0xFFFF;

	private final BitSet codes = new BitSet();

	private CloseCodeFilter() {
	}

	/**
	 * Take a list apart and read its codes.
	 * @param list a code, a range or a name, or several with commas between them
	 * @param known the codes with the application's names
	 * @return the filter
	 * @throws InvalidCloseCodeException if one is none of these; the message has it, and
	 * says what would be right
	 */
	public static CloseCodeFilter of(String list, CloseCodes known) {
		Assert.notNull(list, "'list' must not be null");
		return of(List.of(list.split(",", -1)), () -> known);
	}

	/**
	 * Read codes.
	 * @param values codes, ranges and names, one each
	 * @param known gives the codes with the application's names, and is asked for the
	 * first name
	 * @return the filter
	 * @throws InvalidCloseCodeException if one is none of these; the message has it, and
	 * says what would be right
	 */
	public static CloseCodeFilter of(Collection<String> values, Supplier<CloseCodes> known) {
		CloseCodeFilter filter = new CloseCodeFilter();
		for (String value : values) {
			filter.add(value.strip(), known);
		}
		return filter;
	}

	private void add(String value, Supplier<CloseCodes> known) {
		Matcher range = RANGE.matcher(value);
		if (range.matches()) {
			addRange(value, range);
		}
		else {
			addName(value, known.get());
		}
	}

	private void addRange(String value, Matcher range) {
		int first = code(value, range.group(1));
		int last = (range.group(2) != null) ? code(value, range.group(2)) : first;
		if (last < first) {
			throw new InvalidCloseCodeException(value, "is a range that ends before it begins",
					"Write the lower code first: \"" + last + "-" + first + "\".");
		}
		this.codes.set(first, last + 1);
	}

	private static int code(String value, String digits) {
		if (digits.length() > 5 || Integer.parseInt(digits) > MAX) {
			throw new InvalidCloseCodeException(value, "is no close code",
					"Close codes are 0-65535, those of applications 4000-4999.");
		}
		return Integer.parseInt(digits);
	}

	private void addName(String value, CloseCodes known) {
		CloseCode code = known.find(value);
		if (code == null) {
			checkIsNotInTheRegistry(value);
			throw new InvalidCloseCodeException(value,
					"is no close code, range of codes, or name from close-event.codes",
					"Write a code (\"1006\"), a range (\"4000-4099\"), or a name of your own. " + names(known));
		}
		this.codes.set(code.getCode());
	}

	private static void checkIsNotInTheRegistry(String value) {
		// A name of a kind of codes belongs to many.
		int[] codes = IntStream.rangeClosed(0, MAX)
			.filter((code) -> CloseCode.of(code).getName().equalsIgnoreCase(value))
			.limit(2)
			.toArray();
		if (codes.length == 1) {
			throw new InvalidCloseCodeException(value, "is a name from the registry, not one from close-event.codes",
					"Write \"" + codes[0] + "\".");
		}
	}

	private static String names(CloseCodes known) {
		String names = known.getNamed().stream().map(CloseCode::getName).collect(Collectors.joining(", "));
		return names.isEmpty() ? "There is no name yet; close-event.codes.4001.name=Kicked would give one."
				: "The known names are: " + names + ".";
	}

	/**
	 * Whether a code is one of these.
	 * @param code the code
	 * @return whether it was written down, by itself, in a range or by its name
	 */
	public boolean matches(int code) {
		return this.codes.get(code);
	}

}
