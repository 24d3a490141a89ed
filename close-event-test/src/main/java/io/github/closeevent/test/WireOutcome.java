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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;

/**
 * One way in which the session may have ended. All that an event says follows from three
 * facts.
 *
 * @param initiator who decided first
 * @param sent what the session sent
 * @param received the valid Close frame of the peer that the session parsed
 */
record WireOutcome(CloseInitiator initiator, Sent sent, @Nullable CloseFrame received) {

	/**
	 * Compares an event with this outcome.
	 * @return the names of the facts that are not as they must be, with what they must be
	 */
	List<String> differences(CloseEvent event) {
		CloseFrame sent = this.sent.isKnown() ? this.sent.frame() : event.getSent();
		CloseFrame start = start(sent);
		List<String> differences = new ArrayList<>();
		compare(differences, "initiator", event.getInitiator(), this.initiator);
		compare(differences, "sent", event.getSent(), sent);
		compare(differences, "received", event.getReceived(), this.received);
		compare(differences, "code", event.getCode(), (start != null) ? start.code() : CloseCode.ABNORMAL_CLOSURE);
		if (!event.getReason().equals((start != null) ? start.reason() : "")) {
			differences.add((start != null) ? "reason must be that of " + start : "reason must be empty");
		}
		compare(differences, "wasClean", event.wasClean(), sent != null && this.received != null);
		return differences;
	}

	/**
	 * The Close frame that started the close.
	 */
	private @Nullable CloseFrame start(@Nullable CloseFrame sent) {
		return switch (this.initiator) {
			case PEER -> this.received;
			case APPLICATION, CONTAINER -> sent;
			case NETWORK -> null;
		};
	}

	private static void compare(List<String> differences, String name, @Nullable Object actual,
			@Nullable Object expected) {
		if (!Objects.equals(actual, expected)) {
			differences.add(name + " must be " + expected);
		}
	}

	@Override
	public String toString() {
		return this.initiator + ", sent " + this.sent + ", received " + this.received;
	}

	/**
	 * What is known about the Close frame that the session sent.
	 *
	 * @param frame the frame, or {@code null} if it sent none or that is not known
	 * @param isKnown whether it is known
	 */
	record Sent(@Nullable CloseFrame frame, boolean isKnown) {

		static final Sent NOTHING = new Sent(null, true);

		static final Sent UNKNOWN = new Sent(null, false);

		@Override
		public String toString() {
			return this.isKnown ? String.valueOf(this.frame) : "any frame or null, which the peer did not read";
		}

	}

}
