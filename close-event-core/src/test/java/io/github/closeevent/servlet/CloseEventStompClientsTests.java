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

package io.github.closeevent.servlet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.messaging.converter.StringMessageConverter;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventStompClients}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloseEventStompClientsTests {

	private final ClientTrackers trackers = new ClientTrackers();

	private final CloseEventWebSocketClients clients = new CloseEventWebSocketClients(this.trackers.tracker(true));

	private final CloseEventStompClients stompClients = new CloseEventStompClients(this.clients);

	private final FakeWebSocketClient.Started delegate = new FakeWebSocketClient.Started();

	@AfterEach
	void close() {
		this.trackers.close();
	}

	@Test
	void copyHasEverySetting() {
		WebSocketStompClient original = new WebSocketStompClient(this.delegate);
		original.setMessageConverter(new StringMessageConverter());
		original.setTaskScheduler(new SimpleAsyncTaskScheduler());
		original.setDefaultHeartbeat(new long[] { 0, 0 });
		original.setReceiptTimeLimit(1);
		original.setInboundMessageSizeLimit(2);
		original.setOutboundMessageSizeLimit(3);
		original.setAutoStartup(false);
		original.setPhase(4);
		WebSocketStompClient copy = this.stompClients.decorate(original);
		assertThat(copy).isNotSameAs(original)
			.usingRecursiveComparison()
			.ignoringFields("webSocketClient")
			.isEqualTo(original);
		assertThat(copy.getWebSocketClient()).isNotSameAs(this.delegate)
			.isSameAs(this.clients.decorate(copy.getWebSocketClient()));
	}

	@Test
	void copyHasTheDefaults() {
		WebSocketStompClient original = new WebSocketStompClient(this.delegate);
		assertThat(this.stompClients.decorate(original)).usingRecursiveComparison()
			.ignoringFields("webSocketClient")
			.isEqualTo(original);
	}

	@Test
	void copyOfARunningClientRuns() {
		WebSocketStompClient original = new WebSocketStompClient(this.delegate);
		original.start();
		WebSocketStompClient copy = this.stompClients.decorate(original);
		assertThat(copy.isRunning()).isTrue();
		copy.stop();
		assertThat(this.delegate.isRunning()).isFalse();
	}

	@Test
	void clientThatIsBuiltWithADecoratedOneStaysAsItIs() {
		WebSocketStompClient original = new WebSocketStompClient(this.clients.decorate(this.delegate));
		assertThat(this.stompClients.decorate(original)).isSameAs(original);
	}

	@Test
	void subclassIsLeftAsItIsAndWarnedOf(CapturedOutput output) {
		WebSocketStompClient original = new OwnStompClient(this.delegate);
		assertThat(this.stompClients.decorate(original)).isSameAs(original);
		assertThat(output).contains("Sessions of " + OwnStompClient.class.getName() + " will have no close event");
	}

	private static final class OwnStompClient extends WebSocketStompClient {

		OwnStompClient(WebSocketClient client) {
			super(client);
		}

	}

}
