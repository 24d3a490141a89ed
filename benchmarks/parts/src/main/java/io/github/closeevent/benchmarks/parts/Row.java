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

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table.
 *
 * @param group the kind of what was compared
 * @param what what was compared
 * @param plain what it costs without close-event
 * @param other what it costs with it
 * @param cost the difference, as the median of the rounds
 * @param low the smallest difference of a round in nanoseconds
 * @param high the greatest
 * @param noise how much plain Spring differs from itself in the median of the rounds, in
 * nanoseconds
 * @param target what the difference may be, or null
 * @param verdict whether it is
 */
record Row(String group, String what, Figure plain, Figure other, Figure cost, double low, double high, double noise,
		@Nullable Figure target, Verdict verdict) {

	/**
	 * The counters of allocated bytes count the buffers of the counting, too.
	 */
	private static final double BYTES_NOISE = 0.5;

	/**
	 * Compare what was measured in the same rounds.
	 */
	static Row of(String group, Comparison comparison, List<Figure> allPlain, List<Figure> other, double noise) {
		List<Figure> plain = allPlain.subList(0, other.size());
		List<Figure> costs = differences(other, plain);
		Figure cost = median(costs);
		double low = costs.stream().mapToDouble(Figure::nanos).min().orElseThrow();
		double high = costs.stream().mapToDouble(Figure::nanos).max().orElseThrow();
		return new Row(group, comparison.what(), median(plain), median(other), cost, low, high, noise,
				comparison.target(), verdict(cost, noise, comparison.target()));
	}

	static List<Figure> differences(List<Figure> figures, List<Figure> others) {
		return IntStream.range(0, Math.min(figures.size(), others.size()))
			.mapToObj((round) -> figures.get(round).minus(others.get(round)))
			.toList();
	}

	static Figure median(List<Figure> figures) {
		return new Figure(Statistics.median(figures.stream().map(Figure::nanos).toList()),
				Statistics.median(figures.stream().map(Figure::bytes).toList()));
	}

	private static Verdict verdict(Figure cost, double noise, @Nullable Figure target) {
		if (target == null) {
			return Verdict.NO_TARGET;
		}
		if (cost.bytes() > target.bytes() + BYTES_NOISE || cost.nanos() > target.nanos() + noise) {
			return Verdict.MISSED;
		}
		return (cost.nanos() > target.nanos()) ? Verdict.MET_WITHIN_NOISE : Verdict.MET;
	}

	/**
	 * Whether a target is met.
	 */
	enum Verdict {

		/**
		 * Met.
		 */
		MET("met"),

		/**
		 * Above the target, but by less than plain Spring differs from itself.
		 */
		MET_WITHIN_NOISE("met within the noise"),

		/**
		 * Missed.
		 */
		MISSED("MISSED"),

		/**
		 * There is none.
		 */
		NO_TARGET("");

		private final String text;

		Verdict(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
