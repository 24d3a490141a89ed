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

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.HastyClient;
import io.github.closeevent.contract.WebFluxHookTests;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What handlers must not notice, on Reactor Netty.
 */
class WebFluxHookOnNettyTests extends WebFluxHookTests {

	@Override
	protected boolean closesWhenCalled() {
		return false;
	}

	/**
	 * Reactor Netty answers as soon as it has read the frame, whatever the handler has
	 * received by then.
	 */
	@Test
	@Override
	protected void messagesBeforeACloseAreReceivedByAHandlerThatComesLate() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(port(), "/later")) {
			client.sendRaw(client.encodeText("one"), client.encodeClose(4001, "bye"));
			RawWebSocket.Frame answer = client.readUntilClose(Duration.ofSeconds(10));
			assertThat(answer).isNotNull();
			assertThat(answer.closeCode()).isEqualTo(4001);
			receive();
			CloseEvent event = events().awaitOne();
			assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getReceived()).isEqualTo(new CloseFrame(4001, "bye"));
			assertThat(event.wasClean()).isTrue();
		}
	}

	/**
	 * Netty still reads HTTP then, and skips what are control characters to it.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/now", "/later" })
	@Override
	protected void closeInTheSegmentOfTheHandshake(String path) throws IOException {
		CloseFrame close = new CloseFrame(4001, "bye");
		try (HastyClient client = HastyClient.connectAndClose(port(), path, close)) {
			events().assertNoMore(Duration.ofMillis(200));
		}
		CloseEvent event = events().awaitOne();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.NETWORK);
		assertThat(event.getCode()).isEqualTo(1006);
		assertThat(event.getReceived()).isNull();
	}

}
