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

package io.github.closeevent.session;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Remembers in which trace the handshake of a session took place, for who wants to link
 * the end of the session to it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HandshakeTraces {

	/**
	 * Return what to remember of the trace of a handshake, which takes place on this
	 * thread.
	 * @param attributes gives the attributes of its request by name, or null
	 * @return a small object that means something to this class only, or null if the
	 * handshake is not traced
	 */
	@Nullable Object current(Function<String, @Nullable Object> attributes);

}
