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

import java.time.Duration;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.test.RecordedCloseEvents;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server, and what was recorded of it.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(TruthRecorder.class)
abstract class AbstractServerContract extends AbstractEventContract {

	/**
	 * Shorter than the default, so that sessions that nobody answers end soon.
	 */
	static final Duration HANDSHAKE_TIMEOUT = Duration.ofMillis(1500);

	protected static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * What ends a session that nothing else has ended.
	 */
	static final CloseFrame LIVES_ON = frame(4003, "mine");

	TestServer server;

	RecordedCloseEvents events;

	/**
	 * What runs on the server.
	 * @return a class with configuration
	 */
	protected abstract Class<?> application();

	@BeforeAll
	void start() {
		// What a server throws on its own threads is none of the test's.
		Awaitility.doNotCatchUncaughtExceptionsByDefault();
		this.server = TestServer.start(application(), "close-event.handshake-timeout=" + HANDSHAKE_TIMEOUT);
		this.events = this.server.events();
	}

	@AfterAll
	void stop() {
		this.server.close();
	}

	@BeforeEach
	void forget() {
		this.events.clear();
		book().clear();
	}

	@AfterEach
	void nothingIsLeft() {
		this.events.assertNoMore(Duration.ofMillis(50));
		await().untilAsserted(() -> assertThat(this.server.openSessions()).isZero());
		await().untilAsserted(() -> assertThat(this.server.waitingSessions()).isZero());
	}

	SessionBook book() {
		return this.server.bean(SessionBook.class);
	}

	ApplicationSession session() {
		return book().nextSession();
	}

	CloseEvent event() {
		return this.events.awaitOne();
	}

	/**
	 * This end closed: the event says what was seen of that on the wire.
	 */
	static void assertSent(CloseEvent event, @Nullable CloseFrame sent) {
		assertThat(event.getSent()).as(event.toString()).isEqualTo(sent);
		assertThat(event.getCode()).as(event.toString()).isEqualTo((sent != null) ? sent.code() : 1006);
		assertThat(event.getReason()).as(event.toString()).isEqualTo((sent != null) ? sent.reason() : "");
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(sent != null && event.getReceived() != null);
	}

}
