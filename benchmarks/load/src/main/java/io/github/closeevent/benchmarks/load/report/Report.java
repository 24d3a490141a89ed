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

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that one run has measured, as it stands in its JSON file.
 *
 * @param java the version of the JVM, of the servers and of the load
 * @param machine the machine
 * @param seconds how long the run took
 * @param notes what is to be known of the run
 * @param servers what was measured on each server
 */
public record Report(String java, String machine, long seconds, List<String> notes, List<ServerReport> servers) {

	/**
	 * Count the targets by what became of them.
	 * @return a line, which is empty if there are none
	 */
	public String summary() {
		Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
		this.servers
			.forEach((server) -> server.targets().forEach((target) -> counts.merge(target.verdict(), 1, Integer::sum)));
		return (counts.isEmpty()) ? ""
				: "Targets: " + counts.entrySet()
					.stream()
					.map((entry) -> entry.getValue() + " " + entry.getKey())
					.collect(Collectors.joining(", "))
					.replace("*", "");
	}

}
