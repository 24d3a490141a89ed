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

import java.util.ArrayList;
import java.util.List;

/**
 * What an event said.
 *
 * @param initiator who decided
 * @param code its code
 * @param clean {@code clean} or {@code not clean}
 * @param answer the code with which the peer answered a close by this end, empty if it
 * did not, or with the same
 */
record Event(String initiator, String code, String clean, String answer) {

	/**
	 * Instead of an initiator: the session went on, and its test ended it in another way.
	 */
	private static final String LIVES = "LIVES";

	private static final String NONE = "none";

	/**
	 * Read the cells that the contract wrote.
	 * @param initiator who decided, or that the session lives on
	 * @param code its code
	 * @param clean {@code clean} or {@code not clean}
	 * @param sent the code that this end sent, or {@code none}
	 * @param received the code that the peer sent, or {@code none}
	 * @return the event
	 */
	static Event parse(String initiator, String code, String clean, String sent, String received) {
		if (initiator.equals(LIVES)) {
			return new Event(LIVES, NONE, NONE, "");
		}
		boolean answered = !initiator.equals("PEER") && !sent.equals(NONE) && !received.equals(NONE)
				&& !sent.equals(received);
		return new Event(initiator, code, clean, answered ? "answered " + received : "");
	}

	boolean livesOn() {
		return this.initiator.equals(LIVES);
	}

	/**
	 * Say it all.
	 * @return text in Markdown
	 */
	String text() {
		if (livesOn()) {
			return "nothing, the session lives on";
		}
		return "`" + this.initiator + "` " + this.code + ", " + this.clean
				+ (this.answer.isEmpty() ? "" : ", " + this.answer);
	}

	/**
	 * Say what is different from another event that has been said.
	 * @param said the other event
	 * @return text in Markdown
	 */
	String textBeside(Event said) {
		if (livesOn() || !this.initiator.equals(said.initiator)) {
			return text();
		}
		List<String> parts = new ArrayList<>();
		addIfDifferent(parts, this.code, said.code);
		addIfDifferent(parts, this.clean, said.clean);
		addIfDifferent(parts, this.answer, said.answer);
		return String.join(", ", parts);
	}

	private static void addIfDifferent(List<String> parts, String part, String said) {
		if (!part.isEmpty() && !part.equals(said)) {
			parts.add(part);
		}
	}

}
