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

package io.github.closeevent.sample.chat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.closeevent.CloseCode;
import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/**
 * What a client asks this end to close with.
 *
 * @param status the code and the reason, or null to leave both to Spring
 */
record CloseCommand(@Nullable CloseStatus status) {

	private static final Pattern CODE_AND_REASON = Pattern.compile("(\\d{1,5})(?: (.+))?");

	/**
	 * Read a command.
	 * @param text a code and maybe a reason, such as {@code 4001 bye}, or nothing
	 * @throws IllegalArgumentException if no Close frame may hold the code
	 */
	static CloseCommand parse(String text) {
		String trimmed = text.trim();
		if (trimmed.isEmpty()) {
			return new CloseCommand(null);
		}
		Matcher matcher = CODE_AND_REASON.matcher(trimmed);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + trimmed + "' is no code and reason, such as 4001 bye");
		}
		int code = Integer.parseInt(matcher.group(1));
		if (code > 0xFFFF || !CloseCode.of(code).isWireLegal()) {
			throw new IllegalArgumentException("No Close frame may hold " + code);
		}
		return new CloseCommand(new CloseStatus(code, matcher.group(2)));
	}

	/**
	 * Close a session.
	 * @throws IllegalArgumentException if the server refuses to send the code
	 */
	void run(WebSocketSession session) throws IOException {
		if (this.status != null) {
			session.close(this.status);
		}
		else {
			session.close();
		}
	}

}
