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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One benchmark method with all of its parameters.
 *
 * @param type the class
 * @param method the method
 * @param parameters the parameters
 * @see BenchmarkParams
 */
record Spec(Class<?> type, String method, Map<String, String> parameters) {

	static Spec of(Class<?> type, String method) {
		return new Spec(type, method, Map.of());
	}

	Spec with(String name, Object value) {
		Map<String, String> parameters = new LinkedHashMap<>(this.parameters);
		parameters.put(name, value.toString());
		return new Spec(this.type, this.method, parameters);
	}

	/**
	 * Measure in a virtual machine of its own.
	 * @param settings how long
	 * @return the median of the iterations
	 */
	Figure run(Options settings) throws RunnerException {
		ChainedOptionsBuilder options = new OptionsBuilder().parent(settings)
			.include("^" + Pattern.quote(this.type.getName() + "." + this.method) + "$");
		this.parameters.forEach(options::param);
		RunResult result = new Runner(options.build()).runSingle();
		List<Double> nanos = new ArrayList<>();
		List<Double> bytes = new ArrayList<>();
		for (IterationResult iteration : result.getAggregatedResult().getIterationResults()) {
			nanos.add(score(iteration, Meter.NANOS));
			bytes.add(score(iteration, Meter.BYTES));
		}
		return new Figure(Statistics.median(nanos), Statistics.median(bytes));
	}

	private static double score(IterationResult iteration, String name) {
		return Objects.requireNonNull(iteration.getSecondaryResults().get(name)).getScore();
	}

	@Override
	public String toString() {
		return this.type.getSimpleName() + "." + this.method + this.parameters;
	}

}
