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

package io.github.closeevent.sample.sessions;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SessionController} and {@link GuestFilter}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(60)
class SessionControllerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private JsonMapper json;

	@AfterEach
	void noneIsLeft() {
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(list()).isEmpty());
	}

	@Test
	void sessionsAreListedWithoutTheFeed() throws Exception {
		try (RawWebSocket feed = RawWebSocket.connect(this.port, "/feed");
				RawWebSocket alice = connect("/chat?connection=a-1&name=alice&token=secret");
				RawWebSocket nobody = connect("/chat")) {
			JsonNode sessions = list();
			assertThat(sessions).hasSize(2);
			assertThat(sessions.toString()).doesNotContain("secret");
			JsonNode first = sessions.get(0);
			assertThat(first.get("key").asString()).isEqualTo("a-1");
			assertThat(first.get("user").asString()).isEqualTo("alice");
			assertThat(first.get("path").asString()).isEqualTo("/chat");
			assertThat(first.get("transport").asString()).isEqualTo("websocket");
			assertThat(first.get("openedAt").asString()).isNotEmpty();
			assertThat(sessions.get(1).get("key").isNull()).isTrue();
			assertThat(sessions.get(1).get("user").isNull()).isTrue();
		}
	}

	@Test
	void oneIsClosedByItsId() throws Exception {
		try (RawWebSocket first = connect("/chat?name=alice"); RawWebSocket second = connect("/chat?name=alice")) {
			String id = list().get(0).get("id").asString();
			assertClosed(first, delete("/sessions/" + id + "?code=4001&reason=too%20loud"),
					new CloseFrame(4001, "too loud"));
			assertThat(list()).hasSize(1);
			second.sendText("still here");
			assertThat(second.readFrame(PATIENCE).text()).isEqualTo("still here");
		}
	}

	@Test
	void allOfAUserAreClosed() throws Exception {
		try (RawWebSocket alice = connect("/chat?name=alice"); RawWebSocket bob = connect("/chat?name=bob")) {
			assertClosed(alice, delete("/users/alice/sessions?code=1012"), new CloseFrame(1012, ""));
			assertThat(list()).singleElement()
				.satisfies((session) -> assertThat(session.get("user").asString()).isEqualTo("bob"));
		}
	}

	private void assertClosed(RawWebSocket client, CompletableFuture<HttpResponse<String>> answer, CloseFrame frame)
			throws IOException {
		RawWebSocket.Frame close = client.readUntilClose(PATIENCE);
		assertThat(new CloseFrame(close.closeCode(), close.closeReason())).isEqualTo(frame);
		assertThat(answer).isNotDone();
		client.sendClose(close.closeCode());
		assertThat(answer.join().statusCode()).isEqualTo(200);
		assertThat(answer.join().body()).isEqualTo("{\"asked\":1,\"clean\":1,\"notClean\":0,\"refused\":0}");
	}

	@Test
	void noneIsAskedIfItHasEnded() {
		HttpResponse<String> answer = delete("/sessions/gone?code=4001").join();
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("\"asked\":0");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			code=1005                | 1000, 1001, 1008, 1011, 1012, 1013 or 3000-4999
			code=0                   | 1000, 1001, 1008, 1011, 1012, 1013 or 3000-4999
			code=4001&reason={long}  | 123
			code=bye                 | is no close code, which is a number
			code=                    | is no close code, which is a number
			reason=bye               | is not present
			""")
	void badCodeOrReasonIsAProblem(String query, String detail) throws Exception {
		try (RawWebSocket client = connect("/chat?name=alice")) {
			HttpResponse<String> answer = delete(
					"/users/alice/sessions?" + query.replace("{long}", "%C3%A9".repeat(62)))
				.join();
			assertThat(answer.statusCode()).isEqualTo(400);
			assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
			assertThat(this.json.readTree(answer.body()).get("detail").asString()).contains(detail);
			client.sendText("still here");
			assertThat(client.readFrame(PATIENCE).text()).isEqualTo("still here");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "%3Cb%3E", "a%20b", "%25", "123456789012345678901" })
	void nameThatIsNoneIsNobody(String name) throws Exception {
		try (RawWebSocket client = connect("/chat?name=" + name)) {
			assertThat(list().get(0).get("user").isNull()).isTrue();
		}
	}

	/**
	 * Connect, and wait until the server knows of it: it has answered before.
	 */
	private RawWebSocket connect(String pathAndQuery) throws IOException {
		RawWebSocket client = RawWebSocket.connect(this.port, pathAndQuery);
		client.sendText("hello");
		assertThat(client.readFrame(PATIENCE).text()).isEqualTo("hello");
		return client;
	}

	private JsonNode list() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(uri("/sessions")).build();
		return this.json.readTree(this.http.send(request, HttpResponse.BodyHandlers.ofString()).body());
	}

	private CompletableFuture<HttpResponse<String>> delete(String pathAndQuery) {
		HttpRequest request = HttpRequest.newBuilder(uri(pathAndQuery)).DELETE().build();
		return this.http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
	}

	private URI uri(String pathAndQuery) {
		return URI.create("http://127.0.0.1:" + this.port + pathAndQuery);
	}

}
