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

/**
 * What STOMP clients say, as raw messages and as messages of SockJS.
 */
public final class StompFrames {

	/**
	 * Opens a STOMP session.
	 */
	public static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:localhost\n\n\u0000";

	/**
	 * Is no frame.
	 */
	public static final String BAD = "NONSENSE\n\n\u0000";

	private StompFrames() {
	}

	public static String connect(String header, String value) {
		return CONNECT.replace("\n\n", "\n" + header + ":" + value + "\n\n");
	}

	public static String inSockJs(String message) {
		return "[\"" + message.replace("\n", "\\n").replace("\u0000", "\\u0000") + "\"]";
	}

}
