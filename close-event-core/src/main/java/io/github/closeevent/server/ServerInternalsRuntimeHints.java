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

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * Lets a native image keep what is read of Tomcat's and Jetty's sessions.
 *
 * @see TomcatInternals
 * @see JettyInternals
 */
class ServerInternalsRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		if (ClassUtils.isPresent(TomcatInternals.SESSION, classLoader)) {
			registerTomcat(hints.reflection());
		}
		if (ClassUtils.isPresent(JettyInternals.CORE_SESSION, classLoader)) {
			hints.reflection()
				.registerType(TypeReference.of(JettyInternals.CORE_SESSION),
						(type) -> type.withField(JettyInternals.STATE));
		}
	}

	private static void registerTomcat(ReflectionHints hints) {
		hints.registerType(TypeReference.of(TomcatInternals.SESSION), (type) -> {
			TomcatInternals.SESSION_FIELDS.forEach(type::withField);
			type.withMethod(TomcatInternals.APPEND_REASON, TomcatInternals.APPEND_REASON_PARAMETERS,
					ExecutableMode.INVOKE);
			type.withMethod(TomcatInternals.CLOSE_CONNECTION, List.of(), ExecutableMode.INVOKE);
		});
		hints.registerType(TypeReference.of(TomcatInternals.FRAME), (type) -> {
			TomcatInternals.FRAME_FIELDS.forEach(type::withField);
			type.withMethod(TomcatInternals.IS_SUSPENDED, List.of(), ExecutableMode.INVOKE);
			type.withMethod(TomcatInternals.RESUME, List.of(), ExecutableMode.INVOKE);
		});
	}

}
