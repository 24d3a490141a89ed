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

package io.github.closeevent.autoconfigure.actuate;

import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventsEndpoint} over HTTP, in applications that run and whose
 * sessions really end.
 */
@ParameterizedClass
@EnumSource(names = { "SERVLET", "REACTIVE" })
class CloseEventsEndpointTests {

	private static final String CLOSES = "/actuator/closeevents";

	private static final String SHOW = "--management.endpoint.closeevents.show-values=always";

	private static EndpointApplication hiding;

	private static EndpointApplication showing;

	CloseEventsEndpointTests(WebApplicationType type) {
	}

	@BeforeParameterizedClassInvocation
	static void start(WebApplicationType type) {
		hiding = EndpointApplication.start(type);
		showing = EndpointApplication.start(type, SHOW, "--management.endpoint.closeevents.access=unrestricted");
		for (EndpointApplication application : List.of(hiding, showing)) {
			WebSocket alice = application.open("/rooms/7?token=t0ken", "alice");
			alice.sendClose(4001, "b\u0007ye").join();
			application.awaitCloses(1);
			WebSocket bob = application.open("/rooms/8", "bob");
			bob.abort();
			application.awaitCloses(2);
		}
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		hiding.close();
		showing.close();
	}

	@Test
	void closesAreShownNewestFirst() {
		Map<String, Object> answer = get(hiding, "");
		assertThat(answer).containsEntry("matched", 2)
			.containsEntry("recorded", 2)
			.containsEntry("capacity", 100)
			.containsOnlyKeys("closes", "matched", "recorded", "capacity");
		assertThat(codes(answer)).containsExactly(1006, 4001);
		assertThat(closes(answer).get(1)).containsEntry("name", "Kicked")
			.containsEntry("wasClean", true)
			.containsEntry("initiator", "PEER")
			.containsKeys("closedAt", "duration", "sent", "received");
		assertThat(closes(answer).get(0)).containsEntry("name", "Abnormal Closure")
			.containsEntry("reason", "")
			.containsEntry("wasClean", false)
			.containsEntry("initiator", "NETWORK")
			.doesNotContainKeys("sent", "received");
		assertThat(session(answer, 0)).containsEntry("pathPattern", "/rooms/{room}")
			.containsEntry("transport", "websocket")
			.containsEntry("side", "SERVER")
			.containsKeys("id", "openedAt");
	}

	@Test
	void valuesThatTellOfPeopleAreHidden() {
		HttpResponse<String> response = hiding.request("GET", CLOSES, "alice");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).doesNotContain("ye\"", "alice", "bob", "127.0.0.1", "/rooms/7", "acme", "s3cr3t",
				"other", "t0ken");
		Map<String, Object> answer = EndpointApplication.json(response);
		assertThat(closes(answer).get(1)).containsEntry("reason", "******")
			.containsEntry("received", Map.of("code", 4001, "reason", "******"));
		assertThat(session(answer, 1)).containsEntry("path", "******")
			.containsEntry("user", "******")
			.containsEntry("remoteAddress", "******")
			.containsEntry("attributes", Map.of("tenant", "******", "secret", "******"));
	}

	@Test
	void valuesAreShownButWhatTheApplicationSanitizes() {
		HttpResponse<String> response = showing.request("GET", CLOSES + "?user=alice&code=4001", null);
		assertThat(response.body()).doesNotContain("s3cr3t", "t0ken", "\u0007");
		Map<String, Object> answer = EndpointApplication.json(response);
		assertThat(closes(answer).get(0)).containsEntry("reason", "b\u0007ye")
			.containsEntry("received", Map.of("code", 4001, "reason", "b\u0007ye"));
		assertThat(session(answer, 0)).containsEntry("path", "/rooms/7")
			.containsEntry("user", "alice")
			.containsEntry("attributes", Map.of("tenant", "acme", "secret", "******"));
		assertThat(session(answer, 0).get("remoteAddress")).asString().startsWith("127.0.0.1:");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			code=4001                           | 4001
			code=kicked                         | 4001
			code=1006,4000-4099                 | 1006,4001
			code=1006&code=4001                 | 1006,4001
			code=1000                           |
			initiator=peer                      | 4001
			initiator=NETWORK, peer             | 1006,4001
			initiator=container                 |
			clean=true                          | 4001
			clean=FALSE                         | 1006
			path=/rooms/**                      | 1006,4001
			path=/rooms/{room}                  | 1006,4001
			path=/other/**                      |
			since=2020-01-01T00:00:00Z          | 1006,4001
			since=2999-01-01T00:00:00+01:00     |
			limit=1                             | 1006
			clean=true&initiator=network        |
			""")
	void filtersSelect(String query, String codes) {
		assertThat(codes(get(hiding, "?" + encode(query)))).extracting(String::valueOf)
			.isEqualTo((codes != null) ? List.of(codes.split(",")) : List.of());
	}

	@Test
	void limitLeavesTheCountOfAll() {
		assertThat(get(hiding, "?limit=1")).containsEntry("matched", 2);
	}

	@Test
	void closesSinceATimeHaveThatOfTheTime() {
		String time = (String) closes(get(hiding, "?code=1006")).get(0).get("closedAt");
		assertThat(codes(get(hiding, "?since=" + time))).containsExactly(1006);
	}

	@Test
	void pathsAndUsersSelectIfTheyAreShown() {
		assertThat(codes(get(showing, "?path=/rooms/7&code=4001"))).containsExactly(4001);
		assertThat(codes(get(showing, "?path=/rooms/9"))).isEmpty();
		// Regular expressions are not tried on what peers chose.
		assertThat(codes(get(showing, "?path=" + encode("/rooms/{room:[0-9]+}")))).isEmpty();
		assertThat(codes(get(showing, "?user=bob&code=1006"))).containsExactly(1006);
		assertThat(codes(get(showing, "?user=nobody"))).isEmpty();
	}

	@Test
	void whatIsHiddenCannotBeFound() {
		assertThat(codes(get(hiding, "?path=/rooms/7"))).isEmpty();
		for (String path : List.of("?user=alice", "/summary?user=alice", "/sessions?user=alice", "?user=nobody")) {
			assertMessage(hiding.request("GET", CLOSES + path, "alice"), 400, "Users cannot be asked for while they are"
					+ " hidden: it would tell who they are. See 'management.endpoint.closeevents.show-values'.");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
			code=70000      | 'code' is '70000'. "70000" is no close code. Close codes are 0-65535
			code=           | 'code' is ''. "" is no close code, range of codes, or name
			code=Kickd      | The known names are: Kicked.
			path=rooms      | 'path' is 'rooms'. "rooms" is no path pattern. A path pattern starts with a slash
			initiator=me    | 'initiator' is 'me'. It must be one of peer, application, container and network
			clean=maybe     | 'clean' is 'maybe'. It must be true or false.
			since=yesterday | 'since' is 'yesterday'. It must be a time, such as 2026-01-31T14:05:00Z.
			limit=0         | 'limit' is '0'. It must be a positive number, such as 20.
			limit=many      | 'limit' is 'many'. It must be a positive number, such as 20.
			""")
	void badValueIsAnsweredWithWhatWouldBeRight(String query, String message) {
		assertMessage(hiding.request("GET", CLOSES + "?" + query, null), 400, message);
		assertMessage(hiding.request("GET", CLOSES + "/summary?" + query, null), 400, message);
	}

	@Test
	void summaryCounts() {
		Map<String, Object> answer = get(hiding, "/summary");
		assertThat(answer).containsEntry("closes", 2)
			.containsEntry("clean", 1)
			.containsEntry("notClean", 1)
			.containsEntry("recorded", 2)
			.containsEntry("capacity", 100)
			.containsEntry("codes",
					List.of(Map.of("code", 1006, "name", "Abnormal Closure", "closes", 1, "clean", 0, "notClean", 1),
							Map.of("code", 4001, "name", "Kicked", "closes", 1, "clean", 1, "notClean", 0)))
			.containsEntry("paths",
					List.of(Map.of("pathPattern", "/rooms/{room}", "closes", 2, "clean", 1, "notClean", 1)));
		assertThat((String) answer.get("from")).isLessThan((String) answer.get("to"));
	}

	@Test
	void summaryCountsWhatIsAskedFor() {
		assertThat(get(hiding, "/summary?clean=true")).containsEntry("closes", 1).containsEntry("notClean", 0);
		assertThat(get(hiding, "/summary?limit=1")).containsEntry("closes", 1).containsEntry("clean", 0);
		assertThat(get(hiding, "/summary?code=1000")).containsEntry("closes", 0)
			.containsEntry("codes", List.of())
			.doesNotContainKeys("from", "to");
	}

	@Test
	void openSessionsAreShown() {
		WebSocket first = showing.open("/rooms/10", "carol");
		WebSocket second = showing.open("/rooms/11", "dave");
		try {
			Map<String, Object> answer = get(showing, "/sessions");
			assertThat(answer).containsEntry("open", 2).containsEntry("matched", 2);
			assertThat(users(answer)).containsExactly("dave", "carol");
			assertThat(users(get(showing, "/sessions?limit=1"))).containsExactly("dave");
			assertThat(get(showing, "/sessions?limit=1")).containsEntry("open", 2).containsEntry("matched", 2);
			assertThat(users(get(showing, "/sessions?path=/rooms/10"))).containsExactly("carol");
			assertThat(users(get(showing, "/sessions?user=dave"))).containsExactly("dave");
			assertThat(get(showing, "/sessions?user=dave")).containsEntry("open", 2).containsEntry("matched", 1);
		}
		finally {
			first.abort();
			second.abort();
			awaitNoSessions();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "code=1000", "initiator=peer", "clean=true", "since=2020-01-01T00:00:00Z" })
	void openSessionsHaveNoClose(String query) {
		assertMessage(showing.request("GET", CLOSES + "/sessions?" + query, null), 400,
				"Open sessions can be asked for by 'path' and 'user' only, and with a 'limit'.");
	}

	@Test
	void otherViewIsNotFound() {
		assertMessage(hiding.request("GET", CLOSES + "/other", null), 404,
				"There are 'summary' and 'sessions', but no 'other'.");
	}

	@Test
	void closingIsOffByDefault() {
		for (String path : List.of("/users/alice", "/sessions/none")) {
			HttpResponse<String> response = hiding.request("DELETE", CLOSES + path, "alice");
			assertThat(response.statusCode()).isEqualTo(404);
			assertThat(response.body()).doesNotContain("message\":\"No open session");
		}
	}

	@Test
	void oneSessionIsClosed() {
		showing.open("/rooms/12", "frank");
		showing.open("/rooms/12", "frank");
		String id = showing.sessions().stream().findFirst().orElseThrow().getId();
		Map<String, Object> report = EndpointApplication
			.json(showing.request("DELETE", CLOSES + "/sessions/" + id + "?code=kicked&reason=enough", null));
		assertThat(report).containsEntry("asked", 1).containsEntry("refused", List.of());
		// Reactor Netty waits for no answer, so that either may be.
		assertThat(List.of(report.get("clean"), report.get("notClean"))).containsExactlyInAnyOrder(List.of(id),
				List.of());
		assertThat(showing.sessions().count()).isEqualTo(1);
		assertThat(awaitCloses("?user=frank", 1).get(0)).containsEntry("code", 4001)
			.containsEntry("reason", "enough")
			.containsEntry("initiator", "APPLICATION");
		assertThat(showing.request("DELETE", CLOSES + "/users/frank", null).statusCode()).isEqualTo(200);
	}

	@Test
	void allSessionsOfAUserAreClosed() {
		showing.open("/rooms/13", "grace");
		showing.open("/rooms/14", "grace");
		WebSocket other = showing.open("/rooms/14", "heidi");
		try {
			Map<String, Object> report = EndpointApplication
				.json(showing.request("DELETE", CLOSES + "/users/grace", null));
			assertThat(report).containsEntry("asked", 2);
			assertThat(users(get(showing, "/sessions"))).containsExactly("heidi");
			assertThat(awaitCloses("?user=grace", 2))
				.allSatisfy((close) -> assertThat(close).containsEntry("code", 1008)
					.containsEntry("reason", "Closed by an operator"));
		}
		finally {
			other.abort();
			awaitNoSessions();
		}
	}

	@Test
	void userWithoutSessionsHasNoneToClose() {
		assertThat(EndpointApplication.json(showing.request("DELETE", CLOSES + "/users/nobody", null)))
			.isEqualTo(Map.of("asked", 0, "clean", List.of(), "notClean", List.of(), "refused", List.of()));
	}

	@Test
	void sessionThatIsNotOpenIsNotFound() {
		assertMessage(showing.request("DELETE", CLOSES + "/sessions/none", null), 404,
				"No open session has the id 'none'.");
		assertMessage(showing.request("DELETE", CLOSES + "/rooms/7", null), 404,
				"Only 'sessions' and 'users' can be closed, not 'rooms'.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
			code=1005  | A server cannot close with 1005 (No Status Rcvd). It may use 1000, 1001, 1008,
			code=70000 | Close code 70000 is outside 0-65535.
			code=bye   | 'code' is 'bye'. It must be a close code, such as 1008, or a name from close-event.codes.
			""")
	void codeThatCannotBeSentClosesNothing(String query, String message) {
		assertMessage(showing.request("DELETE", CLOSES + "/users/alice?" + query.strip(), null), 400, message);
	}

	@Test
	void reasonThatIsTooLongClosesNothing() {
		assertMessage(showing.request("DELETE", CLOSES + "/users/alice?reason=" + "x".repeat(124), null), 400,
				"The reason of a close has at most 123 bytes in UTF-8, and this one has 124");
	}

	private static void awaitNoSessions() {
		Awaitility.await().until(() -> showing.sessions().count() == 0);
	}

	private static Map<String, Object> get(EndpointApplication application, String path) {
		HttpResponse<String> response = application.request("GET", CLOSES + path, null);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return EndpointApplication.json(response);
	}

	private static String encode(String query) {
		return UriUtils.encodeQuery(query, "UTF-8").replace("+", "%2B");
	}

	private static void assertMessage(HttpResponse<String> response, int status, String message) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(EndpointApplication.json(response)).containsOnlyKeys("message");
		assertThat((String) EndpointApplication.json(response).get("message")).contains(message);
	}

	/**
	 * Wait for the events: a report does not.
	 */
	private static List<Map<String, Object>> awaitCloses(String query, int count) {
		return Awaitility.await().until(() -> closes(get(showing, query)), (closes) -> closes.size() == count);
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> closes(Map<String, Object> answer) {
		return (List<Map<String, Object>>) answer.get("closes");
	}

	private static List<Object> codes(Map<String, Object> answer) {
		return closes(answer).stream().map((close) -> close.get("code")).toList();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> session(Map<String, Object> answer, int index) {
		return (Map<String, Object>) closes(answer).get(index).get("session");
	}

	@SuppressWarnings("unchecked")
	private static List<Object> users(Map<String, Object> answer) {
		return ((List<Map<String, Object>>) answer.get("sessions")).stream()
			.map((session) -> session.get("user"))
			.toList();
	}

}
