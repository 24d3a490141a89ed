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

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ReconnectPolicy}.
 */
class ReconnectPolicyTests {

	private static final ReconnectPolicy POLICY = policy("5s", 2, "60s");

	/**
	 * A source whose every double is 0.5.
	 */
	private static final ReconnectPolicy HALF = POLICY.withRandom(() -> Long.MIN_VALUE);

	@ParameterizedTest
	@CsvSource({ "1001, 0, 0, 5", "1001, 1, 0, 10", "1001, 2, 0, 20", "1001, 3, 0, 40", "1001, 4, 0, 60",
			"1001, 2147483647, 0, 60", "1006, 0, 0, 5", "3008, 0, 0, 0", "3008, 1, 0, 10", "3008, 9, 0, 60",
			"4001, 0, 0, 5", "1012, 0, 5, 30", "1012, 2, 5, 30", "1012, 3, 5, 40", "1013, 0, 30, 60",
			"1013, 9, 30, 60" })
	void delayIsWithinBoundsThatGrow(int code, int failures, int least, int most) {
		assertThat(POLICY.getBounds(CloseCode.of(code), failures))
			.isEqualTo(new ReconnectPolicy.Bounds(Duration.ofSeconds(least), Duration.ofSeconds(most)));
		for (int i = 0; i < 100; i++) {
			assertThat(POLICY.getDelay(CloseCode.of(code), failures)).isBetween(Duration.ofSeconds(least),
					Duration.ofSeconds(most));
		}
	}

	@ParameterizedTest
	@CsvSource({ "1001, 0, 2500", "1001, 1, 5000", "1001, 9, 30000", "3008, 0, 0", "1012, 0, 17500", "1013, 0, 45000" })
	void delayIsThatOfTheRandomSource(int code, int failures, long millis) {
		assertThat(HALF.getDelay(CloseCode.of(code), failures)).hasMillis(millis);
	}

	@Test
	void randomDelaysDiffer() {
		assertThat(Stream.generate(() -> POLICY.getDelay(CloseCode.of(1006), 0)).limit(20).distinct())
			.hasSizeGreaterThan(1);
	}

	@ParameterizedTest
	@CsvSource({ "1000, 0", "1000, 3", "3003, 0", "65535, 0" })
	void nobodyComesBackAfterNever(int code, int failures) {
		assertThat(POLICY.getBounds(CloseCode.of(code), failures)).isNull();
		assertThat(POLICY.getDelay(CloseCode.of(code), failures)).isNull();
	}

	@Test
	void adviceOfTheApplicationIsFollowed() {
		assertThat(HALF.getDelay(CloseCode.of(1012).withAdvice(ReconnectAdvice.NOW), 0)).isZero();
		assertThat(HALF.getDelay(CloseCode.of(1005).withAdvice(ReconnectAdvice.LATER), 0)).hasMillis(2500);
		assertThat(HALF.getDelay(CloseCode.of(1006).withAdvice(ReconnectAdvice.NEVER), 0)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "1012, 500, 1000", "1013, 500, 1000", "1001, 0, 100" })
	void nothingIsLongerThanTheLimit(int code, long least, long most) {
		assertThat(policy("100ms", 2, "1s").getBounds(CloseCode.of(code), 0))
			.isEqualTo(new ReconnectPolicy.Bounds(Duration.ofMillis(least), Duration.ofMillis(most)));
	}

	@Test
	void hasItsNumbers() {
		assertThat(HALF.getInitial()).hasSeconds(5);
		assertThat(HALF.getMultiplier()).isEqualTo(2);
		assertThat(HALF.getMax()).hasSeconds(60);
		assertThat(HALF.getResetAfter()).hasSeconds(10);
	}

	@ParameterizedTest
	@CsvSource({ "0s, 2, 1s, 1s, 'initial'", "-1s, 2, 1s, 1s, 'initial'", "1s, 0.9, 1s, 1s, 'multiplier'",
			"1s, 101, 1s, 1s, 'multiplier'", "1s, NaN, 1s, 1s, 'multiplier'", "2s, 2, 1s, 1s, 'max'",
			"2s, 2, 25h, 1s, 'max'", "1s, 2, 1s, 0.9s, 'resetAfter'" })
	void valueOutOfItsRangeIsRefused(String initial, double multiplier, String max, String resetAfter, String blamed) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ReconnectPolicy.of(duration(initial), multiplier, duration(max), duration(resetAfter)))
			.withMessageContaining(blamed);
	}

	@Test
	void failuresAreNotNegative() {
		assertThatIllegalArgumentException().isThrownBy(() -> POLICY.getDelay(CloseCode.of(1001), -1));
	}

	private static ReconnectPolicy policy(String initial, double multiplier, String max) {
		return ReconnectPolicy.of(duration(initial), multiplier, duration(max), Duration.ofSeconds(10));
	}

	private static Duration duration(String text) {
		return (text.endsWith("ms")) ? Duration.ofMillis(Long.parseLong(text.replace("ms", "")))
				: Duration.parse("PT" + text);
	}

}
