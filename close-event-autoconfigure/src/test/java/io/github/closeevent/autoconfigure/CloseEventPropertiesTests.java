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

package io.github.closeevent.autoconfigure;

import java.time.Duration;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.ReconnectAdvice;
import io.github.closeevent.autoconfigure.servlet.CloseEventServletAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockServletContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link CloseEventProperties}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloseEventPropertiesTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(CloseEventCodesAutoConfiguration.class, CloseEventAutoConfiguration.class));

	@Test
	void defaults() {
		CloseEventProperties properties = new CloseEventProperties();
		assertThat(properties.isEnabled()).isTrue();
		assertThat(properties.getHandshakeTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(properties.isWrapSessions()).isTrue();
		assertThat(properties.getPaths().getInclude()).isEmpty();
		assertThat(properties.getPaths().getExclude()).isEmpty();
		assertThat(properties.getCodes()).isEmpty();
		assertThat(properties.getAsync().isEnabled()).isFalse();
		assertThat(properties.getAsync().getQueueCapacity()).isEqualTo(10_000);
		assertThat(properties.getAsync().getConcurrency()).isEqualTo(8);
		assertThat(properties.getAsync().getShutdownTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(properties.getShutdown().isEnabled()).isTrue();
		assertThat(properties.getShutdown().getCode()).isEqualTo(1001);
		assertThat(properties.getShutdown().getReason()).isEqualTo("Server is shutting down");
		assertThat(properties.getShutdown().getBatchSize()).isEqualTo(100);
		assertThat(properties.getShutdown().getInterval()).isEqualTo(Duration.ofMillis(100));
		assertThat(properties.getShutdown().getTimeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(properties.getShutdown().getRetryAfter()).isEqualTo(Duration.ofSeconds(5));
		properties.validate();
	}

	@Test
	void everyKeyIsBound() {
		this.contextRunner.withPropertyValues("close-event.enabled=true", "close-event.handshake-timeout=250ms",
				"close-event.wrap-sessions=false", "close-event.paths.include=/chat/**,/game/{id}",
				"close-event.paths.exclude[0]=/chat/admin", "close-event.async.enabled=true",
				"close-event.async.queue-capacity=1", "close-event.async.concurrency=1",
				"close-event.async.shutdown-timeout=0s", "close-event.codes.4001.name=Kicked",
				"close-event.codes.4001.description=A moderator removed the user.",
				"close-event.codes.4001.advice=never", "close-event.codes[3999].name=Renewed",
				"close-event.shutdown.enabled=false", "close-event.shutdown.code=1012", "close-event.shutdown.reason=",
				"close-event.shutdown.batch-size=1", "close-event.shutdown.interval=0s",
				"close-event.shutdown.timeout=1m", "close-event.shutdown.retry-after=1s")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				CloseEventProperties properties = context.getBean(CloseEventProperties.class);
				assertThat(properties.isEnabled()).isTrue();
				assertThat(properties.getHandshakeTimeout()).isEqualTo(Duration.ofMillis(250));
				assertThat(properties.isWrapSessions()).isFalse();
				assertThat(properties.getPaths().getInclude()).containsExactly("/chat/**", "/game/{id}");
				assertThat(properties.getPaths().getExclude()).containsExactly("/chat/admin");
				assertThat(properties.getAsync().isEnabled()).isTrue();
				assertThat(properties.getAsync().getQueueCapacity()).isOne();
				assertThat(properties.getAsync().getConcurrency()).isOne();
				assertThat(properties.getAsync().getShutdownTimeout()).isZero();
				assertThat(properties.getShutdown().isEnabled()).isFalse();
				assertThat(properties.toShutdownFrame()).isEqualTo(new CloseFrame(1012, ""));
				assertThat(properties.getShutdown().getBatchSize()).isOne();
				assertThat(properties.getShutdown().getInterval()).isZero();
				assertThat(properties.getShutdown().getTimeout()).isEqualTo(Duration.ofMinutes(1));
				assertThat(properties.getShutdown().getRetryAfter()).isEqualTo(Duration.ofSeconds(1));
				assertThat(properties.getCodes()).containsOnlyKeys(3999, 4001);
				CloseCode kicked = context.getBean(CloseCodes.class).get(4001);
				assertThat(kicked.getName()).isEqualTo("Kicked");
				assertThat(kicked.getDescription()).isEqualTo("A moderator removed the user.");
				assertThat(kicked.getAdvice()).isEqualTo(ReconnectAdvice.NEVER);
				assertThat(context.getBean(CloseCodes.class).get(3999)).hasToString("3999 (Renewed)");
			});
	}

	@Test
	void enabledIsBound() {
		CloseEventProperties properties = new CloseEventProperties();
		properties.setEnabled(false);
		assertThat(properties.isEnabled()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			close-event.handshake-timeout      | 0s    | It must be a positive duration, such as 5s
			close-event.handshake-timeout      | -1s   | It must be a positive duration, such as 5s
			close-event.async.queue-capacity   | 0     | It must be at least 1
			close-event.async.queue-capacity   | -7    | It must be at least 1
			close-event.async.concurrency      | 0     | It must be at least 1
			close-event.async.shutdown-timeout | -1s   | or 0s not to wait
			close-event.shutdown.code          | 1005  | It may use 1000, 1001, 1008, 1011, 1012, 1013 or 3000-4999
			close-event.shutdown.code          | 1014  | It may use 1000, 1001, 1008, 1011, 1012, 1013 or 3000-4999
			close-event.shutdown.code          | 70000 | Close code 70000 is outside 0-65535
			close-event.shutdown.batch-size    | 0     | It must be at least 1
			close-event.shutdown.interval      | -1s   | or 0s not to wait
			close-event.shutdown.timeout       | 0s    | It must be a positive duration, such as 5s
			close-event.shutdown.retry-after   | 0s    | It must be a positive duration, such as 5s
			close-event.paths.include[0]       | chat  | starts with a slash, such as /chat/**
			close-event.paths.exclude[0]       | chat  | starts with a slash, such as /chat/**
			close-event.paths.include[0]       | /{    | A path pattern looks like /chat/**
			close-event.paths.exclude[0]       | /**/x{| A path pattern looks like /chat/**
			close-event.paths.include[0]       | /a/** /b/** | has neither blanks nor semicolons. Several have commas
			close-event.paths.include[0]       | /a/**;/b/** | has neither blanks nor semicolons. Several have commas
			close-event.paths.exclude[0]       | //a         | has one slash between two segments
			close-event.codes.1006.name        | Lost  | only 3000-4999 are for its use
			close-event.codes.2999.description | Lost  | only 3000-4999 are for its use
			close-event.codes.5000.advice      | NOW   | a connection ends with one of 1000-4999
			close-event.codes.999.advice       | NOW   | a connection ends with one of 1000-4999
			close-event.codes.4001.name        | 4001  | A name starts with a letter
			close-event.codes.4001.name        | a,b   | A name starts with a letter
			close-event.codes.4001.name        | Going Away | which the registry has for another code
			close-event.codes.4001.name        | ''    | A name starts with a letter
			close-event.codes.4001.description | ''    | must not be empty
			""")
	void badValueFailsTheStartWithKeyValueAndRemedy(String key, String value, String remedy, CapturedOutput output) {
		assertThat(catchThrowable(() -> run("--" + key + "=" + value))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Description:")
			.contains("Invalid value '" + value + "' for configuration property '" + key + "'")
			.contains(remedy)
			.contains("Action:");
	}

	@Test
	void reasonThatIsTooLongFailsTheStart(CapturedOutput output) {
		assertThat(catchThrowable(() -> run("--close-event.shutdown.reason=" + "x".repeat(124)))).isNotNull();
		assertThat(output).contains("for configuration property 'close-event.shutdown.reason'")
			.contains("at most 123 bytes in UTF-8, and this one has 124");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			close-event.paths.include    | /a/**, b/** | close-event.paths.include[1] | b/**   | b/**
			close-event.paths.include    | /a/*,b      | close-event.paths.include[1] | b      | b
			close-event.paths.exclude[0] | /a/*,b      | close-event.paths.exclude[0] | /a/*,b | b
			close-event.paths.exclude[0] | /a,,/b      | close-event.paths.exclude[0] | /a,,/b | ''
			""")
	void slipInAListOfPathsFailsTheStart(String key, String list, String blamed, String value, String pattern,
			CapturedOutput output) {
		assertThat(catchThrowable(() -> run("--" + key + "=" + list))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value '" + value + "' for configuration property '" + blamed + "'")
			.contains("'" + pattern + "' is no path pattern. A path pattern starts with a slash, such as /chat/**");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			close-event.handshake-timeout      | abc | is not a valid duration
			close-event.async.queue-capacity   | x   | failed to convert java.lang.String to int
			close-event.async.concurrency      | x   | failed to convert java.lang.String to int
			close-event.async.shutdown-timeout | abc | is not a valid duration
			close-event.wrap-sessions          | abc | failed to convert java.lang.String to boolean
					""")
	void valueOfAnotherTypeFailsTheStartWithKeyAndValue(String key, String value, String reason,
			CapturedOutput output) {
		assertThat(catchThrowable(() -> run("--" + key + "=" + value))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property: " + key)
			.contains("Value: \"" + value + "\"")
			.contains(reason)
			.contains("Action:");
	}

	@ParameterizedTest
	@ValueSource(strings = { "70000", "-1" })
	void wordsForNoCodeFailTheStart(String code, CapturedOutput output) {
		assertThat(catchThrowable(() -> run("--close-event.codes[" + code + "].name=Lost"))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value '" + code + "' for configuration property 'close-event.codes." + code + "'")
			.contains("Close code " + code + " is outside 0-65535");
	}

	@Test
	void wordsForWhatIsNoNumberFailTheStart(CapturedOutput output) {
		assertThat(catchThrowable(() -> run("--close-event.codes.kicked.name=Kicked"))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid entry for configuration property 'close-event.codes': For input string: \"kicked\"")
			.contains("is a number, 3000-4999 with")
			.contains("such as 'close-event.codes.4001.name=Kicked'");
	}

	@ParameterizedTest
	@CsvSource({ "close-event.codes.4001.advice, abc", "close-event.codes.4001, Kicked", "close-event.codes, Kicked" })
	void entryOfAnotherFormFailsTheStart(String key, String value, CapturedOutput output) {
		assertThat(catchThrowable(() -> run("--" + key + "=" + value))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid entry for configuration property '" + key + "'")
			.contains("'advice' (now, later or never)");
	}

	@Test
	void nameThatIsThereTwiceFailsTheStart(CapturedOutput output) {
		assertThat(catchThrowable(
				() -> run("--close-event.codes.4001.name=Kicked", "--close-event.codes.4002.name=kicked")))
			.isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value 'kicked' for configuration property 'close-event.codes.4002.name'")
			.contains("Close code 4002 cannot have the name \"kicked\", which close code 4001 has.");
	}

	@ParameterizedTest
	@CsvSource({ "3000, SockJS", "4500, SESSION_NOT_RELIABLE" })
	void nameOfACodeThatIsInUseIsWarnedOf(String code, String use, CapturedOutput output) {
		run("--close-event.codes." + code + ".name=Mine");
		assertThat(output).containsOnlyOnce("'close-event.codes." + code + "' names a code that is in use")
			.contains(use)
			.contains("Its events bear the name too.")
			.doesNotContain("are free");
		assertThat(OwnWarnings.in(output)).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3000, 4500, 1005 })
	void adviceForACodeThatIsInUseIsNotWarnedOf(int code, CapturedOutput output) {
		run("--close-event.codes." + code + ".advice=later");
		assertThat(OwnWarnings.in(output)).isEmpty();
	}

	@Test
	void wordsWithoutANameStart(CapturedOutput output) {
		run("--close-event.codes.4001.description=A moderator removed the user.",
				"--close-event.codes.4002.advice=now");
		assertThat(output).doesNotContain("APPLICATION FAILED TO START");
		assertThat(OwnWarnings.in(output)).isEmpty();
	}

	@Test
	void goodValuesStart(CapturedOutput output) {
		run("--close-event.handshake-timeout=1s", "--close-event.paths.include=/chat/**");
		assertThat(output).doesNotContain("APPLICATION FAILED TO START");
	}

	private static void run(String... args) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setBannerMode(Banner.Mode.OFF);
		application.setWebApplicationType(WebApplicationType.SERVLET);
		application.setApplicationContextFactory((type) -> {
			AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext();
			context.setServletContext(new MockServletContext());
			return context;
		});
		application.run(args).close();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ CloseEventCodesAutoConfiguration.class, CloseEventAutoConfiguration.class,
			CloseEventServletAutoConfiguration.class })
	static class Application {

	}

}
