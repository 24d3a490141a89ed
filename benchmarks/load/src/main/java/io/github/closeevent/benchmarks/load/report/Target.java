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

import io.github.closeevent.benchmarks.load.report.Figure.Better;

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
	 * A ratio to plain Spring that must not be worse.
	 * @param figure what was measured
	 * @param variant the variant that has the target
	 * @param limit the ratio
	 * @return the target
	 */
	public static Target ratio(Figure figure, String variant, double limit) {
		Statistics ratio = Statistics.of(figure.ratios(variant));
		double noise = figure.noise();
		boolean low = figure.better() == Better.LOW;
		double excess = (low) ? ratio.median() - limit : limit - ratio.median();
		return new Target(figure.title() + ", " + variant, ((low) ? "≤ " : "≥ ") + number(limit, 2) + " × plain",
				ratio.toText(3), "± " + number(noise, 3), Verdict.of(excess, noise));
	}

	/**
	 * A difference to plain Spring that must not be larger.
	 * @param figure what was measured
	 * @param variant the variant that has the target
	 * @param limit the difference
	 * @return the target
	 */
	public static Target difference(Figure figure, String variant, double limit) {
		Statistics difference = Statistics.of(figure.differences(variant));
		Statistics again = Statistics.of(figure.differences(Figure.PLAIN_AGAIN));
		double noise = Math.abs(again.median()) + again.uncertainty();
		return new Target(figure.title() + ", " + variant, "≤ plain + " + number(limit, 0) + " " + figure.unit(),
				"plain + " + difference.toText(0), "± " + number(noise, 0),
				Verdict.of(difference.median() - limit, noise));
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

	/**
	 * Each end must be told once.
	 * @param title what it is about
	 * @param lost how many ends were told too few or too many
	 * @param all what to say if there are none
	 * @return the target
	 */
	public static Target toldOnce(String title, int lost, String all) {
		return fact(title + ", each told once", "all", (lost == 0) ? all : lost + " not", lost == 0);
	}

	private static String number(double value, int digits) {
		return String.format(Locale.ROOT, "%." + digits + "f", value);
	}

	List<String> cells() {
		return List.of(this.title, this.limit, this.measured, this.noise, this.verdict.toString());
	}

}
