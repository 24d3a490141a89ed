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

package io.github.closeevent.reactive;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.OverridingClassLoader;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.web.reactive.socket.adapter.AbstractWebSocketSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NativeSessionsRuntimeHints}.
 */
class NativeSessionsRuntimeHintsTests {

	private static final String FACTORIES = "META-INF/spring/aot.factories";

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void methodThatIsCalledIsKept() throws Exception {
		new NativeSessionsRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(AbstractWebSocketSession.class.getDeclaredMethod(NativeSessions.GETTER)))
			.accepts(this.hints);
	}

	@Test
	void withoutWebFluxTheyAreLoadedAndNothingIsKept() throws Exception {
		ClassLoader classLoader = new OverridingClassLoader(
				new FilteredClassLoader("org.springframework.web.reactive", "reactor")) {

			@Override
			protected boolean isEligibleForOverriding(String className) {
				return className.startsWith("io.github.closeevent");
			}

		};
		RuntimeHintsRegistrar registrar = SpringFactoriesLoader.forResourceLocation(FACTORIES, classLoader)
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter((candidate) -> candidate.getClass().getName().equals(NativeSessionsRuntimeHints.class.getName()))
			.findFirst()
			.orElseThrow();
		assertThat(registrar).isNotInstanceOf(NativeSessionsRuntimeHints.class);
		registrar.registerHints(this.hints, classLoader);
		assertThat(this.hints.reflection().typeHints()).isEmpty();
	}

}
