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

package io.github.closeevent.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JettyInternals}.
 */
@ExtendWith(OutputCaptureExtension.class)
class JettyInternalsTests {

	@Test
	void stateIsFoundOnJetty(CapturedOutput output) {
		assertThat(JettyInternals.find(getClass().getClassLoader())).isNotNull();
		assertThat(output).isEmpty();
	}

	@Test
	void withoutJettyNothingIsFoundAndNothingSaid(CapturedOutput output) {
		assertThat(JettyInternals.find(new FilteredClassLoader("org.eclipse.jetty"))).isNull();
		assertThat(output).isEmpty();
	}

	@Test
	void missingFieldIsWarnedOfOnce(CapturedOutput output) {
		assertThat(JettyInternals.find("noSuchField")).isNull();
		assertThat(output).containsOnlyOnce("This version of Jetty is not known").contains("noSuchField");
	}

	@Test
	void sessionOfAnotherServerIsNotJettys() {
		JettyInternals internals = JettyInternals.find(getClass().getClassLoader());
		assertThat(internals).isNotNull();
		assertThat(JettyConnection.of(internals, new Object(), false)).isNull();
	}

}
