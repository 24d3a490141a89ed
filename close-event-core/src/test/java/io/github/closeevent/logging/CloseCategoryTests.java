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

package io.github.closeevent.logging;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseCategory}.
 */
class CloseCategoryTests {

	private static final WebSocketSessionInfo SESSION = WebSocketSessionInfo.builder("1").build();

	@ParameterizedTest
	@CsvSource({ "PEER, 1000, true, CLEAN", "PEER, 4001, true, CLEAN", "PEER, 1000, false, ABNORMAL",
			"APPLICATION, 4001, true, CLEAN", "APPLICATION, 1012, true, CLEAN", "APPLICATION, 1006, false, ABNORMAL",
			"CONTAINER, 1001, true, CLEAN", "CONTAINER, 1002, false, ABNORMAL", "CONTAINER, 1009, true, CLEAN",
			"NETWORK, 1006, false, ABNORMAL" })
	void handshakeDecides(CloseInitiator initiator, int code, boolean clean, CloseCategory category) {
		assertThat(CloseCategory.of(event(initiator, code, clean, null))).isEqualTo(category);
	}

	@ParameterizedTest
	@CsvSource({ "APPLICATION, 1011", "APPLICATION, 1013", "APPLICATION, 1014", "CONTAINER, 1011", "CONTAINER, 1013",
			"CONTAINER, 1014" })
	void faultOfThisEndIsAServerErrorHoweverItEnded(CloseInitiator initiator, int code) {
		assertThat(CloseCategory.of(event(initiator, code, true, null))).isEqualTo(CloseCategory.SERVER_ERROR);
		assertThat(CloseCategory.of(event(initiator, code, false, null))).isEqualTo(CloseCategory.SERVER_ERROR);
	}

	@ParameterizedTest
	@CsvSource({ "1006", "1005", "1000" })
	void exceptionOfTheApplicationIsAServerErrorWhateverTheCode(int code) {
		Exception error = new IllegalStateException("planned exception");
		assertThat(CloseCategory.of(event(CloseInitiator.APPLICATION, code, false, error)))
			.isEqualTo(CloseCategory.SERVER_ERROR);
	}

	@ParameterizedTest
	@EnumSource(value = CloseInitiator.class, mode = EnumSource.Mode.EXCLUDE, names = "APPLICATION")
	void exceptionOfTheTransportIsNone(CloseInitiator initiator) {
		Exception error = new IllegalStateException("planned exception");
		assertThat(CloseCategory.of(event(initiator, 1006, false, error))).isEqualTo(CloseCategory.ABNORMAL);
	}

	@Test
	void peerCannotChooseAServerError() {
		for (int code = 0; code <= 65535; code++) {
			assertThat(CloseCategory.of(event(CloseInitiator.PEER, code, true, null))).isEqualTo(CloseCategory.CLEAN);
			assertThat(CloseCategory.of(event(CloseInitiator.PEER, code, false, null)))
				.isEqualTo(CloseCategory.ABNORMAL);
		}
	}

	private static CloseEvent event(CloseInitiator initiator, int code, boolean clean, Throwable error) {
		return new CloseEvent(SESSION,
				CloseEventInit.create().initiator(initiator).code(code).wasClean(clean).error(error));
	}

}
