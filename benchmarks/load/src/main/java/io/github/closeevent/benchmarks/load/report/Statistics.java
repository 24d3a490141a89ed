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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/**
 * Median and quartiles of what was measured in some windows.
 *
 * @param low the first quartile
 * @param median the median
 * @param high the third quartile
 * @param count the number of windows
 */
public record Statistics(double low, double median, double high, int count) {

	/**
	 * By which the quartiles tell how uncertain a median is (McGill, Tukey and Larsen,
	 * Variations of Box Plots, 1978).
	 */
	private static final double NOTCH = 1.57;

	/**
	 * Summarize values.
	 * @param values the values; of none, all is not a number
	 * @return their statistics
	 */
	public static Statistics of(List<Double> values) {
		if (values.isEmpty()) {
			return new Statistics(Double.NaN, Double.NaN, Double.NaN, 0);
		}
		List<Double> sorted = values.stream().sorted().toList();
		return new Statistics(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75), sorted.size());
	}

	/**
	 * Combine values that were measured in the same round.
	 * @param first the values of one server
	 * @param second the values of another
	 * @param operator what to do with two of the same round
	 * @return the results, round by round
	 */
	public static List<Double> pairs(List<Double> first, List<Double> second, DoubleBinaryOperator operator) {
		List<Double> results = new ArrayList<>();
		for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
			results.add(operator.applyAsDouble(first.get(i), second.get(i)));
		}
		return results;
	}

	/**
	 * Return how uncertain the median is.
	 * @return half of the width of its confidence interval of about 95 %
	 */
	public double uncertainty() {
		return NOTCH * (this.high - this.low) / Math.sqrt(this.count);
	}

	String toText(int digits) {
		String format = "%." + digits + "f";
		return String.format(Locale.ROOT, format + " [" + format + ", " + format + "]", this.median, this.low,
				this.high);
	}

	private static double quantile(List<Double> sorted, double share) {
		double position = share * (sorted.size() - 1);
		int below = (int) position;
		int above = Math.min(below + 1, sorted.size() - 1);
		return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
	}

}
