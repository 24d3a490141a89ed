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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the table of {@code docs/codes.md} equal to {@link CloseCode}.
 */
class CloseCodesDocumentationTests {

	@Test
	void tableIsThatOfTheCode() throws IOException {
		List<String> documented = Files.readAllLines(Path.of("../docs/codes.md"))
			.stream()
			.filter((line) -> line.matches("\\| \\d{4} \\|.*"))
			.toList();
		assertThat(documented)
			.isEqualTo(IntStream.concat(IntStream.rangeClosed(1000, 1015), IntStream.of(3000, 3003, 3008))
				.mapToObj((code) -> row(CloseCode.of(code)))
				.toList());
	}

	private static String row(CloseCode code) {
		return "| " + String.join(" | ", String.valueOf(code.getCode()), code.getName(), yesOrNo(code.isWireLegal()),
				yesOrNo(code.isSendable()), code.getAdvice().name().toLowerCase(Locale.ROOT), code.getDescription())
				+ " |";
	}

	private static String yesOrNo(boolean value) {
		return (value) ? "yes" : "no";
	}

}
