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

package io.github.closeevent.benchmarks.parts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.closeevent.benchmarks.parts.Comparisons.Group;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks, in rounds: what is compared is measured in turn, so that what else
 * the machine does meets all alike. Prints the table, and writes it beside the jar, as
 * JSON too.
 */
public final class PartsBenchmarks {

	private final Map<Spec, List<Figure>> figures = new LinkedHashMap<>();

	/**
	 * The first benchmark of each group once more.
	 */
	private final Map<Spec, List<Figure>> again = new LinkedHashMap<>();

	private PartsBenchmarks() {
	}

	/**
	 * Run the benchmarks.
	 * @param args {@code quick} for one short round of what has a target
	 * @throws IOException if the table cannot be written
	 * @throws RunnerException if a benchmark fails
	 */
	public static void main(String[] args) throws IOException, RunnerException {
		boolean quick = args.length > 0 && args[0].equals("quick");
		long start = System.nanoTime();
		List<Group> groups = List.of(Comparisons.servletMessages(), Comparisons.reactiveMessages(),
				Comparisons.nettyMessages(), Comparisons.openings(), Comparisons.closes(), Comparisons.filters());
		PartsBenchmarks benchmarks = new PartsBenchmarks();
		int rounds = (quick) ? 1 : 3;
		for (int round = 1; round <= rounds; round++) {
			for (Group group : groups) {
				benchmarks.measure(group, round == 1 && !quick, settings(quick), round + "/" + rounds);
			}
		}
		List<Row> rows = groups.stream().flatMap((group) -> benchmarks.rows(group).stream()).toList();
		Report report = Report.of((quick) ? "one short round" : rounds + " rounds",
				Duration.ofNanos(System.nanoTime() - start), rows);
		System.out.println(report.toTable());
		Path jar = Path.of(System.getProperty("java.class.path"));
		System.out.println("Written to " + report.write(jar, (quick) ? "quick-" : "parts-"));
	}

	private static Options settings(boolean quick) {
		ChainedOptionsBuilder settings = new OptionsBuilder();
		if (quick) {
			settings.warmupIterations(2).measurementIterations(3);
		}
		return settings.forks(1)
			.timeout(TimeValue.minutes(1))
			.jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-Xbatch")
			.addProfiler(Meter.class)
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT)
			.build();
	}

	/**
	 * What has no target is measured in the first round only, and not in a short run.
	 */
	private void measure(Group group, boolean all, Options settings, String round) throws RunnerException {
		Set<Spec> specs = new LinkedHashSet<>();
		for (Comparison comparison : group.comparisons()) {
			if (all || comparison.target() != null) {
				specs.add(comparison.plain());
				specs.add(comparison.other());
			}
		}
		for (Spec spec : specs) {
			measure(spec, this.figures, settings, round);
		}
		if (specs.contains(group.plain())) {
			measure(group.plain(), this.again, settings, round);
		}
	}

	private void measure(Spec spec, Map<Spec, List<Figure>> figures, Options settings, String round)
			throws RunnerException {
		Figure figure = spec.run(settings);
		System.err.printf("%s %s: %.1f ns, %.1f B%n", round, spec, figure.nanos(), figure.bytes());
		figures.computeIfAbsent(spec, (key) -> new ArrayList<>()).add(figure);
	}

	private List<Row> rows(Group group) {
		List<Figure> again = this.again.get(group.plain());
		if (again == null) {
			return List.of();
		}
		double noise = Statistics.median(Row.differences(again, figures(group.plain()))
			.stream()
			.map((difference) -> Math.abs(difference.nanos()))
			.toList());
		return group.comparisons()
			.stream()
			.filter((comparison) -> this.figures.containsKey(comparison.other()))
			.map((comparison) -> Row.of(group.name(), comparison, figures(comparison.plain()),
					figures(comparison.other()), noise))
			.toList();
	}

	private List<Figure> figures(Spec spec) {
		return this.figures.getOrDefault(spec, List.of());
	}

}
