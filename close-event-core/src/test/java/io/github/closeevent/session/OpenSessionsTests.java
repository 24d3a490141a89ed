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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.WebSocketSessionInfoBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link OpenSessions} and {@link SessionSelector}.
 */
class OpenSessionsTests {

	private final SessionRecords records = new SessionRecords();

	private final OpenSessions sessions = new OpenSessions(this.records);

	@Test
	void sessionIsThereUntilItHasEnded() {
		assertThat(this.sessions.count()).isZero();
		SessionRecord record = open("1", "/chat", "alice");
		assertThat(this.sessions.count()).isOne();
		assertThat(this.sessions.findById("1")).map(WebSocketSessionInfo::getPrincipalName).contains("alice");
		this.records.remove(record);
		assertThat(this.sessions.count()).isZero();
		assertThat(this.sessions.findById("1")).isEmpty();
	}

	@Test
	void snapshotHasTheUserWhoCameLaterAndStaysAsItIs() {
		SessionRecord record = open("1", "/chat", null);
		WebSocketSessionInfo before = this.sessions.findById("1").orElseThrow();
		record.setPrincipalName("alice");
		assertThat(this.sessions.find(SessionSelector.user("alice"))).hasSize(1);
		assertThat(before.getPrincipalName()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "/chat/**, 1 2", "/chat/{room}, 1 2", "/chat/blue, 1", "/news, 3", "/**, 1 2 3",
			"'/news, /chat/red', 2 3", "/none, ''" })
	void sessionsUnderAPath(String pattern, String ids) {
		open("1", "/chat/blue", "alice");
		open("2", "/chat/red", "bob");
		open("3", "/news", "alice");
		assertFound(SessionSelector.path(pattern), ids);
	}

	@Test
	void pathsOfOtherServersAreNotOurs() {
		WebSocketSessionInfo info = info("1", "/chat", null).side(Side.CLIENT).build();
		this.records.add(new FakeSessionRecord(info));
		assertFound(SessionSelector.path("/chat"), "");
		assertFound(SessionSelector.all(), "1");
	}

	@Test
	void allAreThoseOfClientsTooAndAllPathsThoseOfTheServerOnly() {
		open("1", "/", null);
		open("2", "/chat/blue", "alice");
		open("3", "", null);
		this.records.add(new FakeSessionRecord(info("4", "/chat", null).side(Side.CLIENT).build()));
		assertFound(SessionSelector.all(), "1 2 3 4");
		assertFound(SessionSelector.path("/**"), "1 2 3");
	}

	@Test
	void sessionsOfAUserAndByPredicate() {
		open("1", "/chat", "alice");
		open("2", "/news", "alice");
		open("3", "/chat", "Alice");
		open("4", "/chat", null);
		assertFound(SessionSelector.user("alice"), "1 2");
		assertFound(SessionSelector.id("4"), "4");
		assertFound((session) -> session.getPrincipalName() == null, "4");
		assertFound(SessionSelector.user("alice").and(SessionSelector.path("/chat")), "1");
		assertFound(SessionSelector.user("alice").and(SessionSelector.path("/chat").negate()), "2");
		assertFound(SessionSelector.user("alice").or(SessionSelector.id("4")), "1 2 4");
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat/**", "/a b", "/{", "/a//b", "" })
	void patternThatIsNoneIsRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> SessionSelector.path(pattern))
			.withMessageContaining("\"" + pattern + "\" is no path pattern. ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void nobodyIsNoUserAndNoId(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> SessionSelector.user(name));
		assertThatIllegalArgumentException().isThrownBy(() -> SessionSelector.id(name));
	}

	@Test
	void sessionsThatStayAreFoundOnceWhileOthersComeAndGo() throws Exception {
		for (int i = 0; i < 100; i++) {
			open("stays-" + i, "/chat", "alice");
		}
		CountDownLatch found = new CountDownLatch(200);
		ExecutorService executor = Executors.newFixedThreadPool(3);
		try {
			List<Future<?>> churns = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				String prefix = "goes-" + i + "-";
				churns.add(executor.submit(() -> churn(prefix, found)));
			}
			executor.submit(() -> {
				while (found.getCount() > 0) {
					assertThat(this.sessions.find((session) -> session.getId().startsWith("stays-")))
						.extracting(WebSocketSessionInfo::getId)
						.containsExactlyInAnyOrderElementsOf(
								IntStream.range(0, 100).mapToObj((number) -> "stays-" + number).toList());
					found.countDown();
				}
			}).get();
			for (Future<?> churn : churns) {
				churn.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.sessions.count()).isEqualTo(100);
	}

	private void churn(String prefix, CountDownLatch until) {
		for (long i = 0; until.getCount() > 0; i++) {
			this.records.remove(open(prefix + i, "/chat", "bob"));
		}
	}

	private void assertFound(SessionSelector selector, String ids) {
		assertThat(this.sessions.find(selector)).extracting(WebSocketSessionInfo::getId)
			.containsExactlyInAnyOrder((ids.isEmpty()) ? new String[0] : ids.split(" "));
	}

	private SessionRecord open(String id, String path, String user) {
		SessionRecord record = new FakeSessionRecord(new Object(), info(id, path, user).build(), Map.of(),
				new FakeConnection());
		this.records.add(record);
		return record;
	}

	private static WebSocketSessionInfoBuilder info(String id, String path, String user) {
		return WebSocketSessionInfo.builder(id).uri(URI.create("ws://localhost" + path)).principalName(user);
	}

}
