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

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link CloseCode}, {@link CloseCodeRange} and their table.
 */
class CloseCodeTests {

	private static final List<String> KINDS = List.of("Not used", "Reserved for the protocol",
			"Reserved for extensions", "Library or framework", "Private use", "Out of range");

	@ParameterizedTest
	@CsvFileSource(resources = "iana-close-codes.csv", numLinesToSkip = 2)
	void namesAreThoseOfTheRegistry(String codes, String name) {
		String[] bounds = codes.split("-");
		if (bounds.length == 1) {
			CloseCode code = CloseCode.of(Integer.parseInt(codes));
			assertThat(code.getName()).isEqualTo(name);
			assertThat(code).hasToString(codes + " (" + name + ")");
		}
		else {
			assertThat(IntStream.rangeClosed(Integer.parseInt(bounds[0]), Integer.parseInt(bounds[1]))
				.mapToObj((code) -> CloseCode.of(code).getName())).isSubsetOf(KINDS);
		}
	}

	@ParameterizedTest
	@CsvFileSource(resources = "close-code-ranges.csv", numLinesToSkip = 2)
	void rangesAreThoseOfThePage(int first, int last, CloseCodeRange range, String kind) {
		for (int code = first; code <= last; code++) {
			assertThat(CloseCode.of(code).getRange()).isEqualTo(range);
			if (code != 3000 && code != 3003 && code != 3008) {
				assertThat(CloseCode.of(code).getName()).isEqualTo(kind);
			}
		}
	}

	@Test
	void everyCodeHasFacts() {
		for (int value = 0; value <= 65535; value++) {
			CloseCode code = CloseCode.of(value);
			assertThat(code.getCode()).isEqualTo(value);
			assertThat(code.getName()).isNotBlank();
			assertThat(code.getDescription()).endsWith(".").hasSizeBetween(20, 160);
			assertThat(code.getAdvice()).isNotNull();
			assertThat(code.getAdviceReason()).endsWith(".").hasSizeBetween(20, 160);
			assertThat(value).isBetween(code.getRange().getFirst(), code.getRange().getLast());
		}
	}

	@Test
	void wireLegalIsWhatTheProtocolDefinesAndDoesNotReserve() {
		assertThat(codes(CloseCode::isWireLegal))
			.containsExactlyElementsOf(IntStream
				.concat(IntStream.rangeClosed(1000, 1015)
					.filter((code) -> !List.of(1004, 1005, 1006, 1015).contains(code)), IntStream.range(3000, 5000))
				.boxed()
				.toList());
	}

	@Test
	void serverSendableIsWhatEveryServerSendsForAnApplication() {
		assertThat(codes(CloseCode::isServerSendable)).containsExactlyElementsOf(
				IntStream.concat(IntStream.of(1000, 1001, 1008, 1011, 1012, 1013), IntStream.rangeClosed(3000, 4999))
					.boxed()
					.toList());
	}

	@Test
	void sendableIsWhatAScriptMayPassToClose() {
		assertThat(codes(CloseCode::isSendable)).containsExactlyElementsOf(
				IntStream.concat(IntStream.of(1000), IntStream.range(3000, 5000)).boxed().toList());
	}

	private List<Integer> codes(Predicate<CloseCode> predicate) {
		return IntStream.rangeClosed(0, 65535).filter((code) -> predicate.test(CloseCode.of(code))).boxed().toList();
	}

	@ParameterizedTest
	@CsvSource({ "1000, NEVER", "1001, LATER", "1002, NEVER", "1003, NEVER", "1004, NEVER", "1005, NEVER",
			"1006, LATER", "1007, NEVER", "1008, NEVER", "1009, NEVER", "1010, NEVER", "1011, LATER", "1012, LATER",
			"1013, LATER", "1014, LATER", "1015, NEVER", "3000, NEVER", "3003, NEVER", "3008, NOW", "0, NEVER",
			"999, NEVER", "1016, NEVER", "2999, NEVER", "3001, LATER", "3999, LATER", "4000, LATER", "4999, LATER",
			"5000, NEVER", "65535, NEVER" })
	void advice(int code, ReconnectAdvice advice) {
		assertThat(CloseCode.of(code).getAdvice()).isEqualTo(advice);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3000, 3999, 4000, 4999 })
	void applicationGivesItsOwnCodesWords(int value) {
		CloseCode standard = CloseCode.of(value);
		CloseCode named = standard.withName("Kicked");
		assertThat(named).isEqualTo(standard).hasToString(value + " (Kicked)");
		assertThat(named.getDescription()).isEqualTo(standard.getDescription());
		assertThat(named.getAdvice()).isEqualTo(standard.getAdvice());
		CloseCode described = named.withDescription("A moderator removed the user.");
		assertThat(described.getName()).isEqualTo("Kicked");
		assertThat(described.getDescription()).isEqualTo("A moderator removed the user.");
		CloseCode advised = described.withAdvice(ReconnectAdvice.NOW);
		assertThat(advised.getDescription()).isEqualTo("A moderator removed the user.");
		assertThat(advised.getAdvice()).isEqualTo(ReconnectAdvice.NOW);
		assertThat(advised.getAdviceReason()).isEqualTo("The application's configuration says so.");
		assertThat(standard).hasToString(CloseCode.of(value).toString());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1000, 1006, 2999, 5000, 65535 })
	void otherCodesHaveNoWordsOfAnApplication(int value) {
		CloseCode code = CloseCode.of(value);
		String message = "Close code " + value + " cannot have words of an application: only 3000-4999 are for its use";
		assertThatIllegalArgumentException().isThrownBy(() -> code.withName("Kicked")).withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> code.withDescription("Text.")).withMessage(message);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1004, 1005, 1006, 1015, 2999, 3000, 4999 })
	void codeOfAnEndHasAdviceOfAnApplication(int value) {
		CloseCode code = CloseCode.of(value).withAdvice(ReconnectAdvice.NOW);
		assertThat(code.getAdvice()).isEqualTo(ReconnectAdvice.NOW);
		assertThat(code.getAdviceReason()).isEqualTo("The application's configuration says so.");
		assertThat(code).hasToString(CloseCode.of(value).toString());
		assertThat(code.getDescription()).isEqualTo(CloseCode.of(value).getDescription());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 5000, 65535 })
	void codeOfNoEndHasNoAdviceOfAnApplication(int value) {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseCode.of(value).withAdvice(ReconnectAdvice.NOW))
			.withMessage("Close code " + value
					+ " cannot have advice of an application: a connection ends with one of 1000-4999");
	}

	@ParameterizedTest
	@ValueSource(strings = { "K", "Kicked out", "kicked_out-2", "Zu langsam", "M\u00fcde", "a.b/c (d)", "it's" })
	void nameIsOfLettersDigitsAndAFewOthers(String name) {
		assertThat(CloseCode.of(4001).withName(name).getName()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "4001", "4000-4099", " Kicked", "a,b", "a\nb", "a\u202eb", "<b>", "${x}" })
	void otherNamesAreRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseCode.of(4001).withName(name))
			.withMessageStartingWith("Close code 4001 cannot have the name " + LogText.quote(name))
			.withMessageContaining("starts with a letter");
	}

	@Test
	void nameHasALimit() {
		assertThat(CloseCode.of(4001).withName("x".repeat(50)).getName()).hasSize(50);
		assertThatIllegalArgumentException().isThrownBy(() -> CloseCode.of(4001).withName("x".repeat(51)))
			.withMessageContaining("at most 50");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Going Away", "going away", "Unauthorized", "Private use", "LIBRARY OR FRAMEWORK" })
	void nameOfTheRegistryIsRefusedForAnotherCode(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> CloseCode.of(4001).withName(name))
			.withMessage("Close code 4001 cannot have the name \"" + name
					+ "\", which the registry has for another code or kind of codes");
	}

	@Test
	void nameOfTheRegistryIsTakenForItsCode() {
		assertThat(CloseCode.of(3000).withName("Unauthorized").getName()).isEqualTo("Unauthorized");
	}

	@Test
	void emptyWordsAreRefused() {
		CloseCode code = CloseCode.of(4001);
		assertThatIllegalArgumentException().isThrownBy(() -> code.withName(null));
		assertThatIllegalArgumentException().isThrownBy(() -> code.withDescription(" "))
			.withMessage("The description of close code 4001 must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> code.withAdvice(null));
	}

	@Test
	void everyCodeThatMayTravelAndHasNoNameIsRetriedLater() {
		assertThat(IntStream.range(3000, 5000)
			.mapToObj(CloseCode::of)
			.filter((code) -> KINDS.contains(code.getName()))
			.map(CloseCode::getAdvice)).hasSize(1997).containsOnly(ReconnectAdvice.LATER);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65536, Integer.MIN_VALUE, Integer.MAX_VALUE })
	void codeThatTwoBytesCannotHoldIsRefused(int code) {
		String message = "Close code " + code + " is outside 0-65535";
		assertThatIllegalArgumentException().isThrownBy(() -> CloseCode.of(code)).withMessage(message);
		assertThatIllegalArgumentException().isThrownBy(() -> CloseCodeRange.of(code)).withMessage(message);
	}

	@Test
	void constantsHaveTheirNumbers() throws IllegalAccessException {
		Map<Integer, String> constants = new TreeMap<>();
		for (Field field : CloseCode.class.getFields()) {
			constants.put(field.getInt(null), field.getName());
		}
		assertThat(constants).hasToString("{1000=NORMAL_CLOSURE, 1001=GOING_AWAY, 1002=PROTOCOL_ERROR, "
				+ "1003=UNSUPPORTED_DATA, 1005=NO_STATUS_RECEIVED, 1006=ABNORMAL_CLOSURE, 1007=INVALID_PAYLOAD, "
				+ "1008=POLICY_VIOLATION, 1009=MESSAGE_TOO_BIG, 1010=MANDATORY_EXTENSION, 1011=INTERNAL_ERROR, "
				+ "1012=SERVICE_RESTART, 1013=TRY_AGAIN_LATER, 1014=BAD_GATEWAY, 1015=TLS_HANDSHAKE}");
	}

	@Test
	void namedCodesAreNotAllocated() {
		List<Integer> cached = new ArrayList<>();
		for (int code = 0; code <= 65535; code++) {
			if (CloseCode.of(code) == CloseCode.of(code)) {
				cached.add(code);
			}
		}
		assertThat(cached).containsExactlyElementsOf(
				IntStream.concat(IntStream.rangeClosed(1000, 1015), IntStream.of(3000, 3003, 3008)).boxed().toList());
	}

	@Test
	void equalByCode() {
		assertThat(CloseCode.of(4001)).isEqualTo(CloseCode.of(4001)).hasSameHashCodeAs(CloseCode.of(4001));
		assertThat(CloseCode.of(4001)).isNotEqualTo(CloseCode.of(4002)).isNotEqualTo(4001);
	}

	@ParameterizedTest
	@EnumSource
	void rangesHaveNoGap(CloseCodeRange range) {
		assertThat(CloseCodeRange.of(range.getFirst())).isEqualTo(range);
		assertThat(CloseCodeRange.of(range.getLast())).isEqualTo(range);
		int before = (range.ordinal() == 0) ? -1 : CloseCodeRange.values()[range.ordinal() - 1].getLast();
		assertThat(range.getFirst()).isEqualTo(before + 1);
	}

}
