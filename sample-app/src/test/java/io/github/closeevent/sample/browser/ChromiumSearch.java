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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Looks for Chromium and ChromeDriver on this machine. Nothing is ever downloaded.
 */
final class ChromiumSearch {

	static final String BROWSER_PATH = "close-event.browser.path";

	static final String DRIVER_PATH = "close-event.browser.driver-path";

	private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome",
			"google-chrome-stable", "chrome");

	private static final List<String> DRIVERS = List.of("chromedriver");

	private final UnaryOperator<@Nullable String> properties;

	private final List<Path> directories;

	ChromiumSearch(UnaryOperator<@Nullable String> properties, List<Path> directories) {
		this.properties = properties;
		this.directories = directories;
	}

	static ChromiumSearch ofThisMachine() {
		String path = System.getenv().getOrDefault("PATH", "");
		return new ChromiumSearch(System::getProperty,
				Arrays.stream(path.split(File.pathSeparator)).filter((part) -> !part.isEmpty()).map(Path::of).toList());
	}

	/**
	 * Find both programs.
	 * @throws NoChromiumException if one is missing; its message says what to install
	 */
	Chromium find() {
		return new Chromium(find(BROWSER_PATH, BROWSERS), find(DRIVER_PATH, DRIVERS));
	}

	private Path find(String property, List<String> names) {
		String path = this.properties.apply(property);
		if (path == null) {
			return search(names).orElseThrow(
					() -> new NoChromiumException("the PATH has none of " + String.join(", ", names), property));
		}
		if (!isProgram(Path.of(path))) {
			throw new NoChromiumException("%s is '%s', which is no program".formatted(property, path), property);
		}
		return Path.of(path);
	}

	private Optional<Path> search(List<String> names) {
		return names.stream()
			.flatMap((name) -> Stream.of(name, name + ".exe"))
			.flatMap((name) -> this.directories.stream().map((directory) -> directory.resolve(name)))
			.filter(ChromiumSearch::isProgram)
			.findFirst();
	}

	private static boolean isProgram(Path path) {
		return Files.isRegularFile(path) && Files.isExecutable(path);
	}

}
