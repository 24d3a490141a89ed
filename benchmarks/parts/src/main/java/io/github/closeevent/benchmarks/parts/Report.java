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

package io.github.closeevent.benchmarks.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringBootVersion;
import org.springframework.core.SpringVersion;

/**
 * What a run has found.
 *
 * @param mode how long it was
 * @param java the version of Java
 * @param boot the version of Spring Boot
 * @param spring the version of Spring Framework
 * @param processors how many processors there were
 * @param duration how long it took
 * @param rows the rows of the table
 */
record Report(String mode, String java, String boot, @Nullable String spring, int processors, Duration duration,
		List<Row> rows) {

	static Report of(String mode, Duration duration, List<Row> rows) {
		return new Report(mode, Runtime.version().toString(), SpringBootVersion.getVersion(),
				SpringVersion.getVersion(), Runtime.getRuntime().availableProcessors(), duration, rows);
	}

	/**
	 * Write the table as Markdown.
	 */
	String toTable() {
		StringBuilder table = new StringBuilder("### Java %s\n".formatted(this.java));
		String group = "";
		for (Row row : this.rows) {
			if (!row.group().equals(group)) {
				group = row.group();
				table.append(
						"\n| %s | plain Spring: ns, B | with close-event: ns, B | cost: ns [rounds], B | target | |\n"
							.formatted(group));
				table.append("| --- | --- | --- | --- | --- | --- |\n");
			}
			table.append(line(row));
		}
		return table
			.append("\nSpring Boot %s, Spring Framework %s, %d processor(s), %s, %d s. CPU time.\n".formatted(this.boot,
					this.spring, this.processors, this.mode, this.duration.toSeconds()))
			.toString();
	}

	private static String line(Row row) {
		Figure target = row.target();
		return String
			.format(Locale.ROOT, "| %s | %.1f, %.0f | %.1f, %.0f | %.1f%s, %.0f | %s | %s |%n", row.what(),
					row.plain().nanos(), row.plain().bytes(), row.other().nanos(), row.other().bytes(),
					row.cost().nanos(), range(row), row.cost().bytes(), (target != null) ? String.format(Locale.ROOT,
							"%.0f (noise %.1f), %.0f", target.nanos(), row.noise(), target.bytes()) : "",
					row.verdict());
	}

	/**
	 * One round has no range.
	 */
	private static String range(Row row) {
		return (row.low() < row.high()) ? String.format(Locale.ROOT, " [%.1f to %.1f]", row.low(), row.high()) : "";
	}

	/**
	 * Write the table, and all figures as JSON, beside the jar.
	 * @return the file with the JSON
	 */
	Path write(Path jar, String prefix) throws IOException {
		String name = prefix + this.java.replaceFirst("\\D.*", "");
		Files.writeString(jar.resolveSibling(name + ".md"), toTable());
		Path file = jar.resolveSibling(name + ".json");
		JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), this);
		return file;
	}

}
