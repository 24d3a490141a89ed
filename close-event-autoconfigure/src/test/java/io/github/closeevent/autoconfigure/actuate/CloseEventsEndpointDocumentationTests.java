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

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the examples of {@code docs/endpoint.md} equal to what the endpoint answers after
 * real closes. The comment above an example is its request.
 * {@code -Dclose-event.docs.update=true} writes the answers into the page.
 */
class CloseEventsEndpointDocumentationTests {

	private static final Path PAGE = Path.of("..", "docs", "endpoint.md");

	private static final Pattern EXAMPLE = Pattern.compile(
			"(<!-- example: (?<method>\\w+) (?<path>\\S+)(?: as (?<user>\\w+))? -->\n).*?(<!-- /example -->)",
			Pattern.DOTALL);

	private static EndpointApplication application;

	@BeforeAll
	static void closeSessions() {
		application = EndpointApplication.start(WebApplicationType.SERVLET,
				"--management.endpoint.closeevents.show-values=when-authorized",
				"--management.endpoint.closeevents.access=unrestricted");
		application.open("/rooms/7", "alice").sendClose(WebSocket.NORMAL_CLOSURE, "").join();
		application.awaitCloses(1);
		application.open("/rooms/8", "bob").abort();
		application.awaitCloses(2);
		application.open("/rooms/8?token=t0ken", "carol").sendClose(4001, "spam").join();
		application.awaitCloses(3);
		application.open("/rooms/7", "alice").abort();
		application.awaitCloses(4);
		application.open("/rooms/7", "alice");
		application.open("/rooms/9", "bob");
		application.open("/rooms/9", "bob");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void examplesAreWhatTheEndpointAnswers() throws IOException {
		String page = Files.readString(PAGE);
		ExampleAnswers answers = new ExampleAnswers(application);
		String fresh = EXAMPLE.matcher(page)
			.replaceAll((example) -> Matcher.quoteReplacement(
					example.group(1) + "\n```json\n" + answer(answers, example) + "\n```\n\n" + example.group(5)));
		if (Boolean.getBoolean("close-event.docs.update")) {
			Files.writeString(PAGE, fresh);
		}
		else {
			assertThat(page)
				.as("docs/endpoint.md; this test writes it anew if it runs with -Dclose-event.docs.update=true")
				.isEqualTo(fresh);
		}
	}

	private static String answer(ExampleAnswers answers, MatchResult example) {
		return answers.get(example.group(2), example.group(3), example.group(4));
	}

	@Test
	void everyOperationHasAnExample() throws IOException {
		List<String> requests = EXAMPLE.matcher(Files.readString(PAGE))
			.results()
			.map((example) -> example.group(2) + " " + example.group(3).replaceFirst("\\?.*", ""))
			.distinct()
			.toList();
		assertThat(requests)
			.contains("GET /actuator/closeevents", "GET /actuator/closeevents/summary",
					"GET /actuator/closeevents/sessions", "DELETE /actuator/closeevents/users/bob")
			.anyMatch((request) -> request.startsWith("DELETE /actuator/closeevents/sessions/"));
	}

}
