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

import java.util.List;
import java.util.Map;

/**
 * One figure of several servers.
 *
 * @param title what was measured
 * @param unit the unit of the values
 * @param better whether a low or a high value is the better one
 * @param values the values of each server, in the order of the rounds
 */
public record Figure(String title, String unit, Better better, Map<String, List<Double>> values) {

	static final String PLAIN = "plain";

	static final String PLAIN_AGAIN = "plain again";

	/**
	 * Return how a variant compares to plain Spring in each round. Both processes of
	 * plain Spring count, but for the second, which is compared to the first.
	 */
	List<Double> ratios(String variant) {
		return Statistics.pairs(values(variant), base(variant), (value, plain) -> value / plain);
	}

	List<Double> differences(String variant) {
		return Statistics.pairs(values(variant), base(variant), (value, plain) -> value - plain);
	}

	/**
	 * Return how far plain Spring is from itself, as a ratio.
	 */
	double noise() {
		Statistics again = Statistics.of(ratios(PLAIN_AGAIN));
		return Math.abs(again.median() - 1) + again.uncertainty();
	}

	private List<Double> base(String variant) {
		return (variant.equals(PLAIN_AGAIN)) ? values(PLAIN)
				: Statistics.pairs(values(PLAIN), values(PLAIN_AGAIN), (first, second) -> (first + second) / 2);
	}

	private List<Double> values(String name) {
		return this.values.getOrDefault(name, List.of());
	}

	/**
	 * Which values are the better ones.
	 */
	public enum Better {

		/**
		 * Costs.
		 */
		LOW,

		/**
		 * Throughput.
		 */
		HIGH

	}

}
