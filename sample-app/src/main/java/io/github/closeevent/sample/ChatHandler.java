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

package io.github.closeevent.sample;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.closeevent.CloseCode;

import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Echoes what it is told. Two messages are commands: {@code close 4001 bye} makes this
 * end close the session, {@code throw} makes the handler fail.
 */
@Component
class ChatHandler extends TextWebSocketHandler {

	private static final Pattern CLOSE = Pattern.compile("close (\\d{1,5})(?: (.{1,100}))?");

	@Override
	protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
		String text = message.getPayload();
		Matcher close = CLOSE.matcher(text);
		if (text.equals("throw")) {
			throw new IllegalStateException("Asked to throw");
		}
		if (close.matches()) {
			close(session, Integer.parseInt(close.group(1)), close.group(2));
		}
		else {
			session.sendMessage(message);
		}
	}

	private void close(WebSocketSession session, int code, String reason) throws IOException {
		if (code <= 0xFFFF && CloseCode.of(code).isWireLegal()) {
			session.close(new CloseStatus(code, reason));
		}
		else {
			session.sendMessage(new TextMessage("No Close frame may hold " + code));
		}
	}

}
