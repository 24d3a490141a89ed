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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CloseOutcome}.
 */
class CloseOutcomeTests {

	@ParameterizedTest
	@CsvSource({ "1000, NORMAL", "1001, GOING_AWAY", "1002, ERROR", "1003, ERROR", "1004, UNKNOWN", "1005, NORMAL",
			"1006, ABNORMAL", "1007, ERROR", "1008, ERROR", "1009, ERROR", "1010, ERROR", "1011, ERROR",
			"1012, GOING_AWAY", "1013, ERROR", "1014, ERROR", "1015, ERROR", "1016, UNKNOWN" })
	void codesOfTheProtocolHaveAnOutcome(int code, CloseOutcome outcome) {
		assertThat(CloseOutcome.of(code)).isEqualTo(outcome);
	}

	@Test
	void allOtherCodesAreTheApplicationsOrUnknown() {
		for (int code = 0; code <= 65535; code++) {
			if (code < 1000 || code > 1015) {
				boolean application = code >= 3000 && code <= 4999;
				assertThat(CloseOutcome.of(code)).as("%s", code)
					.isEqualTo((application) ? CloseOutcome.APPLICATION : CloseOutcome.UNKNOWN);
			}
		}
	}

	/**
	 * Reactor Netty sends an empty Close frame then.
	 */
	@Test
	void failureOfTheApplicationIsAnErrorWhateverItsServerSent() {
		WebSocketSessionInfo session = WebSocketSessionInfo.builder("id").build();
		CloseEventInit init = CloseEventInit.create().code(1005).initiator(CloseInitiator.APPLICATION);
		assertThat(CloseOutcome.of(new CloseEvent(session, init))).isEqualTo(CloseOutcome.NORMAL);
		assertThat(CloseOutcome.of(new CloseEvent(session, init.error(new IllegalStateException()))))
			.isEqualTo(CloseOutcome.ERROR);
		assertThat(CloseOutcome
			.of(new CloseEvent(session, init.initiator(CloseInitiator.PEER).error(new IllegalStateException()))))
			.isEqualTo(CloseOutcome.NORMAL);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65536 })
	void numberThatIsNoCodeIsRefused(int code) {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseOutcome.of(code)).withMessageContaining("0-65535");
	}

}
