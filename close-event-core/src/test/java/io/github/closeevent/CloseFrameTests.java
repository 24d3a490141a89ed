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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CloseFrame}.
 */
class CloseFrameTests {

	@Test
	void emptyFrameHasNoStatusAndNoReason() {
		assertThat(CloseFrame.EMPTY.code()).isEqualTo(1005);
		assertThat(CloseFrame.EMPTY.reason()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1005, 65535 })
	void codeThatTwoBytesCanHoldIsTaken(int code) {
		assertThat(new CloseFrame(code, "").code()).isEqualTo(code);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65536 })
	void codeThatTwoBytesCannotHoldIsRefused(int code) {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseFrame(code, ""))
			.withMessage("Close code " + code + " is outside 0-65535");
	}

	@Test
	@SuppressWarnings("NullAway")
	void nullReasonIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new CloseFrame(1000, null))
			.withMessage("'reason' must not be null");
	}

	@Test
	void equalByCodeAndReason() {
		assertThat(new CloseFrame(1000, "bye")).isEqualTo(new CloseFrame(1000, "bye"))
			.isNotEqualTo(new CloseFrame(1001, "bye"))
			.isNotEqualTo(new CloseFrame(1000, "Bye"));
	}

	@Test
	void toStringNamesTheCodeAndEscapesTheReason() {
		assertThat(new CloseFrame(1001, "a\"\r\n\u001b[31m"))
			.hasToString("CloseFrame[code=1001 (Going Away), reason=\"a\\\"\\r\\n\\u001b[31m\"]");
	}

}
