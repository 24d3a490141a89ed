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

package io.github.closeevent.contract;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.CloseReport;
import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The application closes sessions that it does not hold.
 */
abstract class AbstractCloserContractTests extends AbstractRaceContractTests {

	private static final String ONE_API = "The same API on every server, and on the wire a close by the application";

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1008, 1011, 1012, 1013, 3000, 4999 })
	@LeftOutOfTruth(ONE_API)
	void closerClosesAndPeerAnswers(int code) throws Exception {
		WebSocketSessionInfo session = onlySession();
		CompletableFuture<CloseReport> report = closer().close(SessionSelector.id(session.getId()), code, "no");
		assertThat(answer()).isEqualTo(frame(code, "no"));
		sendIfOpen(() -> this.client.sendClose(code, "no"));
		CloseEvent event = assertAnswered(frame(code, "no"), frame(code, "no"));
		CloseReport told = report.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(told.asked()).isOne();
		assertThat((event.wasClean()) ? told.clean() : told.notClean()).extracting(WebSocketSessionInfo::getId)
			.containsExactly(session.getId());
	}

	@Test
	@LeftOutOfTruth(ONE_API)
	void closerSendsTheLongestReasonAsItIs() throws Exception {
		session();
		String reason = "\u00e9".repeat(61) + "!";
		closer().close(SessionSelector.all(), 4001, reason);
		assertThat(answer()).isEqualTo(frame(4001, reason));
		sendIfOpen(() -> this.client.sendClose(4001));
		assertAnswered(frame(4001, reason), frame(4001, ""));
	}

	@ParameterizedTest
	@CsvSource({ "1005, ''", "1006, ''", "1014, ''", "1015, ''", "1004, ''", "2500, ''", "5000, ''", "4001, long" })
	@LeftOutOfTruth(ONE_API)
	void closerRefusesWhatNoServerShouldSend(int code, String reason) throws IOException {
		String text = (reason.isEmpty()) ? "" : "\u00e9".repeat(62);
		assertThatIllegalArgumentException().isThrownBy(() -> closer().close(SessionSelector.all(), code, text));
		assertLives();
	}

	@Test
	@LeftOutOfTruth(ONE_API)
	void closerClosesThoseThatAreSelected() throws Exception {
		RawWebSocket other = this.client;
		WebSocketSessionInfo stays = onlySession();
		open(path());
		awaitOpen(this.client);
		session();
		assertThat(sessions().count()).isEqualTo(2);
		closer().close((session) -> !session.getId().equals(stays.getId()), 4001);
		assertThat(answer()).isEqualTo(frame(4001, ""));
		sendIfOpen(() -> this.client.sendClose(4001));
		assertAnswered(frame(4001, ""), frame(4001, ""));
		assertThat(sessions().stream().map(WebSocketSessionInfo::getId)).containsExactly(stays.getId());
		this.client.close();
		this.client = other;
		this.events.clear();
		assertLives();
	}

	@Test
	@LeftOutOfTruth(ONE_API)
	void closerClosesByPath() throws Exception {
		String pattern = onlySession().getPathPattern();
		assertThat(sessions().find(SessionSelector.path("/elsewhere/**"))).isEmpty();
		assertThat(closer().close(SessionSelector.path("/elsewhere/**"), 4001).get().asked()).isZero();
		closer().close(SessionSelector.path((pattern != null) ? pattern : "/**"), 4001);
		assertThat(answer()).isEqualTo(frame(4001, ""));
		sendIfOpen(() -> this.client.sendClose(4001));
		assertAnswered(frame(4001, ""), frame(4001, ""));
	}

	@Test
	@LeftOutOfTruth(ONE_API)
	void closersMeetAndTheSessionIsClosedOnce() throws Exception {
		session();
		CompletableFuture<CloseReport> first = closer().close(SessionSelector.all(), 4001, "first");
		CompletableFuture<CloseReport> second = closer().close(SessionSelector.all(), 4002, "second");
		CloseFrame sent = answer();
		assertThat(sent).isIn(frame(4001, "first"), frame(4002, "second"));
		sendIfOpen(() -> this.client.sendClose(1000));
		assertAnswered(sent, frame(1000, ""));
		assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).refused()).isEmpty();
		assertThat(second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).refused()).isEmpty();
	}

	@Test
	@LeftOutOfTruth(ONE_API)
	void closerIsToldOfAPeerThatStaysSilent() throws Exception {
		session();
		CompletableFuture<CloseReport> report = closer().close(SessionSelector.all(), 4001);
		assertThat(answer()).isEqualTo(frame(4001, ""));
		assertThat(report.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).notClean()).hasSize(1);
		assertNotAnswered(frame(4001, ""));
	}

	@Test
	@LeftOutOfTruth(ONE_API)
	void closerIsNotDelayedByAPeerThatReadsNothing() throws Exception {
		awaitStuck(flood(session()));
		RawWebSocket stuck = this.client;
		open(path());
		awaitOpen(this.client);
		session();
		CompletableFuture<CloseReport> report = closer().close(SessionSelector.all(), 4001, "both");
		assertThat(answer()).isEqualTo(frame(4001, "both"));
		sendIfOpen(() -> this.client.sendClose(4001));
		CloseReport told = report.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(told.asked()).isEqualTo(2);
		assertThat(told.refused()).isEmpty();
		for (CloseEvent event : List.of(this.events.awaitNext(), this.events.awaitNext())) {
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
		}
		stuck.close();
		expectEarlyEvent();
	}

	/**
	 * The session, once its handler was told that it is open.
	 */
	private WebSocketSessionInfo onlySession() {
		session();
		assertThat(sessions().count()).isOne();
		return sessions().stream().findFirst().orElseThrow();
	}

	private WebSocketSessions sessions() {
		return this.server.bean(WebSocketSessions.class);
	}

	private WebSocketCloser closer() {
		return this.server.bean(WebSocketCloser.class);
	}

}
