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

package io.github.closeevent.sample.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChromiumExtension} and {@link ChromiumSearch}, which need no browser.
 */
class ChromiumExtensionTests {

	@TempDir
	private Path directory;

	private final Map<String, String> properties = new HashMap<>();

	@Test
	void testIsSkippedWithoutABrowserAndSaysWhatToInstall() throws IOException {
		program("chromedriver");
		ConditionEvaluationResult result = extension(false).evaluate();
		assertThat(result.isDisabled()).isTrue();
		assertThat(result.getReason()).hasValueSatisfying((reason) -> assertThat(reason).contains("none of chromium,")
			.contains("apt-get install chromium chromium-driver")
			.contains("-Dclose-event.browser.path"));
	}

	@Test
	void testIsSkippedWithoutADriver() throws IOException {
		program("google-chrome");
		ConditionEvaluationResult result = extension(false).evaluate();
		assertThat(result.isDisabled()).isTrue();
		assertThat(result.getReason()).hasValueSatisfying(
				(reason) -> assertThat(reason).contains("none of chromedriver", "-Dclose-event.browser.driver-path"));
	}

	@Test
	void testFailsWithoutABrowserIfOneIsRequired() {
		assertThatExceptionOfType(NoChromiumException.class).isThrownBy(extension(true)::evaluate)
			.withMessageContaining("apt-get install chromium chromium-driver");
	}

	@Test
	void testRunsWithTheProgramsOfThePath() throws IOException {
		Path browser = program("chromium-browser");
		Path driver = program("chromedriver");
		assertThat(extension(true).evaluate().isDisabled()).isFalse();
		assertThat(search().find()).isEqualTo(new Chromium(browser, driver));
	}

	@Test
	void testRunsWithTheProgramsThatThePropertiesName() throws IOException {
		program("chromium");
		program("chromedriver");
		Path browser = program("my-chromium");
		Path driver = program("my-driver");
		this.properties.put(ChromiumSearch.BROWSER_PATH, browser.toString());
		this.properties.put(ChromiumSearch.DRIVER_PATH, driver.toString());
		assertThat(search().find()).isEqualTo(new Chromium(browser, driver));
	}

	@Test
	void propertyThatNamesNoProgramIsNamed() throws IOException {
		program("chromium");
		program("chromedriver");
		String missing = this.directory.resolve("missing").toString();
		this.properties.put(ChromiumSearch.BROWSER_PATH, missing);
		assertThat(extension(false).evaluate().getReason()).hasValueSatisfying(
				(reason) -> assertThat(reason).contains("close-event.browser.path is '" + missing + "'"));
	}

	@Test
	void fileThatCannotBeRunIsNoProgram() throws IOException {
		Files.createFile(this.directory.resolve("chromium"));
		Files.createDirectory(this.directory.resolve("google-chrome"));
		assertThat(extension(false).evaluate().isDisabled()).isTrue();
	}

	private ChromiumExtension extension(boolean required) {
		return new ChromiumExtension(search(), required);
	}

	private ChromiumSearch search() {
		return new ChromiumSearch(this.properties::get, List.of(this.directory));
	}

	private Path program(String name) throws IOException {
		Path file = Files.createFile(this.directory.resolve(name));
		assertThat(file.toFile().setExecutable(true)).isTrue();
		return file;
	}

}
