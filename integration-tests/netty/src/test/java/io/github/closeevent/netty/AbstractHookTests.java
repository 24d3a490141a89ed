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

package io.github.closeevent.netty;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sessions that were opened in some way: each must have one event, and its handler must
 * be called once.
 */
@Timeout(60)
abstract class AbstractHookTests {

	static final Duration PATIENCE = Duration.ofSeconds(10);

	abstract TestServer server();

	@BeforeEach
	void forget() {
		server().events().clear();
		book().clear();
	}

	@AfterEach
	void nothingIsLeft() {
		server().events().assertNoMore(Duration.ofMillis(50));
		await().untilAsserted(() -> assertThat(server().openSessions()).isZero());
		await().untilAsserted(() -> assertThat(server().waitingSessions()).isZero());
	}

	HookHandler.Book book() {
		return server().bean(HookHandler.Book.class);
	}

	RawWebSocket connect(String path, Map<String, String> headers, String... subProtocols) throws IOException {
		return RawWebSocket.connect(server().port(), path, List.of(subProtocols), headers, null);
	}

	/**
	 * Open a session, and close it by a Close frame of the client.
	 */
	CloseEvent closeByPeer(String path, int code) throws IOException {
		try (RawWebSocket client = connect(path, Map.of())) {
			return closeByPeer(client, code);
		}
	}

	CloseEvent closeByPeer(RawWebSocket client, int code) throws IOException {
		client.sendClose(code, "bye");
		CloseEvent event = server().events().awaitOne();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.PEER);
		assertThat(event.getCode()).isEqualTo(code);
		assertThat(event.getReason()).isEqualTo("bye");
		assertThat(event.wasClean()).isTrue();
		RawWebSocket.Frame answer = client.readUntilClose(PATIENCE);
		assertThat(answer).isNotNull();
		assertThat(answer.closeCode()).isEqualTo(code);
		assertThat(book().handlers()).hasSize(1);
		return event;
	}

	static void assertOpenedBy(CloseEvent event, @Nullable String pathPattern) {
		assertThat(event.getSession().getPathPattern()).isEqualTo(pathPattern);
		assertThat(event.getSession().getTransport()).isEqualTo("websocket");
	}

}
