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

/**
 * A page that has the tables of the last full runs between two comments for each kind of
 * report, and beside it the picture of the ones of Spring's servers.
 */
public final class Documentation {

	private static final String PARTS = "parts";

	private static final String PICTURE = "images/performance.svg";

	private Documentation() {
	}

	/**
	 * Replace the tables and the picture of what was measured; the others stay.
	 * @param page the page
	 * @param parts the reports of the parts
	 * @param applications the reports of whole applications
	 * @throws IOException if the page cannot be read or written
	 */
	public static void update(Path page, ReportFiles parts, ReportFiles applications) throws IOException {
		String text = Files.readString(page);
		text = replace(text, PARTS, parts.readTexts(PARTS));
		text = replace(text, ReportFiles.PEERS, applications.readTexts(ReportFiles.PEERS));
		List<String> load = applications.readTexts(ReportFiles.LOAD);
		if (!load.isEmpty()) {
			Files.writeString(page.resolveSibling(PICTURE), Chart.of(applications.readAll(ReportFiles.LOAD)));
			load.add(0, "![Cost as a multiple of plain Spring](" + PICTURE + ")\n");
		}
		Files.writeString(page, replace(text, ReportFiles.LOAD, load));
	}

	private static String replace(String text, String kind, List<String> reports) {
		if (reports.isEmpty()) {
			return text;
		}
		String begin = "<!-- " + kind + ": made by benchmarks/load/run docs -->";
		String end = "<!-- " + kind + ": end -->";
		Matcher tables = Pattern.compile(Pattern.quote(begin) + ".*" + Pattern.quote(end), Pattern.DOTALL)
			.matcher(text);
		if (!tables.find()) {
			throw new IllegalStateException("The page has no '" + begin + "'");
		}
		String made = begin + "\n\n" + String.join("\n", reports) + "\n" + end;
		return tables.replaceFirst(Matcher.quoteReplacement(made));
	}

}
