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

import org.springframework.stereotype.Component;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Echoes what it is told. Three messages are commands: {@code close 4001 bye} closes the
 * session from this end, {@code throw} makes the handler fail, {@code silence} keeps it
 * from answering for a while.
 */
@Component
class ChatHandler extends TextWebSocketHandler {

	private final Silence silence;

	ChatHandler(Silence silence) {
		this.silence = silence;
	}

	@Override
	protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
		String text = message.getPayload();
		if (text.equals("throw")) {
			throw new IllegalStateException("Asked to throw");
		}
		if (text.equals("silence")) {
			this.silence.keep();
		}
		else if (text.equals("close") || text.startsWith("close ")) {
			close(session, text.substring("close".length()));
		}
		else {
			session.sendMessage(message);
		}
	}

	private void close(WebSocketSession session, String codeAndReason) throws IOException {
		try {
			CloseCommand.parse(codeAndReason).run(session);
		}
		catch (IllegalArgumentException ex) {
			session.sendMessage(new TextMessage(String.valueOf(ex.getMessage())));
		}
	}

}
