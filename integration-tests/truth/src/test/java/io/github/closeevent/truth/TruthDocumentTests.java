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

package io.github.closeevent.truth;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TruthDocument}.
 */
class TruthDocumentTests {

	private static final Recordings RECORDINGS = new Recordings(
			List.of(Row.parse(Endpoint.ofTestClass("RawContractOnTomcatTests"),
					"peerResets\t\tclosed(1006)\tNETWORK\t1006\tnot clean\tnone\tnone")),
			"Tomcat 1, Jetty 2", List.of());

	private static final String PAGE = """
			# By hand

			<!-- truth: versions -->
			<!-- /truth -->

			<!-- truth
			peerResets | the peer resets $1
			-->
			anything
			<!-- /truth -->

			By hand, too.
			""";

	@Test
	void tablesAndVersionsStandBetweenTheirComments() {
		assertThat(new TruthDocument(PAGE).with(RECORDINGS)).isEqualTo("""
				# By hand

				<!-- truth: versions -->

				Tomcat 1, Jetty 2

				<!-- /truth -->

				<!-- truth
				peerResets | the peer resets $1
				-->

				| how it ends | the `CloseEvent` says | Spring MVC says |
				| --- | --- | --- |
				| the peer resets $1 | `NETWORK` 1006, not clean | 1006 |

				<!-- /truth -->

				By hand, too.
				""");
	}

	@Test
	void pageThatIsMadeTwiceIsTheSame() {
		String once = new TruthDocument(PAGE).with(RECORDINGS);
		assertThat(new TruthDocument(once).with(RECORDINGS)).isEqualTo(once);
	}

	@Test
	void pageKnowsItsVersions() {
		assertThat(new TruthDocument(PAGE).versions()).isEmpty();
		assertThat(new TruthDocument(new TruthDocument(PAGE).with(RECORDINGS)).versions())
			.isEqualTo("Tomcat 1, Jetty 2");
	}

	@Test
	void waysThatOnlyOneSideHasAreNamed() {
		assertThat(new TruthDocument(PAGE).differences(RECORDINGS)).isEmpty();
		assertThat(new TruthDocument(PAGE.replace("peerResets", "peerSmiles")).differences(RECORDINGS))
			.satisfiesExactly((unnamed) -> assertThat(unnamed).startsWith("peerResets has no row"),
					(unrecorded) -> assertThat(unrecorded).startsWith("peerSmiles was recorded by no test"));
	}

}
