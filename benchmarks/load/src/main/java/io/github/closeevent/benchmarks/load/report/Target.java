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
import java.util.Locale;

/**
 * A target and what was measured.
 *
 * @param title what it is about
 * @param limit what is wanted
 * @param measured what was measured, with its quartiles
 * @param noise how far plain Spring is from itself, or nothing where noise is no matter
 * @param verdict whether it is met
 */
public record Target(String title, String limit, String measured, String noise, Verdict verdict) {

	/**
	 * A ratio to plain Spring that must not be higher.
	 * @param title what it is about
	 * @param limit the highest ratio
	 * @param figure what was measured
	 * @param variant the variant that has the target
	 * @return the target
	 */
	public static Target ratioAtMost(String title, double limit, Figure figure, String variant) {
		Statistics ratio = Statistics.of(figure.ratios(variant));
		double noise = figure.noise();
		return new Target(title, "≤ " + ratio(limit), ratio(ratio), ratio(noise),
				Verdict.of(ratio.median() - limit, noise));
	}

	/**
	 * A ratio to plain Spring that must not be lower.
	 * @param title what it is about
	 * @param limit the lowest ratio
	 * @param figure what was measured
	 * @param variant the variant that has the target
	 * @return the target
	 */
	public static Target ratioAtLeast(String title, double limit, Figure figure, String variant) {
		Statistics ratio = Statistics.of(figure.ratios(variant));
		double noise = figure.noise();
		return new Target(title, "≥ " + ratio(limit), ratio(ratio), ratio(noise),
				Verdict.of(limit - ratio.median(), noise));
	}

	/**
	 * A difference to plain Spring that must not be higher.
	 * @param title what it is about
	 * @param limit the highest difference
	 * @param figure what was measured
	 * @param variant the variant that has the target
	 * @return the target
	 */
	public static Target differenceAtMost(String title, double limit, Figure figure, String variant) {
		Statistics difference = Statistics.of(figure.differences(variant));
		Statistics noise = Statistics.of(figure.differences(Figure.PLAIN_AGAIN));
		double width = Math.abs(noise.median()) + noise.uncertainty();
		return new Target(title, String.format(Locale.ROOT, "≤ %.0f %s", limit, figure.unit()),
				String.format(Locale.ROOT, "%.0f [%.0f, %.0f]", difference.median(), difference.low(),
						difference.high()),
				String.format(Locale.ROOT, "%.0f", width), Verdict.of(difference.median() - limit, width));
	}

	/**
	 * Something that is so or not.
	 * @param title what it is about
	 * @param limit what is wanted
	 * @param measured what was seen
	 * @param met whether it is as wanted
	 * @return the target
	 */
	public static Target fact(String title, String limit, String measured, boolean met) {
		return new Target(title, limit, measured, "", (met) ? Verdict.MET : Verdict.MISSED);
	}

	private static String ratio(double value) {
		return String.format(Locale.ROOT, "%.3f", value);
	}

	private static String ratio(Statistics ratio) {
		return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", ratio.median(), ratio.low(), ratio.high());
	}

	List<String> cells() {
		return List.of(this.title, this.limit, this.measured, this.noise, this.verdict.toString());
	}

}
