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

package io.github.closeevent.sample.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Feed}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(60)
class FeedTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@LocalServerPort
	private int port;

	@Autowired
	private JsonMapper json;

	private RawWebSocket page;

	@BeforeEach
	void openPage() throws IOException {
		this.page = RawWebSocket.connect(this.port, "/feed");
		endings(this.page);
	}

	@AfterEach
	void closePage() throws IOException {
		this.page.close();
	}

	@Test
	void pageIsToldOfAnEnding() throws IOException {
		end("/chat?connection=a-1&token=secret", "so long");
		String text = this.page.readFrame(PATIENCE).text();
		assertThat(text).doesNotContain("secret");
		JsonNode ending = this.json.readTree(text).get(0);
		assertThat(ending.get("key").asString()).isEqualTo("a-1");
		assertThat(ending.get("path").asString()).isEqualTo("/chat");
		assertThat(ending.get("code").asInt()).isEqualTo(4001);
		assertThat(ending.get("name").asString()).isEqualTo("Kicked");
		assertThat(ending.get("description").asString()).isEqualTo("A moderator removed the user.");
		assertThat(ending.get("advice").asString()).isEqualTo("NEVER");
		assertThat(ending.get("reason").asString()).isEqualTo("so long");
		assertThat(ending.get("wasClean").asBoolean()).isTrue();
		assertThat(ending.get("initiator").asString()).isEqualTo("PEER");
		assertThat(ending.get("received").get("code").asInt()).isEqualTo(4001);
		assertThat(ending.get("error").isNull()).isTrue();
		assertThat(ending.get("duration").asLong()).isNotNegative();
	}

	@Test
	void pageThatOpensLaterIsToldOfTheLastEndings() throws IOException {
		for (int i = 0; i < 60; i++) {
			end("/chat?connection=later-" + i, "");
			endings(this.page);
		}
		try (RawWebSocket later = RawWebSocket.connect(this.port, "/feed")) {
			List<String> keys = endings(later).stream().map((ending) -> ending.get("key").asString()).toList();
			assertThat(keys).hasSize(50).endsWith("later-58", "later-59");
		}
	}

	@Test
	void hostileReasonIsOneStringOfJson() throws IOException {
		String reason = "\"},{\"code\":1\u2028</script>\r\n";
		end("/chat?connection=hostile", reason);
		List<JsonNode> endings = endings(this.page);
		assertThat(endings).singleElement()
			.satisfies((ending) -> assertThat(ending.get("reason").asString()).isEqualTo(reason));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "?connection=", "?connection=%3Cb%3E", "?connection=a%20b",
			"?connection=12345678901234567890123456789012345678901", "?other=1" })
	void keyThatIsNoneIsNotPassedOn(String query) throws IOException {
		end("/chat" + query, "");
		assertThat(endings(this.page).get(0).get("key").isNull()).isTrue();
	}

	@Test
	void pagesThatComeAndGoAreNoEndings() throws IOException {
		RawWebSocket.connect(this.port, "/feed").close();
		end("/chat?connection=only", "");
		assertThat(endings(this.page)).singleElement()
			.satisfies((ending) -> assertThat(ending.get("key").asString()).isEqualTo("only"));
	}

	private void end(String path, String reason) throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, path)) {
			client.sendClose(4001, reason);
			client.readUntilClose(PATIENCE);
		}
	}

	/**
	 * A long message comes in several frames.
	 */
	private static String message(RawWebSocket from) throws IOException {
		ByteArrayOutputStream payload = new ByteArrayOutputStream();
		RawWebSocket.Frame frame;
		do {
			frame = from.readFrame(PATIENCE);
			payload.write(frame.payload());
		}
		while (!frame.fin());
		return payload.toString(StandardCharsets.UTF_8);
	}

	private List<JsonNode> endings(RawWebSocket from) throws IOException {
		JsonNode endings = this.json.readTree(message(from));
		return StreamSupport.stream(endings.spliterator(), false).toList();
	}

}
