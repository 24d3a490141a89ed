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

package io.github.closeevent.test;

/**
 * Checks UTF-8 byte by byte, as the decoder of the Encoding Standard does.
 */
final class Utf8Check {

	private int missing;

	private int lower = 0x80;

	private int upper = 0xBF;

	static boolean isValid(byte[] bytes, int offset) {
		Utf8Check check = new Utf8Check();
		for (int i = offset; i < bytes.length; i++) {
			if (!check.accept(bytes[i] & 0xFF)) {
				return false;
			}
		}
		return check.isComplete();
	}

	/**
	 * Takes the next byte.
	 * @return whether it may stand where it stands
	 */
	boolean accept(int next) {
		return (this.missing == 0) ? first(next) : following(next);
	}

	private boolean first(int next) {
		if (next <= 0x7F) {
			return true;
		}
		if (next < 0xC2 || next > 0xF4) {
			return false;
		}
		this.missing = (next < 0xE0) ? 1 : (next < 0xF0) ? 2 : 3;
		this.lower = (next == 0xE0) ? 0xA0 : (next == 0xF0) ? 0x90 : 0x80;
		this.upper = (next == 0xED) ? 0x9F : (next == 0xF4) ? 0x8F : 0xBF;
		return true;
	}

	private boolean following(int next) {
		if (next < this.lower || next > this.upper) {
			return false;
		}
		this.lower = 0x80;
		this.upper = 0xBF;
		this.missing--;
		return true;
	}

	boolean isComplete() {
		return this.missing == 0;
	}

}
