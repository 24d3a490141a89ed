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

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Writes a report as text for people.
 */
public final class Markdown {

	private static final int WHOLE_NUMBERS = 1000;

	private final StringBuilder text = new StringBuilder();

	private Markdown() {
	}

	/**
	 * Write a report.
	 * @param report the report
	 * @return its text
	 */
	public static String of(Report report) {
		Markdown markdown = new Markdown();
		markdown.line("JDK " + report.java() + ", " + report.machine() + ", " + report.seconds() + " s");
		report.notes().forEach((note) -> markdown.line("- " + note));
		report.servers().forEach(markdown::server);
		return markdown.text.toString();
	}

	private void server(ServerReport server) {
		line("");
		line("### " + server.server());
		line("");
		figures(server.figures());
		line("");
		if (!server.targets().isEmpty()) {
			row(List.of("target", "wanted", "measured [quartiles]", "noise", ""));
			rule(5);
			server.targets().forEach((target) -> row(target.cells()));
		}
		server.notes().forEach((note) -> line("\n" + note));
	}

	private void figures(List<Figure> figures) {
		Set<String> names = new LinkedHashSet<>();
		figures.forEach((figure) -> names.addAll(figure.values().keySet()));
		List<String> head = new ArrayList<>(List.of("median [quartiles]"));
		head.addAll(names);
		row(head);
		rule(head.size());
		for (Figure figure : figures) {
			List<String> cells = new ArrayList<>(
					List.of(figure.title() + ((figure.unit().isEmpty()) ? "" : ", " + figure.unit())));
			names.forEach((name) -> cells.add(cell(figure.values().get(name))));
			row(cells);
		}
	}

	private static String cell(@Nullable List<Double> values) {
		if (values == null) {
			return "";
		}
		Statistics statistics = Statistics.of(values);
		return statistics.toText((statistics.median() < WHOLE_NUMBERS) ? 1 : 0);
	}

	private void row(Collection<String> cells) {
		line("| " + String.join(" | ", cells) + " |");
	}

	private void rule(int columns) {
		line("|" + " --- |".repeat(columns));
	}

	private void line(String line) {
		this.text.append(line).append('\n');
	}

}
