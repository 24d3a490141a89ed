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

import io.github.closeevent.contract.ReactiveClientContractTests;

import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.client.WebSocketClient;

/**
 * The contract on the client of Reactor Netty.
 */
class ReactiveClientContractOnNettyTests extends ReactiveClientContractTests {

	@Override
	protected WebSocketClient client() {
		return new ReactorNettyWebSocketClient();
	}

	/**
	 * Reactor Netty ends a connection as soon as it has sent a Close frame.
	 */
	@Override
	protected boolean awaitsAnswer(int code) {
		return false;
	}

	/**
	 * It asks for the end of the connection after the Close frame was written, and an
	 * answer may be faster.
	 */
	@Override
	protected boolean mayReadAnswer() {
		return true;
	}

	@Override
	protected boolean closesWhenCancelled() {
		return true;
	}

	@Override
	protected boolean completesSendersAtItsClose() {
		return true;
	}

	@Override
	protected boolean refusesBadText() {
		return false;
	}

}
