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

/**
 * Whether a target is met.
 */
public enum Verdict {

	/**
	 * The figure is within its target.
	 */
	MET("met"),

	/**
	 * The figure is beyond its target by less than plain Spring differs from itself.
	 */
	MET_IN_NOISE("met, in the noise"),

	/**
	 * The figure is beyond its target.
	 */
	MISSED("**missed**");

	private final String text;

	Verdict(String text) {
		this.text = text;
	}

	static Verdict of(double excess, double noise) {
		if (excess <= 0) {
			return MET;
		}
		return (excess <= noise) ? MET_IN_NOISE : MISSED;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
