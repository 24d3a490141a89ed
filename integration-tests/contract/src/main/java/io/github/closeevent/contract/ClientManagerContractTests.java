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
import java.net.URI;

import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.client.WebSocketConnectionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A connection manager that is built with a decorated client.
 */
@SuppressWarnings("NullAway.Init") // Set before each test
public abstract class ClientManagerContractTests extends AbstractClientContractTests {

	private WebSocketConnectionManager manager;

	@Override
	void beginToConnect(URI uri) {
		this.manager = new WebSocketConnectionManager(decorate(standardClient()), this.handler, uri);
		this.manager.start();
	}

	@Test
	void managerIsStopped() throws IOException {
		await().until(this.manager::isConnected);
		this.manager.stop();
		assertThat(readClose()).isEqualTo(frame(1000, ""));
		this.peer.sendClose(1000, "ok");
		assertFrames(event(CloseInitiator.APPLICATION, 1000, "", true), frame(1000, ""), frame(1000, "ok"));
	}

}
