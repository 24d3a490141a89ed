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
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CloseCodes}.
 */
class CloseCodesTests {

	private static final CloseCode KICKED = CloseCode.of(4001)
		.withName("Kicked")
		.withDescription("A moderator removed the user.")
		.withAdvice(ReconnectAdvice.NEVER);

	private static final CloseCode IDLE = CloseCode.of(4002).withName("Idle");

	private static final CloseCode DESCRIBED = CloseCode.of(4003).withDescription("Has no name.");

	private static final CloseCodes CODES = CloseCodes.of(List.of(IDLE, KICKED, DESCRIBED));

	@Test
	void standardCodesAreThoseOfTheRegistry() {
		for (int code = 0; code <= 65535; code++) {
			assertThat(CloseCodes.standard().get(code)).hasToString(CloseCode.of(code).toString());
		}
		assertThat(CloseCodes.standard().getNamed()).isEmpty();
		assertThat(CloseCodes.standard()).hasToString("CloseCodes[]");
	}

	@Test
	void applicationsWordsComeFirst() {
		CloseCode kicked = CODES.get(4001);
		assertThat(kicked.getName()).isEqualTo("Kicked");
		assertThat(kicked.getDescription()).isEqualTo("A moderator removed the user.");
		assertThat(kicked.getAdvice()).isEqualTo(ReconnectAdvice.NEVER);
		assertThat(kicked.getAdviceReason()).isEqualTo("The application's configuration says so.");
		assertThat(CODES.get(4003).getDescription()).isEqualTo("Has no name.");
		assertThat(CODES.get(4003).getName()).isEqualTo("Private use");
		assertThat(CODES.get(4004)).hasToString("4004 (Private use)");
		assertThat(CODES.get(1001)).hasToString("1001 (Going Away)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Kicked", "kicked", "KICKED" })
	void namesAreFoundInUpperAndLowerCase(String name) {
		assertThat(CODES.find(name)).isSameAs(KICKED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Kick", "Going Away", "Private use", "Unauthorized", "4001" })
	void otherNamesAreNotFound(String name) {
		assertThat(CODES.find(name)).isNull();
	}

	@Test
	void nameOfTheRegistryIsFoundIfTheApplicationHasTheCode() {
		CloseCodes codes = CloseCodes.of(List.of(CloseCode.of(3000).withName("Unauthorized")));
		assertThat(codes.find("unauthorized")).isEqualTo(CloseCode.of(3000));
		assertThat(codes.getNamed()).containsExactly(CloseCode.of(3000));
	}

	@Test
	void nameOfTheRegistryIsFoundIfTheApplicationDescribesTheCode() {
		CloseCodes codes = CloseCodes.of(List.of(CloseCode.of(3008).withDescription("A move took too long.")));
		assertThat(codes.find("timeout")).isEqualTo(CloseCode.of(3008));
		assertThat(codes.getNamed()).containsExactly(CloseCode.of(3008));
	}

	@Test
	void adviceForACodeOfTheProtocolGivesItNoNameThatIsFound() {
		CloseCodes codes = CloseCodes.of(List.of(CloseCode.of(1005).withAdvice(ReconnectAdvice.LATER)));
		assertThat(codes.get(1005).getAdvice()).isEqualTo(ReconnectAdvice.LATER);
		assertThat(codes.find("No Status Rcvd")).isNull();
		assertThat(codes.getNamed()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 5000, 65535 })
	void codeThatIsNotForTheApplicationIsRefused(int code) {
		List<CloseCode> own = List.of(CloseCode.of(code));
		assertThatIllegalArgumentException().isThrownBy(() -> CloseCodes.of(own))
			.withMessageStartingWith("Close code " + code + " cannot have advice of an application");
	}

	@Test
	void codesAtTheEndsOfTheRangeAreTaken() {
		assertThat(CloseCodes.of(List.of(CloseCode.of(4999), CloseCode.of(1000))))
			.hasToString("CloseCodes[1000 (Normal Closure), 4999 (Private use)]");
	}

	@Test
	void namedCodesAreSorted() {
		assertThat(CODES.getNamed()).containsExactly(KICKED, IDLE);
		assertThat(CODES).hasToString("CloseCodes[4001 (Kicked), 4002 (Idle), 4003 (Private use)]");
	}

	@Test
	void codeMayNotBeThereTwice() {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseCodes.of(List.of(KICKED, IDLE, KICKED)))
			.withMessage("Close code 4001 is there twice");
	}

	@Test
	void nameMayNotBeThereTwice() {
		CloseCode other = CloseCode.of(4010).withName("KICKED");
		assertThatIllegalArgumentException().isThrownBy(() -> CloseCodes.of(List.of(KICKED, other)))
			.withMessage("Close code 4010 cannot have the name \"KICKED\", which close code 4001 has");
	}

	@Test
	void codeOutOfRangeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> CODES.get(65536))
			.withMessage("Close code 65536 is outside 0-65535");
		assertThatIllegalArgumentException().isThrownBy(() -> CODES.get(-1));
	}

	@Test
	void labelsAreFewWhateverTheCode() {
		Set<String> labels = new TreeSet<>();
		for (int code = 0; code <= 65535; code++) {
			String label = CODES.getLabel(code);
			labels.add(label);
			assertThat(label).isIn(String.valueOf(code), String.valueOf(code).charAt(0) + "xxx", "other");
			assertThat(label.equals("other")).as(label).isEqualTo(code < 1000 || code > 4999);
		}
		assertThat(labels).containsExactly("1000", "1001", "1002", "1003", "1004", "1005", "1006", "1007", "1008",
				"1009", "1010", "1011", "1012", "1013", "1014", "1015", "1xxx", "2xxx", "3000", "3003", "3008", "3xxx",
				"4001", "4002", "4003", "4xxx", "other");
	}

	@Test
	void codesOfOtherApplicationsHaveNoLabel() {
		assertThat(CODES.getLabel(4001)).isEqualTo("4001");
		assertThat(CloseCodes.standard().getLabel(4001)).isEqualTo("4xxx");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65536 })
	void numberThatIsNoCodeHasNoLabel(int code) {
		assertThatIllegalArgumentException().isThrownBy(() -> CODES.getLabel(code)).withMessageContaining("0-65535");
	}

}
