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

package io.github.closeevent.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Keeps {@code docs/truth.md} equal to what the contract has just seen. Maven runs this
 * module after all that record, and not without them.
 */
class TruthTests {

	private static final Path PAGE = Path.of("..", "..", "docs", "truth.md");

	private static final String UPDATE = "close-event.truth.update";

	private static final String HOW_TO_UPDATE = "Run the contract and make the page anew, with the command at its top.";

	/**
	 * What the command line may choose. Maven hands its properties on to tests.
	 */
	private static final List<String> VERSIONS = List.of("spring-boot.version", "spring-framework.version",
			"tomcat.version", "jetty.version", "reactor-bom.version", "netty.version");

	private final Recordings recordings = Recordings.read(Path.of(".."));

	private String page = "";

	@BeforeEach
	void read() throws IOException {
		this.page = Files.readString(PAGE);
	}

	@Test
	void pageSaysWhatTheContractHasSeen() throws IOException {
		assertThat(this.recordings.missing()).as("classes of the contract that did not run. %s", HOW_TO_UPDATE)
			.isEmpty();
		assumeSameVersions();
		TruthDocument document = new TruthDocument(this.page);
		String fresh = document.with(this.recordings);
		if (Boolean.getBoolean(UPDATE)) {
			Files.writeString(PAGE, fresh);
		}
		else {
			assertThat(differences(this.page, fresh)).as("stale lines of docs/truth.md. %s", HOW_TO_UPDATE).isEmpty();
		}
		assertThat(document.differences(this.recordings)).as("docs/truth.md").isEmpty();
	}

	/**
	 * Other servers may say other things, which is no fault of the page.
	 */
	private void assumeSameVersions() {
		String documented = new TruthDocument(this.page).versions();
		List<String> chosen = VERSIONS.stream()
			.filter((name) -> Objects.nonNull(System.getProperty(name)))
			.map((name) -> "-D" + name + "=" + System.getProperty(name))
			.toList();
		if (!chosen.isEmpty()) {
			assumeThat(this.recordings.versions())
				.as("docs/truth.md is not compared, because the servers are those of %s", String.join(" ", chosen))
				.isEqualTo(documented);
		}
	}

	private static List<String> differences(String page, String fresh) {
		List<String> documented = page.lines().toList();
		List<String> seen = fresh.lines().toList();
		return Stream
			.concat(documented.stream().filter((line) -> !seen.contains(line)).map((line) -> "the page: " + line),
					seen.stream().filter((line) -> !documented.contains(line)).map((line) -> "this run: " + line))
			.toList();
	}

}
