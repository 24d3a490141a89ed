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

package io.github.closeevent.sample.cable;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawWebSocket;
import io.github.closeevent.test.RecordedCloseEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link Cable} and {@link CableController}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(60)
class CableTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private JsonMapper json;

	@Autowired
	private RecordedCloseEvents events;

	@BeforeEach
	void forgetEvents() {
		this.events.clear();
	}

	@Test
	void cablePassesOnUntilItIsPulled() throws Exception {
		try (RawWebSocket client = RawWebSocket.connect(lay("pulled"), "/chat")) {
			client.sendText("hello");
			assertThat(client.readFrame(PATIENCE).text()).isEqualTo("hello");
			assertThat(call("DELETE", "pulled").statusCode()).isEqualTo(204);
			CloseEvent event = this.events.awaitOne();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.NETWORK);
			assertThat(event.getCode()).isEqualTo(1006);
			assertThatIOException().isThrownBy(() -> client.readFrame(PATIENCE));
		}
	}

	@Test
	void closePassesThrough() throws Exception {
		try (RawWebSocket client = RawWebSocket.connect(lay("closed"), "/chat")) {
			client.sendClose(4001, "bye");
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(4001);
			CloseEvent event = this.events.awaitOne();
			assertThat(event.getCode()).isEqualTo(4001);
			assertThat(event.wasClean()).isTrue();
		}
	}

	@Test
	void nameMayNotBeThereTwice() throws Exception {
		lay("twice");
		assertThat(call("PUT", "twice").statusCode()).isEqualTo(409);
	}

	@Test
	void nameIsChecked() throws Exception {
		assertThat(call("PUT", "a.b").statusCode()).isBetween(400, 499);
		assertThat(call("PUT", "x".repeat(41)).statusCode()).isBetween(400, 499);
	}

	@Test
	void pullingNothingDoesNothing() throws Exception {
		assertThat(call("DELETE", "nothing").statusCode()).isEqualTo(204);
	}

	@Test
	void thereIsALimit() throws Exception {
		List<Integer> answers = new ArrayList<>();
		for (int i = 0; i < 101; i++) {
			answers.add(call("PUT", "many-" + i).statusCode());
		}
		for (int i = 0; i < 101; i++) {
			call("DELETE", "many-" + i);
		}
		assertThat(answers).contains(201).endsWith(503);
	}

	@Test
	void unusedCableGoesAway() throws IOException {
		try (ServerSocket server = new ServerSocket(0)) {
			Cable cable = new Cable(server.getLocalPort(), Runnable::run, Duration.ofMillis(50));
			cable.run();
			assertThatIOException().isThrownBy(() -> RawWebSocket.connect(cable.getPort(), "/chat"));
		}
	}

	private int lay(String key) throws Exception {
		HttpResponse<String> response = call("PUT", key);
		assertThat(response.statusCode()).isEqualTo(201);
		return this.json.readTree(response.body()).get("port").asInt();
	}

	private HttpResponse<String> call(String method, String key) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/cables/" + key))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Recording {

		@Bean
		RecordedCloseEvents closeEvents() {
			return new RecordedCloseEvents();
		}

	}

}
