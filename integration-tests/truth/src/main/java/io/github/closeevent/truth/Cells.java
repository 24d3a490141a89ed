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

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What stands behind a way to end a session. What is the same everywhere is said once.
 *
 * @param event what the event says
 * @param servlet what Spring MVC says, empty if it has no such way
 * @param reactive what WebFlux says, empty if it has no such way
 */
record Cells(String event, String servlet, String reactive) {

	private static final String NEXT_LINE = "<br>";

	/**
	 * Merge what the endpoints say.
	 * @param rows a row for each endpoint
	 * @return the cells
	 */
	static Cells of(List<Row> rows) {
		return new Cells(events(by(rows, (row) -> true, Row::event)),
				told(by(rows, (row) -> !row.endpoint().isReactive(), Row::told)),
				told(by(rows, (row) -> row.endpoint().isReactive(), Row::told)));
	}

	private static <T> Map<T, Sayers> by(List<Row> rows, Predicate<Row> which, Function<Row, T> what) {
		SortedMap<Endpoint, T> all = new TreeMap<>();
		rows.stream().filter(which).forEach((row) -> all.put(row.endpoint(), what.apply(row)));
		Map<T, Sayers> sayers = new LinkedHashMap<>();
		all.values()
			.forEach((said) -> sayers.computeIfAbsent(said,
					(key) -> new Sayers(
							all.keySet().stream().filter((endpoint) -> said.equals(all.get(endpoint))).toList(),
							all.keySet())));
		return sayers;
	}

	/**
	 * A line for what most say, and one for all who differ.
	 */
	private static String events(Map<Event, Sayers> sayers) {
		Event most = sayers.entrySet()
			.stream()
			.max(Comparator.comparing((entry) -> entry.getValue().servers()))
			.orElseThrow()
			.getKey();
		return sayers.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().equals(most))
			.map((entry) -> NEXT_LINE + entry.getValue().names() + ": " + entry.getKey().textBeside(most))
			.collect(Collectors.joining("", most.text(), ""));
	}

	private static String told(Map<String, Sayers> sayers) {
		if (sayers.size() <= 1) {
			return String.join("", sayers.keySet());
		}
		return sayers.entrySet()
			.stream()
			.map((entry) -> entry.getValue().names() + ": " + entry.getKey())
			.collect(Collectors.joining(NEXT_LINE));
	}

	/**
	 * Replace a code by words.
	 * @param code the code
	 * @param words the words
	 * @return other cells
	 */
	Cells replace(String code, String words) {
		return new Cells(this.event.replace(code, words), this.servlet.replace(code, words),
				this.reactive.replace(code, words));
	}

}
