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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page that has the tables of the last full runs between two comments, and beside it
 * their picture.
 */
public final class Documentation {

	private static final String BEGIN = "<!-- load: made by benchmarks/load/run docs -->";

	private static final String END = "<!-- load: end -->";

	private static final String PICTURE = "performance-load.svg";

	private Documentation() {
	}

	/**
	 * Replace the tables and the picture.
	 * @param page the page
	 * @param reports the reports
	 * @throws IOException if the page cannot be read or written
	 */
	public static void update(Path page, List<Report> reports) throws IOException {
		String text = Files.readString(page);
		Matcher tables = Pattern.compile(Pattern.quote(BEGIN) + ".*" + Pattern.quote(END), Pattern.DOTALL)
			.matcher(text);
		if (reports.isEmpty() || !tables.find()) {
			throw new IllegalStateException("Nothing was measured, or " + page + " has no '" + BEGIN + "'");
		}
		String made = reports.stream().map(Markdown::of).collect(Collectors.joining("\n", BEGIN + "\n\n", "\n" + END));
		Files.writeString(page, tables.replaceFirst(Matcher.quoteReplacement(made)));
		Files.writeString(page.resolveSibling(PICTURE), Chart.of(reports));
	}

}
