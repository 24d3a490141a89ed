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

package io.github.closeevent.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.github.closeevent.benchmarks.load.report.Figure;
import io.github.closeevent.benchmarks.load.report.Figure.Better;
import io.github.closeevent.benchmarks.load.report.ServerReport;
import io.github.closeevent.benchmarks.load.report.Target;
import io.github.closeevent.benchmarks.load.scenario.Rounds;
import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * What becomes a part of the report, as it is measured.
 */
final class Measurement {

	private final String name;

	private final long begin = System.nanoTime();

	private final List<Figure> figures = new ArrayList<>();

	private final List<Target> targets = new ArrayList<>();

	private final List<String> notes = new ArrayList<>();

	Measurement(String name) {
		this.name = name;
	}

	void warm(String what, List<ServerProcess> servers, Duration limit, ToDoubleFunction<ServerProcess> window) {
		progress("warm-up, " + what);
		if (!Rounds.warm(servers, limit, window)) {
			this.notes.add("Servers may not have compiled all that " + what + " need after " + limit.toSeconds()
					+ " s of warm-up.");
		}
	}

	Figure measure(String title, String unit, Better better, List<ServerProcess> servers, int rounds, Duration limit,
			ToDoubleFunction<ServerProcess> window) {
		progress(title);
		return figure(title, unit, better, Rounds.measure(servers, rounds, limit, window));
	}

	Figure figure(String title, String unit, Better better, Map<String, List<Double>> values) {
		Figure figure = new Figure(title, unit, better, values);
		this.figures.add(figure);
		return figure;
	}

	void target(Target target) {
		this.targets.add(target);
	}

	void note(String note) {
		this.notes.add(note);
	}

	/**
	 * Tell who waits what is done.
	 */
	void progress(String what) {
		System.err.printf("%4d s, %s: %s%n", (System.nanoTime() - this.begin) / 1_000_000_000, this.name, what);
	}

	ServerReport report() {
		return new ServerReport(this.name, this.figures, this.targets, this.notes);
	}

}
