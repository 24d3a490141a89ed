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

package io.github.closeevent.listener;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stops the start, and what it says then.
 */
class CloseEventListenerFailureTests {

	private static final String CODES = "app.codes";

	private static final String PATHS = "app.paths";

	@Test
	void namesBeanMethodAttributeValueAndRemedy() {
		assertThat(ListenerContext.failure(BadCode.class)).hasMessage("Invalid @CloseEventListener on method '"
				+ BadCode.class.getName() + ".closed(CloseEvent)' of bean 'closeEventListenerFailureTests.BadCode':"
				+ " codes = \"70000\" is no close code. Close codes are 0-65535, those of applications 4000-4999.");
	}

	@Test
	void namesThePropertyThatAValueComesFrom() {
		assertThat(ListenerContext.failure(Map.of(CODES, "1006, 70000"), Codes.class))
			.hasMessageContaining(": codes = \"70000\" (from \"${app.codes}\") is no close code. ");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			65536            | 65536            | is no close code.
			99999999999      | 99999999999      | is no close code.
			4000-70000       | 4000-70000       | is no close code.
			4999-4000        | 4999-4000        | Write the lower code first: "4000-4999".
			1006,5000 - 4000 | 5000 - 4000      | Write the lower code first: "4000-5000".
			-5               | -5               | is no close code, range of codes, or name
			4000-            | 4000-            | is no close code, range of codes, or name
			4000-4001-4002   | 4000-4001-4002   | is no close code, range of codes, or name
			1006;4000        | 1006;4000        | is no close code, range of codes, or name
			40x0             | 40x0             | is no close code, range of codes, or name
			''               | ''               | is empty.
			' , '            | ''               | is empty.
			1006,,4000       | ''               | is empty.
			1006,            | ''               | is empty.
			""")
	void refusesCodes(String codes, String value, String problem) {
		assertThat(ListenerContext.failure(Map.of(CODES, codes), Codes.class))
			.hasMessageContaining(": codes = \"" + value + "\" ")
			.hasMessageContaining(problem);
	}

	@Test
	void listsTheKnownNames() {
		assertThat(ListenerContext.failure(Map.of(CODES, "Kickd"), Codes.class, OwnCodes.class))
			.hasMessageContaining("codes = \"Kickd\" ")
			.hasMessageEndingWith("The known names are: Kicked, Idle.");
	}

	@ParameterizedTest
	@CsvSource({ "Going Away, 1001", "no status rcvd, 1005", "Reserved, 1004", "Unauthorized, 3000" })
	void tellsTheCodeOfANameFromTheRegistry(String name, String code) {
		assertThat(ListenerContext.failure(Map.of(CODES, name), Codes.class, OwnCodes.class))
			.hasMessageEndingWith(": codes = \"" + name + "\" (from \"${app.codes}\") is a name from the registry,"
					+ " not one from close-event.codes. Write \"" + code + "\".");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Not used", "Reserved for the protocol", "Private use" })
	void nameOfAKindOfCodesIsNoName(String name) {
		assertThat(ListenerContext.failure(Map.of(CODES, name), Codes.class, OwnCodes.class))
			.hasMessageEndingWith("The known names are: Kicked, Idle.");
	}

	@Test
	void tellsHowToGiveAName() {
		assertThat(ListenerContext.failure(Map.of(CODES, "Kicked"), Codes.class))
			.hasMessageEndingWith("There is no name yet; close-event.codes.4001.name=Kicked would give one.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					chat/**         | chat/**       | is no path pattern. A path pattern starts with a slash, such as /chat/**.
					/a/**,b/**      | b/**          | is no path pattern. A path pattern starts with a slash
					/a/*,b          | b             | is no path pattern. A path pattern starts with a slash
					/{id:a,b},c     | c             | is no path pattern. A path pattern starts with a slash
					/{id:\\}x},b    | b             | is no path pattern. A path pattern starts with a slash
					/a/** /b/**     | /a/** /b/**   | is no path pattern. A path pattern has neither blanks nor semicolons. Several
					/a/**;/b/**     | /a/**;/b/**   | is no path pattern. A path pattern has neither blanks nor semicolons. Several
					//a             | //a           | is no path pattern. A path pattern has one slash between two segments
					/a//**          | /a//**        | is no path pattern. A path pattern has one slash between two segments
					/a,/b/**,/a/**/c | /a/**/c      | is no path pattern. It cannot be parsed (
					/a,             | ''            | is empty.
					/a,,/b          | ''            | is empty.
					/{id            | /{id          | is no path pattern. It cannot be parsed (
					/{id,/b         | /{id,/b       | is no path pattern. It cannot be parsed (
					/{id:[}         | /{id:[}       | is no path pattern. It cannot be parsed (
					''              | ''            | is empty.
					""")
	void refusesPaths(String paths, String value, String problem) {
		assertThat(ListenerContext.failure(Map.of(PATHS, paths), Paths.class))
			.hasMessageContaining(": paths = \"" + value + "\" (from \"${app.paths}\") " + problem);
	}

	@Test
	void refusesAnEmptyStringInTheAnnotation() {
		assertThat(ListenerContext.failure(EmptyCode.class)).hasMessageContaining(": codes = \"\" is empty. ");
	}

	@ParameterizedTest
	@ValueSource(classes = { Object.class, PropertySourcesPlaceholderConfigurer.class })
	void refusesAPlaceholderThatIsNotSet(Class<?> resolver) {
		assertThat(ListenerContext.failure(Codes.class, resolver))
			.hasMessageContaining(": codes = \"${app.codes}\" has a placeholder that cannot be resolved. ");
		assertThat(ListenerContext.failure(Paths.class, resolver))
			.hasMessageContaining(": paths = \"${app.paths}\" has a placeholder that cannot be resolved. ");
	}

	@Test
	void tellsThatAListInYamlIsNoString() {
		assertThat(ListenerContext.failure(Map.of("app.codes[0]", "1006"), Codes.class))
			.hasMessageEndingWith(" has a placeholder that cannot be resolved. Set the property to one string, with"
					+ " commas between several values (a list in YAML is no such string), or write a default value"
					+ " behind a colon, as in ${key:default}.");
	}

	@Test
	void refusesAParameterOfAnotherType() {
		assertThat(ListenerContext.failure(WrongParameter.class)).hasMessageContaining("closed(String)' of bean")
			.hasMessageEndingWith(": the parameter is a java.lang.String, not a CloseEvent."
					+ " Give the method one parameter of type CloseEvent.");
	}

	@Test
	void refusesAParameterThatATypeArgumentMakesWrong() {
		assertThat(ListenerContext.failure(WrongArgument.class))
			.hasMessageContaining(": the parameter is a " + ContextStartedEvent.class.getName());
	}

	@Test
	void refusesTwoParameters() {
		assertThat(ListenerContext.failure(TwoParameters.class))
			.hasMessageContaining("closed(CloseEvent, String)' of bean")
			.hasMessageContaining(": the method has 2 parameters. Give the method one");
	}

	@Test
	void refusesTwoFilters() {
		assertThat(ListenerContext.failure(TwoFilters.class))
			.hasMessageEndingWith(": it is there more than once. Keep one, or write a method for each.");
	}

	@Test
	void refusesAConditionThatSpringWouldNotRead() {
		assertThat(ListenerContext.failure(LostCondition.class))
			.hasMessageContaining(": condition = \"#event.code > 1\" is not read by Spring");
	}

	@Test
	void refusesAnIdThatSpringWouldNotRead() {
		assertThat(ListenerContext.failure(LostId.class)).hasMessageContaining(": id = \"lost\" is not read by Spring");
	}

	@Test
	void refusesOtherEventsBesides() {
		assertThat(ListenerContext.failure(OtherEvent.class)).hasMessageContaining(
				": classes = \"" + ContextStartedEvent.class.getName() + "\" is no CloseEvent. Write another method");
	}

	@Test
	void refusesAMethodWithoutAnyEvent() {
		assertThat(ListenerContext.failure(NoEvent.class)).hasMessageContaining(": the method has no parameter, and");
	}

	static class BadCode {

		@CloseEventListener(codes = { "1006", "70000" })
		void closed(CloseEvent event) {
		}

	}

	static class Codes {

		@CloseEventListener(codes = "${app.codes}")
		void closed(CloseEvent event) {
		}

	}

	static class EmptyCode {

		@CloseEventListener(codes = "")
		void closed(CloseEvent event) {
		}

	}

	static class Paths {

		@CloseEventListener(paths = "${app.paths}")
		void closed(CloseEvent event) {
		}

	}

	static class OwnCodes {

		@Bean
		CloseCodes codes() {
			return CloseCodes.of(List.of(CloseCode.of(4001).withName("Kicked"), CloseCode.of(4002).withName("Idle"),
					CloseCode.of(4003).withDescription("Has no name.")));
		}

	}

	static class WrongParameter {

		@CloseEventListener
		void closed(String event) {
		}

	}

	abstract static class Generic<E> {

		@CloseEventListener
		void closed(E event) {
		}

	}

	static class WrongArgument extends Generic<ContextStartedEvent> {

	}

	static class TwoParameters {

		@CloseEventListener
		void closed(CloseEvent event, String reason) {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@CloseEventListener(codes = "1006")
	@interface Lost {

	}

	static class TwoFilters {

		@Lost
		@CloseEventListener(codes = "1000")
		void closed(CloseEvent event) {
		}

	}

	static class LostCondition {

		@EventListener
		@CloseEventListener(condition = "#event.code > 1")
		void closed(CloseEvent event) {
		}

	}

	static class LostId {

		@EventListener
		@CloseEventListener(id = "lost")
		void closed(CloseEvent event) {
		}

	}

	static class OtherEvent {

		@EventListener({ CloseEvent.class, ContextStartedEvent.class })
		@CloseEventListener
		void closed() {
		}

	}

	static class NoEvent {

		@EventListener
		@CloseEventListener
		void closed() {
		}

	}

}
