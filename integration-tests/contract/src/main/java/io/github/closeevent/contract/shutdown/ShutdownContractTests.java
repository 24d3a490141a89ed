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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.contract.shutdown.Member.Manner;
import io.github.closeevent.contract.shutdown.Verdict.Answers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shutdown of an application with WebSockets.
 */
public abstract class ShutdownContractTests extends AbstractShutdownContract {

	private final Flavour flavour;

	protected ShutdownContractTests(Flavour flavour) {
		this.flavour = flavour;
	}

	/**
	 * Whether the server waits for the answer to its Close frame.
	 * @param code the code of the frame
	 * @return whether a close that is answered is clean for sure
	 */
	protected boolean awaitsAnswer(int code) {
		return true;
	}

	/**
	 * Whether the plain server ends its connections without any Close frame.
	 * @return whether its clients are told nothing without the drain
	 */
	protected boolean plainlyJustLeaves() {
		return false;
	}

	private Verdict verdict(CloseFrame told) {
		return new Verdict(told, (awaitsAnswer(told.code())) ? Answers.READ : Answers.MAYBE);
	}

	final Flavour flavour() {
		return this.flavour;
	}

	private WebSocketMember member(int number, Manner manner) {
		return new WebSocketMember(String.valueOf(number), manner, this.flavour);
	}

	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void threeClientsAreToldAndTheirEventsAreHeard(String shutdown) throws Exception {
		start(this.flavour.endpoints(), properties(shutdown));
		List<WebSocketMember> members = times(3, (number) -> member(number, Manner.values()[number]));
		open(members);
		awaitFlood(members);
		this.application.terminate();
		awaitEnd(members);
		verdict(told(shutdown)).check(members, this.application);
	}

	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void manyClientsAreToldAndTheirEventsAreHeard(String shutdown) throws Exception {
		start(this.flavour.endpoints(), with(properties(shutdown), IN_BATCHES));
		List<WebSocketMember> members = times(MANY, (number) -> member(number, oneOfMany(number)));
		open(members);
		awaitFlood(members);
		this.application.terminate();
		awaitEnd(members);
		verdict(told(shutdown)).check(members, this.application);
	}

	private static Manner oneOfMany(int number) {
		return (number % 400 == 0) ? Manner.DEAF : (number % 20 == 1) ? Manner.SILENT : Manner.ANSWERS;
	}

	/**
	 * With a code of the application's own, after which Jetty awaits the answer.
	 */
	@Test
	void newcomersAreToldWhenToComeBack() throws Exception {
		CloseFrame told = new CloseFrame(4000, "moving");
		start(this.flavour.endpoints(), with(with(properties("graceful"), SLOWLY),
				List.of("close-event.shutdown.code=4000", "close-event.shutdown.reason=moving")));
		List<WebSocketMember> members = times(5, (number) -> member(number, Manner.ANSWERS));
		open(members);
		this.application.terminate();
		awaitFirstTold(members);
		assertRefused(new WebSocketMember("newcomer", Manner.ANSWERS, this.flavour));
		awaitEnd(members);
		verdict(told).check(members, this.application);
	}

	/**
	 * Its handshake began before new sessions were refused.
	 */
	@Test
	void sessionThatSlipsInIsTold() throws Exception {
		start(this.flavour.endpoints(), with(properties("graceful"), SLOWLY));
		List<WebSocketMember> members = new ArrayList<>(times(5, (number) -> member(number, Manner.ANSWERS)));
		open(members);
		WebSocketMember late = new WebSocketMember("late", Manner.ANSWERS, this.flavour, Holdup.HANDSHAKE);
		this.crowd.connect(List.of(late));
		this.application.awaitLine(Holdup.LINE + Holdup.HANDSHAKE);
		this.application.terminate();
		members.add(late);
		awaitEnd(members);
		verdict(GOING_AWAY).check(members, this.application);
	}

	/**
	 * The deadline is that of the drain, not that of those who do not answer.
	 */
	@Test
	void whoNeverAnswersIsGivenUpAtTheDeadline() throws Exception {
		start(this.flavour.endpoints(), with(properties("graceful"), IMPATIENTLY));
		List<WebSocketMember> members = times(6, (number) -> member(number, Manner.values()[number % 3]));
		open(members);
		awaitFlood(members);
		this.application.terminate();
		awaitEnd(members, Duration.ofSeconds(17));
		verdict(GOING_AWAY).check(members, this.application);
	}

	/**
	 * Who has to wait long enough may send the signal again. Those who were not asked yet
	 * are told all the same.
	 */
	@Test
	void secondSignalEndsALongDrain() throws Exception {
		start(this.flavour.endpoints(),
				with(properties("graceful"),
						List.of("close-event.shutdown.batch-size=1", "close-event.shutdown.interval=5s",
								"close-event.shutdown.timeout=60s", "close-event.handshake-timeout=60s")));
		List<WebSocketMember> members = times(6, (number) -> member(number, Manner.SILENT));
		open(members);
		this.application.terminate();
		awaitFirstTold(members);
		await().during(Duration.ofSeconds(1)).until(this.application::isAlive);
		this.application.terminate();
		this.application.awaitExit(Duration.ofSeconds(10));
		awaitEnd(members);
		verdict(GOING_AWAY).check(members, this.application);
	}

	@Test
	void shutdownIsPlainWithoutTheDrain() throws Exception {
		start(this.flavour.endpoints(), with(properties("immediate"), List.of("close-event.shutdown.enabled=false")));
		List<WebSocketMember> members = times(3, (number) -> member(number, Manner.ANSWERS));
		open(members);
		this.application.terminate();
		awaitEnd(members);
		assertThat(members).as(this.application::output).noneMatch((member) -> RESTART.equals(member.close()));
		if (plainlyJustLeaves()) {
			assertThat(members).as(this.application::output).allMatch((member) -> member.close() == null);
		}
	}

}
