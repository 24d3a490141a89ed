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

/**
 * How much is measured of each server, and how long that may take. A figure whose time is
 * up is of fewer rounds.
 *
 * @param quick whether this is only to see that all works; its figures are rough
 * @param warmUp how long all variants together warm up at most
 * @param window how long cycles or messages go on until the next variant has its turn
 * @param windows how many such turns each variant has at most
 * @param rounds how often each variant has its turn at most in all else
 * @param limit how long the turns of one figure take, unless the last takes longer
 * @param few a number of sessions that drop at once
 * @param many the larger number of sessions
 */
record Settings(boolean quick, Duration warmUp, Duration window, int windows, int rounds, Duration limit, int few,
		int many) {

	private static final int MANY = 20_000;

	/**
	 * Files that a server has open besides its sessions.
	 */
	private static final int OTHER_FILES = 300;

	static Settings full(long openFiles) {
		return new Settings(false, Duration.ofSeconds(300), Duration.ofMillis(250), 60, 5, Duration.ofSeconds(60),
				5_000, many(openFiles));
	}

	static Settings quick(long openFiles) {
		return new Settings(true, Duration.ofSeconds(6), Duration.ofMillis(400), 3, 1, Duration.ofSeconds(6), 1_000,
				Math.min(2_000, many(openFiles)));
	}

	private static int many(long openFiles) {
		return (int) Math.max(1, Math.min(MANY, openFiles - OTHER_FILES));
	}

	/**
	 * Return how long the turns of one figure take of which there are several of a kind,
	 * and how long messages warm up.
	 */
	Duration halfLimit() {
		return this.limit.dividedBy(2);
	}

	/**
	 * Return how long the turns of a figure take of which each takes long.
	 */
	Duration longLimit() {
		return this.limit.plus(halfLimit());
	}

	/**
	 * Return whether the machine does not let a process open as many files as needed.
	 */
	boolean isShortOfFiles() {
		return !this.quick && this.many < MANY;
	}

}
