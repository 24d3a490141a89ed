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

package io.github.closeevent.jetty;

import io.github.closeevent.contract.shutdown.ClientEndpoints;
import io.github.closeevent.contract.shutdown.ShutdownClientContractTests;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.ShutdownThread;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

/**
 * The shutdown of Jetty's client, which would otherwise cut its connections side by side
 * with the drain, by a hook of its own.
 */
class ShutdownClientOnJettyTests extends ShutdownClientContractTests {

	@Override
	protected String endpoints() {
		return Endpoints.class.getName();
	}

	@Override
	protected boolean awaitsAnswer(int code) {
		return Jetty.awaitsAnswer(code);
	}

	@Configuration(proxyBeanMethods = false)
	static class Endpoints extends ClientEndpoints.Servlet {

		@Override
		protected WebSocketClient createClient() {
			WebSocketContainer container = ContainerProvider.getWebSocketContainer();
			ShutdownThread.deregister((LifeCycle) container);
			return new StandardWebSocketClient(container);
		}

	}

}
