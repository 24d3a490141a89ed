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
 * A close that a page asks for, and what both ends are told then.
 *
 * @param code the code that the page passes to {@code close}, or nothing
 * @param reason the reason that it passes, or nothing
 */
record AskedToClose(String code, String reason, BrowserTold browser, ServerTold server) {

	/**
	 * The frame carries what the page says, and the server's answer repeats it. An empty
	 * frame is 1005 where it is read. Tomcat answers it with 1000, and a browser reports
	 * the code that it received.
	 */
	private static final List<AskedToClose> OVER_WEBSOCKET = List.of(
			new AskedToClose("1000", "", BrowserTold.clean(1000, ""), byPeer(1000, "")),
			new AskedToClose("1000", "bye", BrowserTold.clean(1000, "bye"), byPeer(1000, "bye")),
			new AskedToClose("3000", "", BrowserTold.clean(3000, ""), byPeer(3000, "")),
			new AskedToClose("3000", "bye", BrowserTold.clean(3000, "bye"), byPeer(3000, "bye")),
			new AskedToClose("4999", "", BrowserTold.clean(4999, ""), byPeer(4999, "")),
			new AskedToClose("4999", "bye", BrowserTold.clean(4999, "bye"), byPeer(4999, "bye")),
			new AskedToClose("", "", BrowserTold.clean(1000, ""), byPeer(1005, "")));

	/**
	 * The client of SockJS tells its page what the page said, or a text of its own. Below
	 * it closes the WebSocket without a code.
	 */
	private static final List<AskedToClose> OVER_SOCKJS = List.of(
			new AskedToClose("1000", "", BrowserTold.clean(1000, "Normal closure"), byPeer(1005, "")),
			new AskedToClose("1000", "bye", BrowserTold.clean(1000, "bye"), byPeer(1005, "")),
			new AskedToClose("3000", "", BrowserTold.clean(3000, "Normal closure"), byPeer(1005, "")),
			new AskedToClose("3000", "bye", BrowserTold.clean(3000, "bye"), byPeer(1005, "")),
			new AskedToClose("4999", "", BrowserTold.clean(4999, "Normal closure"), byPeer(1005, "")),
			new AskedToClose("4999", "bye", BrowserTold.clean(4999, "bye"), byPeer(1005, "")),
			new AskedToClose("", "", BrowserTold.clean(1000, "Normal closure"), byPeer(1005, "")),
			new AskedToClose("", "bye", BrowserTold.clean(1000, "bye"), byPeer(1005, "")));

	static List<AskedToClose> over(Flavour flavour) {
		return switch (flavour) {
			case RAW, STOMP -> OVER_WEBSOCKET;
			case SOCKJS, STOMP_SOCKJS -> OVER_SOCKJS;
			// HTTP has no frame for a client that closes: it aborts its request.
			case SOCKJS_HTTP -> OVER_SOCKJS.stream()
				.map((asked) -> new AskedToClose(asked.code, asked.reason, asked.browser, ServerTold.lost()))
				.toList();
		};
	}

	private static ServerTold byPeer(int code, String reason) {
		return ServerTold.clean(CloseInitiator.PEER, code, reason);
	}

	@Override
	public String toString() {
		return "close(%s)".formatted(String.join(", ", List.of(this.code, this.reason)));
	}

}
