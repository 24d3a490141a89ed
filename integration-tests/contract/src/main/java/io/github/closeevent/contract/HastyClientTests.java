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
import java.time.Duration;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Close frame in the segment of the handshake of a raw handler.
 */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Set before each test
public abstract class HastyClientTests {

	private TestServer server;

	/**
	 * Not within the time of the test: starts wait for each other.
	 */
	@BeforeEach
	void start() {
		this.server = TestServer.start(RawContractTests.Application.class);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void closeInTheSegmentOfTheHandshake() throws IOException {
		CloseFrame close = new CloseFrame(4001, "bye");
		try (HastyClient client = HastyClient.connectAndClose(this.server.port(), "/raw", close)) {
			CloseFrame answer = client.readClose();
			CloseEvent event = this.server.events().awaitOne();
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getReceived()).isEqualTo(close);
			assertThat(event.getSent()).isEqualTo(answer).isNotNull();
			assertThat(event.wasClean()).isTrue();
			this.server.events().assertNoMore(Duration.ofMillis(100));
		}
	}

}
