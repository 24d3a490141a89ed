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

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CloseCodeFilter}.
 */
class CloseCodeFilterTests {

	private static final CloseCodes CODES = CloseCodes.of(List.of(CloseCode.of(4001).withName("Kicked")));

	@Test
	void listHasCodesRangesAndNames() {
		CloseCodeFilter filter = CloseCodeFilter.of("1006, 4098 - 4099 ,kicked", CODES);
		assertThat(IntStream.rangeClosed(0, 65535).filter(filter::matches)).containsExactly(1006, 4001, 4098, 4099);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
			1006,70000   | "70000" is no close code. Close codes are 0-65535
			4099-4000    | "4099-4000" is a range that ends before it begins. Write the lower code first
			1006,        | "" is no close code, range of codes, or name from close-event.codes. Write a code
			Kickd        | "Kickd" is no close code, range of codes, or name from close-event.codes. Write a code
			Going Away   | "Going Away" is a name from the registry, not one from close-event.codes. Write "1001".
			""")
	void messageHasTheValueTheProblemAndTheRemedy(String list, String message) {
		assertThatExceptionOfType(InvalidCloseCodeException.class).isThrownBy(() -> CloseCodeFilter.of(list, CODES))
			.withMessageStartingWith(message);
	}

	@Test
	void messageIsSafeToLog() {
		assertThatExceptionOfType(InvalidCloseCodeException.class).isThrownBy(() -> CloseCodeFilter.of("a\r\nb", CODES))
			.withMessageStartingWith("\"a\\r\\nb\" is no close code")
			.satisfies((ex) -> assertThat(ex.getValue()).isEqualTo("a\r\nb"));
	}

	@Test
	void namesAreAskedForOnlyIfThereIsOne() {
		CloseCodeFilter filter = CloseCodeFilter.of(List.of("1006"), () -> {
			throw new IllegalStateException();
		});
		assertThat(filter.matches(1006)).isTrue();
	}

}
