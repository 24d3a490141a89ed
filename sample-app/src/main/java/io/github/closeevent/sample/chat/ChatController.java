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

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.annotation.SendToUser;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.WebSocketSession;

/**
 * The chat over STOMP: what is sent to {@code /app/chat} goes to all who subscribed to
 * {@code /topic/chat}; {@code 4001 bye} sent to {@code /app/close} closes the session
 * that sent it.
 */
@Controller
class ChatController {

	private final StompSessions sessions;

	ChatController(StompSessions sessions) {
		this.sessions = sessions;
	}

	@MessageMapping("/chat")
	@SendTo("/topic/chat")
	String chat(String text) {
		return text;
	}

	@MessageMapping("/close")
	void close(@Payload(required = false) @Nullable String codeAndReason,
			@Header(SimpMessageHeaderAccessor.SESSION_ID_HEADER) String sessionId) throws IOException {
		CloseCommand command = CloseCommand.parse((codeAndReason != null) ? codeAndReason : "");
		WebSocketSession session = this.sessions.find(sessionId);
		if (session != null) {
			command.run(session);
		}
	}

	@MessageExceptionHandler
	@SendToUser(destinations = "/queue/answers", broadcast = false)
	@Nullable String refused(IllegalArgumentException ex) {
		return ex.getMessage();
	}

}
