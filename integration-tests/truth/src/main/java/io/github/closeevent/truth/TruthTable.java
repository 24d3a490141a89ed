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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders some ways to end a session as a table of Markdown.
 */
final class TruthTable {

	private static final Cells HEADER = new Cells("the `CloseEvent` says", "Spring MVC says", "WebFlux says");

	private static final String RULE = "---";

	/**
	 * The rows of each argument of each way.
	 */
	private final Map<String, Map<String, List<Row>>> rows = new LinkedHashMap<>();

	TruthTable(List<Row> rows) {
		for (Row row : rows) {
			this.rows.computeIfAbsent(row.way(), (key) -> new LinkedHashMap<>())
				.computeIfAbsent(row.argument(), (key) -> new ArrayList<>())
				.add(row);
		}
	}

	/**
	 * Render a table.
	 * @param ways its ways, in their order
	 * @return lines of Markdown
	 */
	List<String> render(List<Way> ways) {
		List<Line> lines = new ArrayList<>();
		ways.forEach((way) -> lines(way).forEach((line) -> add(lines, line)));
		boolean servlet = lines.stream().anyMatch((line) -> !line.cells().servlet().isEmpty());
		boolean reactive = lines.stream().anyMatch((line) -> !line.cells().reactive().isEmpty());
		List<String> table = new ArrayList<>();
		table.add(row(new Line("how it ends", HEADER), servlet, reactive));
		table.add(row(new Line(RULE, new Cells(RULE, RULE, RULE)), servlet, reactive));
		lines.forEach((line) -> table.add(row(line, servlet, reactive)));
		return table;
	}

	private static String row(Line line, boolean servlet, boolean reactive) {
		return "| " + line.label() + " | " + line.cells().event() + (servlet ? " | " + line.cells().servlet() : "")
				+ (reactive ? " | " + line.cells().reactive() : "") + " |";
	}

	/**
	 * Neighbours with the same cells share a line.
	 */
	private static void add(List<Line> lines, Line line) {
		int last = lines.size() - 1;
		if (last >= 0 && lines.get(last).cells().equals(line.cells())) {
			lines.set(last, new Line(lines.get(last).label() + "<br>" + line.label(), line.cells()));
		}
		else {
			lines.add(line);
		}
	}

	/**
	 * A line for all arguments with the same cells, or with cells that are the same but
	 * for the argument.
	 */
	private List<Line> lines(Way way) {
		Map<Cells, List<String>> same = new LinkedHashMap<>();
		this.rows.getOrDefault(way.name(), Map.of())
			.forEach((argument, seen) -> same
				.computeIfAbsent(Cells.of(seen.stream().map(way::settle).toList()), (key) -> new ArrayList<>())
				.add(argument));
		Map<Cells, List<Map.Entry<Cells, List<String>>>> alike = same.entrySet()
			.stream()
			.collect(Collectors.groupingBy((entry) -> general(way, entry.getKey(), entry.getValue()),
					LinkedHashMap::new, Collectors.toList()));
		return alike.entrySet().stream().map((entry) -> line(way, entry.getKey(), entry.getValue())).toList();
	}

	private static Line line(Way way, Cells general, List<Map.Entry<Cells, List<String>>> members) {
		List<String> arguments = members.stream().flatMap((member) -> member.getValue().stream()).toList();
		return new Line(way.label(arguments), (members.size() > 1) ? general : members.get(0).getKey());
	}

	private Cells general(Way way, Cells cells, List<String> arguments) {
		String argument = arguments.get(0);
		boolean isCode = arguments.size() == 1 && this.rows.getOrDefault(way.name(), Map.of())
			.getOrDefault(argument, List.of())
			.stream()
			.anyMatch((row) -> row.event().code().equals(argument));
		return (isCode) ? cells.replace(argument, "the code") : cells;
	}

	/**
	 * A line of the table.
	 *
	 * @param label how the session ended
	 * @param cells what they say
	 */
	private record Line(String label, Cells cells) {

	}

}
