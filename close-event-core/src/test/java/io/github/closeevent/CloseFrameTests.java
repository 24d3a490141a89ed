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

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1008, 1011, 1012, 1013, 3000, 4999 })
	void serverMaySend(int code) {
		assertThat(CloseFrame.toSend(code, "bye")).isEqualTo(new CloseFrame(code, "bye"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1002, 1003, 1004, 1005, 1006, 1007, 1009, 1010, 1014, 1015, 1016, 2500, 2999, 5000 })
	void serverMayNotSend(int code) {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseFrame.toSend(code, ""))
			.withMessage("A server cannot close with " + CloseCode.of(code)
					+ ". It may use 1000, 1001, 1008, 1011, 1012, 1013 or 3000-4999");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "\u00e9", "\u20ac", "\ud83d\ude00" })
	void reasonHasAsManyBytesAsAFrameHolds(String character) {
		int length = character.getBytes(StandardCharsets.UTF_8).length;
		String longest = character.repeat(123 / length);
		assertThat(CloseFrame.toSend(4000, longest).reason()).isEqualTo(longest);
		assertThat(CloseFrame.truncateReason(longest)).isSameAs(longest);
		String longer = longest + character;
		assertThatIllegalArgumentException().isThrownBy(() -> CloseFrame.toSend(4000, longer))
			.withMessageContaining("at most 123 bytes in UTF-8, and this one has " + length * (123 / length + 1));
		assertThat(CloseFrame.truncateReason(longer)).isEqualTo(longest);
	}

	@Test
	void reasonThatIsTooLongIsEscapedInTheMessage() {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseFrame.toSend(4000, "\n".repeat(124)))
			.withMessageContaining("\\n")
			.withMessageNotContaining("\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\ud83d", "\ude00b" })
	void halfACharacterIsNoReason(String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseFrame.toSend(4000, reason))
			.withMessageContaining("half a surrogate pair");
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
