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

package io.github.closeevent.contract.shutdown;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.shutdown.Member.Manner;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is wrong with what clients and listeners were told of a shutdown.
 */
final class Verdict {

	private static final CloseFrame NO_FRAME = new CloseFrame(1006, "");

	private static final int SHOWN = 20;

	private final CloseFrame told;

	private final Answers answers;

	private final List<String> complaints = new ArrayList<>();

	Verdict(CloseFrame told, Answers answers) {
		this.told = told;
		this.answers = answers;
	}

	/**
	 * Every client that reads was told, and there was one event for each, which is true,
	 * and no other.
	 */
	void check(Collection<? extends Member> members, ApplicationProcess application) {
		Map<String, List<HeardEvent>> events = application.events()
			.stream()
			.collect(Collectors.groupingBy(HeardEvent::client));
		for (Member member : members) {
			List<HeardEvent> heard = Objects.requireNonNullElse(events.remove(member.id()), List.of());
			if (member.manner() != Manner.DEAF) {
				expect(Objects.equals(member.close(), this.told), member, "was told", member.close());
			}
			expect(heard.size() == 1, member, "has the events", heard);
			heard.forEach((event) -> check(member, event));
		}
		expect(events.isEmpty(), "nobody", "has the events", events.values());
		List<String> shown = this.complaints.subList(0, Math.min(SHOWN, this.complaints.size()));
		assertThat(shown)
			.as(() -> "%d complaints about %d clients. %s".formatted(this.complaints.size(), members.size(),
					application.output()))
			.isEmpty();
		assertThat(application.sessionsLeft()).as(application::output).isZero();
	}

	private void check(Member member, HeardEvent event) {
		boolean reads = member.manner() != Manner.DEAF;
		expect(this.told.equals(event.sent()) || (event.sent() == null && !reads), member, "was sent something else,",
				event);
		expect(isAnswerTrue(member, event.received()), member, "answered otherwise,", event);
		boolean clean = (this.answers != Answers.NONE) ? event.received() != null : reads;
		CloseFrame sent = (event.sent() != null) ? event.sent() : NO_FRAME;
		expect(event.equals(new HeardEvent(member.id(), sent.code(), sent.reason(), CloseInitiator.CONTAINER, clean,
				event.sent(), event.received())), member, "has the event", event);
	}

	private boolean isAnswerTrue(Member member, @Nullable CloseFrame received) {
		boolean answered = this.told.equals(received);
		return switch ((member.manner() != Manner.ANSWERS) ? Answers.NONE : this.answers) {
			case READ -> answered;
			case MAYBE -> answered || received == null;
			case NONE -> received == null;
		};
	}

	private void expect(boolean expectation, Object who, String what, @Nullable Object detail) {
		if (!expectation) {
			this.complaints.add(who + " " + what + " " + detail);
		}
	}

	/**
	 * What becomes of the answers to Close frames.
	 */
	enum Answers {

		/**
		 * They are read.
		 */
		READ,

		/**
		 * The server does not wait for them, and may read one that is fast.
		 */
		MAYBE,

		/**
		 * There are none.
		 */
		NONE

	}

}
