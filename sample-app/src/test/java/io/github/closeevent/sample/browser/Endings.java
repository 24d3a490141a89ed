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

package io.github.closeevent.sample.browser;

import java.util.List;

import io.github.closeevent.CloseInitiator;

/**
 * What both ends are told of an ending that is not a close by the page.
 */
final class Endings {

	private Endings() {
	}

	/**
	 * What the server closes with is what the browser reads, whatever carries it.
	 */
	static ServerTold closedByApplication(int code, String reason) {
		return ServerTold.clean(CloseInitiator.APPLICATION, code, reason);
	}

	/**
	 * Spring's own status, and that of its SockJS sessions.
	 */
	static ServerTold closedWithoutACode(Flavour flavour) {
		return switch (flavour) {
			case RAW, STOMP -> closedByApplication(1000, "");
			case SOCKJS, STOMP_SOCKJS, SOCKJS_HTTP -> closedByApplication(3000, "Go away!");
		};
	}

	/**
	 * A handler that fails closes with 1011. STOMP has no handler: its layer answers with
	 * an ERROR frame and calls it an error of protocol.
	 */
	static ServerTold failed(Flavour flavour) {
		return switch (flavour) {
			case RAW, SOCKJS, SOCKJS_HTTP -> closedByApplication(1011, "");
			case STOMP, STOMP_SOCKJS -> ServerTold.clean(CloseInitiator.CONTAINER, 1002, "");
		};
	}

	/**
	 * There is no reason without a frame. Over HTTP the client of SockJS makes one up.
	 */
	static BrowserTold lost(Flavour flavour) {
		return BrowserTold.notClean(1006, (flavour != Flavour.SOCKJS_HTTP) ? "" : "permanent");
	}

	/**
	 * A page that goes away closes its WebSockets with 1001, and aborts its requests. The
	 * client of SockJS is faster where the browser still tells it of the unloading: it
	 * closes without a code.
	 */
	static List<ServerTold> gone(Flavour flavour) {
		ServerTold goingAway = ServerTold.clean(CloseInitiator.PEER, 1001, "");
		ServerTold noCode = ServerTold.clean(CloseInitiator.PEER, 1005, "");
		return switch (flavour) {
			case RAW, STOMP -> List.of(goingAway);
			case SOCKJS, STOMP_SOCKJS -> List.of(noCode, goingAway);
			case SOCKJS_HTTP -> List.of(ServerTold.lost());
		};
	}

}
