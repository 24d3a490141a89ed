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

import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerInternalsRuntimeHints}.
 */
class ServerInternalsRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	@Test
	void everyFieldThatIsReadIsKept() throws Exception {
		ClassLoader classLoader = getClass().getClassLoader();
		new ServerInternalsRuntimeHints().registerHints(this.hints, classLoader);
		List<VarHandle> read = handles(TomcatInternals.find(classLoader), JettyInternals.find(classLoader));
		assertThat(read).hasSize(9).allSatisfy((handle) -> {
			Field field = field(handle);
			assertThat(RuntimeHintsPredicates.reflection().onFieldAccess(field)).as(field.toString())
				.accepts(this.hints);
		});
		assertThat(
				RuntimeHintsPredicates.reflection()
					.onMethodInvocation(Class.forName(TomcatInternals.SESSION)
						.getDeclaredMethod(TomcatInternals.APPEND_REASON, ByteBuffer.class, String.class)))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(
					Class.forName(TomcatInternals.SESSION).getDeclaredMethod(TomcatInternals.CLOSE_CONNECTION)))
			.accepts(this.hints);
		for (String name : List.of(TomcatInternals.IS_SUSPENDED, TomcatInternals.RESUME)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onMethodInvocation(Class.forName(TomcatInternals.FRAME).getDeclaredMethod(name))).accepts(this.hints);
		}
	}

	private static List<VarHandle> handles(Object... internals) throws Exception {
		List<VarHandle> handles = new ArrayList<>();
		for (Object holder : internals) {
			for (Field field : holder.getClass().getDeclaredFields()) {
				if (field.getType() == VarHandle.class) {
					field.setAccessible(true);
					handles.add((VarHandle) field.get(holder));
				}
			}
		}
		return handles;
	}

	private static Field field(VarHandle handle) throws Exception {
		String name = handle.describeConstable().orElseThrow().constantName();
		return handle.coordinateTypes().get(0).getDeclaredField(name);
	}

	@Test
	void withoutAServerNothingIsKept() {
		new ServerInternalsRuntimeHints().registerHints(this.hints,
				new FilteredClassLoader("org.apache.tomcat", "org.eclipse.jetty"));
		assertThat(this.hints.reflection().typeHints()).isEmpty();
	}

	@Test
	void springFindsThem() {
		assertThat(SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)).hasAtLeastOneElementOfType(ServerInternalsRuntimeHints.class);
	}

}
