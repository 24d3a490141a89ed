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
 * One figure of all variants of a server.
 *
 * @param title what was measured
 * @param unit the unit of the values
 * @param values the values of each variant, in the order of the rounds
 */
public record Figure(String title, String unit, Map<String, List<Double>> values) {

	static final String PLAIN = "plain";

	static final String PLAIN_AGAIN = "plain again";

	/**
	 * Return how a variant compares to plain Spring in each round. Both processes of
	 * plain Spring count, but for the second, which is compared to the first.
	 */
	List<Double> ratios(String variant) {
		return Statistics.pairs(this.values.get(variant), base(variant), (value, plain) -> value / plain);
	}

	List<Double> differences(String variant) {
		return Statistics.pairs(this.values.get(variant), base(variant), (value, plain) -> value - plain);
	}

	/**
	 * Return how far plain Spring is from itself, as a ratio.
	 */
	double noise() {
		Statistics again = Statistics.of(ratios(PLAIN_AGAIN));
		return Math.abs(again.median() - 1) + again.uncertainty();
	}

	private List<Double> base(String variant) {
		List<Double> plain = this.values.get(PLAIN);
		return (variant.equals(PLAIN_AGAIN)) ? plain
				: Statistics.pairs(plain, this.values.get(PLAIN_AGAIN), (first, second) -> (first + second) / 2);
	}

}
