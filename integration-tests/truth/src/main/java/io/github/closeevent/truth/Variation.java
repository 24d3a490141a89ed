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
import java.util.stream.Stream;

/**
 * What is different from run to run on a server, because two of its threads race. The
 * table says it all, and nothing else may be seen.
 *
 * @param server the server, such as {@code WebFlux on Netty}
 * @param event alternatives of the event's code or cleanness, such as
 * {@code 1002 or 1005}, or {@code hardly ever clean = not clean or clean} with words of
 * its own
 * @param told alternatives of what Spring tells
 */
record Variation(String server, List<String> event, List<String> told) {

	/**
	 * Read words such as {@code WebFlux on Netty: 1002 or 1005; 1002 or **1006**}.
	 * @param text the words: a server, what varies in the event, and what Spring tells
	 * @return the variation
	 */
	static Variation parse(String text) {
		String[] parts = text.split("[:;]", -1);
		return new Variation(parts[0].strip(), list(parts, 1), list(parts, 2));
	}

	private static List<String> list(String[] parts, int index) {
		return (index < parts.length) ? Stream.of(parts[index].split(",")).map(String::strip).toList() : List.of();
	}

	/**
	 * Say for one of the alternatives that it is one of them.
	 * @param row what was seen
	 * @return a row that is the same in each run
	 */
	Row settle(Row row) {
		String name = (row.endpoint().isReactive() ? "WebFlux on " : "") + row.endpoint().server();
		if (!name.equals(this.server)) {
			return row;
		}
		Event event = row.event();
		String clean = settle(event.clean(), this.event);
		Event settled = new Event(event.initiator(), settle(event.code(), this.event), clean,
				clean.equals(event.clean()) ? event.answer() : "");
		return new Row(row.way(), row.argument(), row.endpoint(), settle(row.told(), this.told), settled);
	}

	private static String settle(String seen, List<String> alternatives) {
		for (String alternative : alternatives) {
			String[] parts = alternative.split(" = ");
			if (List.of(parts[parts.length - 1].split(" or ")).contains(seen)) {
				return parts[0];
			}
		}
		return seen;
	}

}
