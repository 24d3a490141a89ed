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

package io.github.closeevent.benchmarks.load.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reports of the last runs, one of each kind for each version of Java.
 *
 * @param directory where they are
 */
public record ReportFiles(Path directory) {

	/**
	 * What a report of Spring's servers is called.
	 */
	public static final String LOAD = "load";

	/**
	 * What a report of peers is called.
	 */
	public static final String PEERS = "peers";

	private static final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	/**
	 * Write a report.
	 * @param kind what it is called
	 * @param report the report
	 * @param text the same as text
	 * @param quick whether it is too rough to be read again
	 * @throws IOException if it cannot be written
	 */
	public void write(String kind, Report report, String text, boolean quick) throws IOException {
		String name = ((quick) ? "quick-" : "") + kind + "-" + report.java().replaceFirst("\\D.*", "");
		Files.writeString(this.directory.resolve(name + ".json"), json.writeValueAsString(report));
		Files.writeString(this.directory.resolve(name + ".md"), text);
	}

	/**
	 * Read what full runs have written.
	 * @param kind what the reports are called
	 * @return the reports, the one of the oldest Java first
	 * @throws IOException if they cannot be read
	 */
	public List<Report> readAll(String kind) throws IOException {
		List<Report> reports = new ArrayList<>();
		for (Path file : find(kind, "json")) {
			reports.add(json.readValue(file, Report.class));
		}
		return reports;
	}

	/**
	 * Read the same as text.
	 * @param kind what the reports are called
	 * @return the texts, the one of the oldest Java first
	 * @throws IOException if they cannot be read
	 */
	public List<String> readTexts(String kind) throws IOException {
		List<String> texts = new ArrayList<>();
		for (Path file : find(kind, "md")) {
			texts.add(Files.readString(file));
		}
		return texts;
	}

	private List<Path> find(String kind, String type) throws IOException {
		if (!Files.isDirectory(this.directory)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.filter((file) -> file.getFileName().toString().matches(kind + "-\\d+\\." + type))
				.sorted()
				.toList();
		}
	}

}
