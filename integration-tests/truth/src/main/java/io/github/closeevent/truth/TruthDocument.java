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

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page with tables. Each stands between two comments, the first of which names its
 * ways, line by line; the rest of the page is written by hand.
 */
final class TruthDocument {

	private static final Pattern BLOCK = Pattern.compile("(<!-- truth\\b(.*?)-->\n).*?(<!-- /truth -->)",
			Pattern.DOTALL);

	private static final String VERSIONS = ": versions";

	private final String text;

	TruthDocument(String text) {
		this.text = text;
	}

	/**
	 * Write what was recorded between the comments.
	 * @param recordings what was recorded
	 * @return the whole page
	 */
	String with(Recordings recordings) {
		TruthTable table = new TruthTable(recordings.rows());
		return BLOCK.matcher(this.text)
			.replaceAll((block) -> Matcher
				.quoteReplacement(block.group(1) + "\n" + content(block, table, recordings) + "\n\n" + block.group(3)));
	}

	private static String content(MatchResult block, TruthTable table, Recordings recordings) {
		return isVersions(block) ? recordings.versions() : String.join("\n", table.render(ways(block)));
	}

	/**
	 * Compare the ways of the page with those that were recorded.
	 * @param recordings what was recorded
	 * @return a sentence for each that only one of them has
	 */
	List<String> differences(Recordings recordings) {
		Set<String> recorded = recordings.rows().stream().map(Row::way).collect(Collectors.toCollection(TreeSet::new));
		Set<String> named = BLOCK.matcher(this.text)
			.results()
			.filter((block) -> !isVersions(block))
			.flatMap((block) -> ways(block).stream())
			.map(Way::name)
			.collect(Collectors.toCollection(TreeSet::new));
		return Stream
			.concat(recorded.stream()
				.filter((way) -> !named.contains(way))
				.map((way) -> way
						+ " has no row: name it in a comment above a table, or annotate the test with @LeftOutOfTruth"),
					named.stream()
						.filter((way) -> !recorded.contains(way))
						.map((way) -> way + " was recorded by no test: take its name out, or correct it"))
			.toList();
	}

	/**
	 * Return the versions with which the page was made.
	 * @return a line, empty if the page names none
	 */
	String versions() {
		return BLOCK.matcher(this.text)
			.results()
			.filter(TruthDocument::isVersions)
			.map((block) -> block.group().lines().skip(1).filter((line) -> !line.startsWith("<!--")))
			.map((lines) -> lines.collect(Collectors.joining()).strip())
			.collect(Collectors.joining());
	}

	private static boolean isVersions(MatchResult block) {
		return block.group(2).strip().equals(VERSIONS);
	}

	private static List<Way> ways(MatchResult block) {
		return block.group(2).lines().filter((line) -> !line.isBlank()).map(Way::parse).toList();
	}

}
