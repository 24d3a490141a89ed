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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * Takes one figure of several servers in turns, so that whatever else the machine does
 * disturbs all of them alike. Every second round goes backwards, and every two rounds
 * begin with another server, so that each is as often next to any other.
 */
public final class Rounds {

	private static final int STEADY_WINDOWS = 20;

	/**
	 * Which part of its last windows a server may compile and be called warm.
	 */
	private static final double STEADY = 0.05;

	private final Map<String, List<Double>> values = new LinkedHashMap<>();

	/**
	 * How much was compiled in and after each window, as a part of it.
	 */
	private final Map<String, List<Double>> compiling = new LinkedHashMap<>();

	private final List<ServerProcess> servers;

	private int rounds;

	private final ToDoubleFunction<ServerProcess> window;

	private Rounds(List<ServerProcess> servers, ToDoubleFunction<ServerProcess> window) {
		this.servers = new ArrayList<>(servers);
		this.window = window;
		servers.forEach((server) -> {
			this.values.put(server.name(), new ArrayList<>());
			this.compiling.put(server.name(), new ArrayList<>());
		});
	}

	/**
	 * Measure.
	 * @param servers the servers
	 * @param rounds how many rounds at most, at least one
	 * @param limit how long all rounds may take; one that would take longer is left out
	 * @param window takes the figure of one server once
	 * @return the figures by the servers' names, in the order of the rounds
	 */
	public static Map<String, List<Double>> measure(List<ServerProcess> servers, int rounds, Duration limit,
			ToDoubleFunction<ServerProcess> window) {
		Rounds run = new Rounds(servers, window);
		long begin = System.nanoTime();
		long longest = 0;
		for (int round = 0; round < rounds; round++) {
			long start = System.nanoTime();
			if (round > 0 && start - begin + longest > limit.toNanos()) {
				break;
			}
			run.next();
			longest = Math.max(longest, System.nanoTime() - start);
		}
		return run.values;
	}

	/**
	 * Warm servers until hardly anything was compiled in the last windows, or time is up.
	 * @param servers the servers
	 * @param limit how long this may take
	 * @param window takes the figure of one server once
	 * @return whether hardly anything was compiled in the end
	 */
	public static boolean warm(List<ServerProcess> servers, Duration limit, ToDoubleFunction<ServerProcess> window) {
		Rounds run = new Rounds(servers, window);
		long until = System.nanoTime() + limit.toNanos();
		while (!run.isSteady() && System.nanoTime() - until < 0) {
			run.next();
		}
		return run.isSteady();
	}

	private void next() {
		for (ServerProcess server : this.servers) {
			long compilers = server.compilers();
			long start = System.nanoTime();
			add(this.values, server, this.window.applyAsDouble(server));
			long passed = System.nanoTime() - start;
			add(this.compiling, server, (double) (server.awaitCompiled() - compilers) / passed);
		}
		Collections.reverse(this.servers);
		this.rounds++;
		if (this.rounds % 2 == 0) {
			Collections.rotate(this.servers, 1);
		}
	}

	private static void add(Map<String, List<Double>> lists, ServerProcess server, double value) {
		Objects.requireNonNull(lists.get(server.name())).add(value);
	}

	private boolean isSteady() {
		return this.compiling.values().stream().allMatch((shares) -> {
			List<Double> last = shares.subList(Math.max(0, shares.size() - STEADY_WINDOWS), shares.size());
			return last.size() == STEADY_WINDOWS
					&& last.stream().mapToDouble(Double::doubleValue).average().orElseThrow() <= STEADY;
		});
	}

}
