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
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A line of the comment above a table: a way to end a session, and how to say it.
 *
 * @param name the name of the contract's test
 * @param label Markdown, with <code>{}</code> for the arguments of the test, or
 * <code>{one=words, other=words}</code>
 * @param variations what is different from run to run
 */
record Way(String name, String label, List<Variation> variations) {

	private static final Pattern ARGUMENTS = Pattern.compile("\\{(.*?)}");

	/**
	 * Read a line such as <code>peerSendsCode | the peer closes with {}</code>, with
	 * variations behind further bars, or with the name alone.
	 * @param line the line
	 * @return the way
	 */
	static Way parse(String line) {
		List<String> parts = Stream.of(line.split("\\|")).map(String::strip).toList();
		String name = parts.get(0);
		return new Way(name, (parts.size() > 1) ? parts.get(1) : words(name),
				parts.stream().skip(2).map(Variation::parse).toList());
	}

	/**
	 * Say of what varies that it does.
	 * @param row what was seen
	 * @return a row that is the same in each run
	 */
	Row settle(Row row) {
		Row settled = row;
		for (Variation variation : this.variations) {
			settled = variation.settle(settled);
		}
		return settled;
	}

	/**
	 * Say how the session ended.
	 * @param arguments the arguments of the test
	 * @return text in Markdown
	 */
	String label(List<String> arguments) {
		Matcher matcher = ARGUMENTS.matcher(this.label);
		if (!matcher.find()) {
			String all = String.join(", ", arguments);
			return all.isEmpty() ? this.label : this.label + ": " + all;
		}
		String said = arguments.stream()
			.map((argument) -> said(argument, matcher.group(1)))
			.collect(Collectors.joining(", "));
		return this.label.replace(matcher.group(), said);
	}

	private static String said(String argument, String words) {
		for (String word : words.split(",")) {
			if (word.strip().startsWith(argument + "=")) {
				return word.strip().substring(argument.length() + 1);
			}
		}
		return argument;
	}

	private static String words(String name) {
		return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
	}

}
