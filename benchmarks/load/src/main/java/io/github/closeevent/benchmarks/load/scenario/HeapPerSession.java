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

package io.github.closeevent.benchmarks.load.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * The heap that an open session needs, in bytes: what is left after full collections with
 * the sessions open, less what was left before.
 */
public final class HeapPerSession {

	private final Map<String, List<Double>> values = new LinkedHashMap<>();

	Sessions measure(ServerProcess server, int count, Supplier<Sessions> opening) {
		long before = heap(server);
		Sessions sessions = opening.get();
		this.values.computeIfAbsent(server.name(), (name) -> new ArrayList<>())
			.add((double) (heap(server) - before) / count);
		return sessions;
	}

	private static long heap(ServerProcess server) {
		return server.numbers("heap")[0];
	}

	/**
	 * Return what was measured.
	 * @return the figures by the servers' names, in the order of the rounds
	 */
	public Map<String, List<Double>> values() {
		return this.values;
	}

}
