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

package io.github.closeevent.tomcat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sessions that were opened in some way: each must have one event, and its handler must
 * be called as ever.
 */
@Timeout(60)
abstract class AbstractHookTests {

	static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final AtomicInteger counter = new AtomicInteger();

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

	ScriptedHandler.Book book() {
		return server().bean(ScriptedHandler.Book.class);
	}

	/**
	 * The id of a SockJS session, which its client chooses.
	 */
	static String newId() {
		return "session" + counter.incrementAndGet();
	}

	static String sockJs(String path) {
		return path + "/000/" + newId() + "/websocket";
	}

	RawWebSocket connect(String path, String... subProtocols) throws IOException {
		return RawWebSocket.connect(server().port(), path, List.of(subProtocols), Map.of(), null);
	}

	/**
	 * Open a session, and close it by a Close frame of the client.
	 */
	CloseEvent closeByPeer(String path, int code, String... subProtocols) throws IOException {
		try (RawWebSocket client = connect(path, subProtocols)) {
			return closeByPeer(client, code);
		}
	}

	CloseEvent closeByPeer(RawWebSocket client, int code) throws IOException {
		client.sendClose(code, "bye");
		CloseEvent event = server().events().awaitOne();
		assertEvent(event, CloseInitiator.PEER, code, true);
		assertThat(event.getReason()).isEqualTo("bye");
		assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(code);
		return event;
	}

	/**
	 * The application's handler was called as without us.
	 */
	void assertHandled(int code) {
		assertThat(book().log()).containsExactly("established", "closed " + code);
	}

	static void assertEvent(CloseEvent event, CloseInitiator initiator, int code, boolean wasClean) {
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(initiator);
		assertThat(event.getCode()).as(event.toString()).isEqualTo(code);
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(wasClean);
	}

	static void assertOpenedBy(CloseEvent event, String pathPattern, String transport) {
		assertThat(event.getSession().getPathPattern()).isEqualTo(pathPattern);
		assertThat(event.getSession().getTransport()).isEqualTo(transport);
	}

}
