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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The endpoints of a line that say the same, among all that say something there.
 *
 * @param some those that say the same
 * @param all all of the line
 */
record Sayers(Collection<Endpoint> some, Collection<Endpoint> all) {

	/**
	 * Name the endpoints as briefly as can be.
	 * @return their names, separated by commas
	 */
	String names() {
		List<String> names = new ArrayList<>();
		addNames(names, (endpoint) -> !endpoint.isReactive(), "Spring MVC", "");
		addNames(names, Endpoint::isReactive, "WebFlux", isMixed() ? "WebFlux on " : "");
		return String.join(", ", names);
	}

	/**
	 * Count the servers, whatever runs on them; WebFlux makes another one of each.
	 * @return how many there are
	 */
	long servers() {
		return this.some.stream().map((endpoint) -> endpoint.server() + endpoint.isReactive()).distinct().count();
	}

	private boolean isMixed() {
		return this.all.stream().map(Endpoint::isReactive).distinct().count() > 1;
	}

	private void addNames(List<String> names, Predicate<Endpoint> which, String allName, String prefix) {
		Map<String, List<Endpoint>> here = byServer(this.some, which);
		Map<String, List<Endpoint>> there = byServer(this.all, which);
		if (there.size() > 1 && here.equals(there)) {
			names.add(allName);
			return;
		}
		here.forEach((server, flavours) -> names
			.add(prefix + server + flavours(flavours, there.getOrDefault(server, List.of()))));
	}

	private static Map<String, List<Endpoint>> byServer(Collection<Endpoint> endpoints, Predicate<Endpoint> which) {
		return endpoints.stream()
			.filter(which)
			.sorted()
			.collect(Collectors.groupingBy(Endpoint::server, LinkedHashMap::new, Collectors.toList()));
	}

	private static String flavours(List<Endpoint> some, List<Endpoint> all) {
		List<Endpoint> sockJs = all.stream().filter(Endpoint::isSockJs).toList();
		List<Endpoint> others = all.stream().filter((endpoint) -> !endpoint.isSockJs()).toList();
		if (some.equals(all) || some.equals(others)) {
			return "";
		}
		if (some.equals(sockJs)) {
			return " with SockJS";
		}
		return some.stream().map(Endpoint::flavourName).collect(Collectors.joining(", ", " (", ")"));
	}

}
