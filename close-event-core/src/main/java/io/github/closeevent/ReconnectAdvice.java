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

package io.github.closeevent;

/**
 * Whether a client whose session ended with a code should connect again by itself. It is
 * a default for clients that know nothing better: what an application agreed with its
 * clients takes precedence.
 *
 * @since 0.1.0
 * @see CloseCode#getAdvice()
 * @see ReconnectPolicy
 */
public enum ReconnectAdvice {

	/**
	 * Not by itself: nothing is left to do, or the same client would fail the same way
	 * again. A user may still ask for it.
	 */
	NEVER,

	/**
	 * After a delay: the first one random, 0-5 seconds if the code does not ask for more,
	 * the following ones longer with each failure up to a limit (RFC 6455 section 7.2.3).
	 */
	LATER,

	/**
	 * At once; should that attempt fail, then as {@link #LATER}.
	 */
	NOW

}
