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

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.WireEntry.Endpoint;
import io.github.closeevent.test.WireOutcome.Sent;
import org.jspecify.annotations.Nullable;

/**
 * What the event of a session must say, derived from the bytes that were on its wire.
 * Where bytes cannot tell, more than one answer is right:
 * <ul>
 * <li>A close by the application looks like one by the container.</li>
 * <li>Frames that crossed may have been written and parsed in either order. An answer
 * that says no more than the frame of the peer counts as an answer.</li>
 * <li>The session may have left the answer to its Close frame unread.</li>
 * <li>Not every server minds every offence.</li>
 * <li>What the peer did not read, it does not know; see
 * {@link WireLog#isReadToEnd()}.</li>
 * </ul>
 *
 * @since 0.1.0
 */
public final class WireExpectation {

	private final WireLog log;

	private final Set<WireOutcome> outcomes;

	WireExpectation(WireLog log, Set<WireOutcome> outcomes) {
		this.log = log;
		this.outcomes = outcomes;
	}

	/**
	 * Also accept that the session began to close first, without a trace that the peer
	 * could see. This is for a test in which both ends go at the same time.
	 * @return an expectation that accepts more
	 */
	public WireExpectation orClosedUnseen() {
		Set<WireOutcome> more = new LinkedHashSet<>(this.outcomes);
		addClosedUnseen(more, null);
		this.log.entries()
			.stream()
			.filter((entry) -> entry.isFrom(Endpoint.PEER) && entry.close() != null)
			.findFirst()
			.ifPresent((entry) -> addClosedUnseen(more, entry.close()));
		return new WireExpectation(this.log, more);
	}

	private static void addClosedUnseen(Set<WireOutcome> outcomes, @Nullable CloseFrame received) {
		outcomes.add(new WireOutcome(CloseInitiator.APPLICATION, Sent.UNKNOWN, received));
		outcomes.add(new WireOutcome(CloseInitiator.CONTAINER, Sent.UNKNOWN, received));
	}

	/**
	 * Check that an event says what was on the wire.
	 * @param event the event
	 * @throws AssertionError if it does not, with the log of the wire and all that would
	 * be right in its message
	 */
	public void check(CloseEvent event) {
		if (event.getSession().getSide() != this.log.side()) {
			throw new AssertionError("The log is of a session of side " + this.log.side() + ", not of " + event);
		}
		if (this.outcomes.stream().noneMatch((outcome) -> outcome.differences(event).isEmpty())) {
			throw new AssertionError(describe(event));
		}
	}

	private String describe(CloseEvent event) {
		StringBuilder text = new StringBuilder("The event does not say what was on the wire.\n\nThe event:\n  ")
			.append(event)
			.append("\n\nRight would be:\n");
		for (WireOutcome outcome : this.outcomes) {
			List<String> differences = outcome.differences(event);
			text.append("  - ").append(outcome).append("\n      but then ").append(String.join(", ", differences));
			text.append('\n');
		}
		return text.append("\nThe wire:\n").append(this.log).toString();
	}

	/**
	 * All that would be right, and the log. Safe to log.
	 * @return this expectation as text
	 */
	@Override
	public String toString() {
		return this.outcomes + "\n" + this.log;
	}

}
