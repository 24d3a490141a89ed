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

package io.github.closeevent.sample.observability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tool with which Prometheus checks its rules, of the package {@code prometheus} on
 * Debian. Without it tests are skipped, unless the system property
 * {@value Promtool#REQUIRED} is {@code true}.
 */
final class Promtool {

	static final String REQUIRED = "close-event.promtool.required";

	private Promtool() {
	}

	/**
	 * Run it, and expect success.
	 * @param arguments its arguments
	 */
	static void run(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("promtool"));
		command.addAll(List.of(arguments));
		Process process = start(command);
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
	}

	private static Process start(List<String> command) throws IOException {
		try {
			return new ProcessBuilder(command).directory(Path.of("").toAbsolutePath().toFile())
				.redirectErrorStream(true)
				.start();
		}
		catch (IOException ex) {
			Assumptions.assumeTrue(Boolean.getBoolean(REQUIRED),
					"There is no promtool on the PATH; on Debian it is in the package prometheus");
			throw ex;
		}
	}

}
