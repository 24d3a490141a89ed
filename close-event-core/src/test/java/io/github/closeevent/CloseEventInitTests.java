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

import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CloseEventInit}.
 */
class CloseEventInitTests {

	private static final CloseEventInit FULL = CloseEventInit.create()
		.wasClean(true)
		.code(4000)
		.reason("bye")
		.initiator(CloseInitiator.PEER)
		.sent(new CloseFrame(4000, "sent"))
		.received(new CloseFrame(4000, "received"))
		.error(new IllegalStateException())
		.closedAt(Instant.EPOCH);

	@Test
	void defaultsAreThoseOfTheDom() {
		CloseEventInit init = CloseEventInit.create();
		assertThat(init.wasClean()).isFalse();
		assertThat(init.getCode()).isZero();
		assertThat(init.getReason()).isEmpty();
		assertThat(init.getInitiator()).isEqualTo(CloseInitiator.NETWORK);
		assertThat(init.getSent()).isNull();
		assertThat(init.getReceived()).isNull();
		assertThat(init.getError()).isNull();
		assertThat(init.getClosedAt()).isNull();
	}

	@Test
	void everyMemberIsKept() {
		assertThat(FULL.wasClean()).isTrue();
		assertThat(FULL.getCode()).isEqualTo(4000);
		assertThat(FULL.getReason()).isEqualTo("bye");
		assertThat(FULL.getInitiator()).isEqualTo(CloseInitiator.PEER);
		assertThat(FULL.getSent()).isEqualTo(new CloseFrame(4000, "sent"));
		assertThat(FULL.getReceived()).isEqualTo(new CloseFrame(4000, "received"));
		assertThat(FULL.getError()).isInstanceOf(IllegalStateException.class);
		assertThat(FULL.getClosedAt()).isEqualTo(Instant.EPOCH);
	}

	@ParameterizedTest
	@MethodSource
	void eachMethodChangesOneMemberOfANewInstance(String member, UnaryOperator<CloseEventInit> method) {
		CloseEventInit before = FULL.wasClean(true);
		CloseEventInit after = method.apply(before);
		assertThat(after).isNotSameAs(before).usingRecursiveComparison().ignoringFields(member).isEqualTo(before);
		assertThat(after).usingRecursiveComparison().comparingOnlyFields(member).isNotEqualTo(before);
		assertThat(before).usingRecursiveComparison().isEqualTo(FULL);
	}

	static Stream<Object[]> eachMethodChangesOneMemberOfANewInstance() {
		return Stream.of(change("wasClean", (init) -> init.wasClean(false)), change("code", (init) -> init.code(1000)),
				change("reason", (init) -> init.reason("other")),
				change("initiator", (init) -> init.initiator(CloseInitiator.CONTAINER)),
				change("sent", (init) -> init.sent(null)), change("received", (init) -> init.received(null)),
				change("error", (init) -> init.error(null)), change("closedAt", (init) -> init.closedAt(null)));
	}

	private static Object[] change(String member, UnaryOperator<CloseEventInit> method) {
		return new Object[] { member, method };
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65536 })
	void codeThatTwoBytesCannotHoldIsRefused(int code) {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseEventInit.create().code(code))
			.withMessage("Close code " + code + " is outside 0-65535");
	}

	@Test
	@SuppressWarnings("NullAway")
	void nullIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseEventInit.create().reason(null))
			.withMessage("'reason' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> CloseEventInit.create().initiator(null))
			.withMessage("'initiator' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> CloseEventInit.create().codes(null))
			.withMessage("'codes' must not be null");
	}

}
