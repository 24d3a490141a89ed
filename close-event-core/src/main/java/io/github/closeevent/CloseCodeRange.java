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
 * The ranges of close codes, by who may define them (RFC 6455 section 7.4.2). Together
 * they cover 0-65535 without a gap: all that two bytes can hold.
 *
 * @since 0.1.0
 * @see CloseCode#getRange()
 */
public enum CloseCodeRange {

	/**
	 * 0-999: not used. 0 is also the default of the DOM's {@code CloseEventInit}.
	 */
	NOT_USED(0, 999),

	/**
	 * 1000-2999: defined by the protocol, its future revisions and its extensions.
	 */
	PROTOCOL(1000, 2999),

	/**
	 * 3000-3999: for libraries and frameworks, which register them with IANA, first come,
	 * first served.
	 */
	LIBRARY(3000, 3999),

	/**
	 * 4000-4999: for private use; an application and its clients agree on the meaning.
	 */
	APPLICATION(4000, 4999),

	/**
	 * 5000-65535: outside every range that RFC 6455 defines.
	 */
	OUT_OF_RANGE(5000, 65535);

	private final int first;

	private final int last;

	CloseCodeRange(int first, int last) {
		this.first = first;
		this.last = last;
	}

	/**
	 * Return the range of a code.
	 * @param code the code, 0-65535
	 * @return its range
	 * @throws IllegalArgumentException if the code is outside 0-65535
	 */
	public static CloseCodeRange of(int code) {
		CloseCode.check(code);
		if (code < PROTOCOL.first) {
			return NOT_USED;
		}
		if (code < LIBRARY.first) {
			return PROTOCOL;
		}
		if (code < APPLICATION.first) {
			return LIBRARY;
		}
		return (code < OUT_OF_RANGE.first) ? APPLICATION : OUT_OF_RANGE;
	}

	/**
	 * Return the first code of this range.
	 * @return the lowest code that belongs to it
	 */
	public int getFirst() {
		return this.first;
	}

	/**
	 * Return the last code of this range.
	 * @return the highest code that belongs to it
	 */
	public int getLast() {
		return this.last;
	}

}
