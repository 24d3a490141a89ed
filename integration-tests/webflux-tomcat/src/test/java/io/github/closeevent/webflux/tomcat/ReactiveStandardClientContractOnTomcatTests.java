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

package io.github.closeevent.webflux.tomcat;

import io.github.closeevent.contract.ReactiveClientContractTests;

import org.springframework.web.reactive.socket.client.StandardWebSocketClient;
import org.springframework.web.reactive.socket.client.WebSocketClient;

/**
 * The contract on the client of the standard API, which is Tomcat here.
 */
class ReactiveStandardClientContractOnTomcatTests extends ReactiveClientContractTests {

	@Override
	protected WebSocketClient client() {
		return new StandardWebSocketClient();
	}

	/**
	 * Tomcat reads on only while it has seen no header of a Close frame.
	 */
	@Override
	protected boolean noticesInvalidCloseFrames() {
		return false;
	}

	@Override
	protected boolean knowsRemoteAddress() {
		return false;
	}

}
