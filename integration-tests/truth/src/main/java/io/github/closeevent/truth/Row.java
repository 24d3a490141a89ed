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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one test of the contract saw on one endpoint.
 *
 * @param way how the session ended: the name of the test
 * @param argument the argument of the test, empty if it has none
 * @param endpoint where
 * @param told what Spring told the application, as text in Markdown
 * @param event what the event said
 */
record Row(String way, String argument, Endpoint endpoint, String told, Event event) {

	private static final Pattern TOLD = Pattern
		.compile("(?<error>error)\\(|close(?:d|Status)\\((?<code>\\d+)|closeStatus (?<none>empty|error)");

	private static final String NOTHING = "nothing";

	/**
	 * Read a line that the contract wrote.
	 * @param endpoint where
	 * @param line the line, with tabs
	 * @return the row
	 */
	static Row parse(Endpoint endpoint, String line) {
		String[] cells = line.split("\t", -1);
		if (cells.length != 8) {
			throw new IllegalArgumentException("Expected 8 cells, but was: " + line);
		}
		Event event = Event.parse(cells[3], cells[4], cells[5], cells[6], cells[7]);
		return new Row(cells[0], cells[1], endpoint, (event.livesOn()) ? NOTHING : told(cells[2], event), event);
	}

	/**
	 * Say what Spring told until it told of the end, with a code that is not the event's
	 * in bold. What comes later depends on who is faster.
	 */
	private static String told(String told, Event event) {
		String before = "";
		Matcher matcher = TOLD.matcher(told);
		while (matcher.find()) {
			if (matcher.group("error") == null) {
				return before + end(matcher, event);
			}
			before = "an error, then ";
		}
		return before.isEmpty() ? NOTHING : "an error only";
	}

	private static String end(Matcher matcher, Event event) {
		String code = matcher.group("code");
		if (code == null) {
			return matcher.group("none").equals("empty") ? "empty" : "an exception";
		}
		return code.equals(event.code()) ? code : "**" + code + "**";
	}

}
