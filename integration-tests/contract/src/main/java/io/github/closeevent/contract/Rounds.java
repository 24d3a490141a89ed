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

package io.github.closeevent.contract;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs tests of a module several times in one JVM, until a round fails. Used by
 * {@code .ci/steady}.
 */
public final class Rounds {

	private static final Path TESTS = Path.of("target", "test-classes");

	private Rounds() {
	}

	/**
	 * Run the rounds.
	 * @param arguments how many, and a regular expression for the names of the classes
	 */
	public static void main(String[] arguments) {
		int rounds = Integer.parseInt(arguments[0]);
		for (int round = 1; round <= rounds; round++) {
			TestExecutionSummary summary = run(arguments[1]);
			boolean passed = summary.getTotalFailureCount() == 0 && summary.getTestsSucceededCount() > 0;
			System.out.printf("%s: round %d of %d %s, %d tests in %d s%n", Path.of("").toAbsolutePath().getFileName(),
					round, rounds, (passed) ? "passed" : "FAILED", summary.getTestsFoundCount(),
					Duration.ofMillis(summary.getTimeFinished() - summary.getTimeStarted()).toSeconds());
			if (!passed) {
				summary.printFailuresTo(new PrintWriter(System.out, true), 30);
				System.exit(1);
			}
		}
		System.exit(0);
	}

	private static TestExecutionSummary run(String classes) {
		LauncherDiscoveryRequest tests = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClasspathRoots(Set.of(TESTS)))
			.filters(ClassNameFilter.includeClassNamePatterns(classes))
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(tests, listener);
		return listener.getSummary();
	}

}
