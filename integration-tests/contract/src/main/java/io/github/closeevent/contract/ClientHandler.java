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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * What the application of a client does, told by the messages of the server: "throw",
 * "error", "close", "close 4001 bye".
 */
final class ClientHandler extends TextWebSocketHandler {

	private final BlockingQueue<WebSocketSession> sessions = new LinkedBlockingQueue<>();

	private volatile boolean throwsWhenEstablished;

	/**
	 * Throw out of the next {@code afterConnectionEstablished}.
	 */
	void throwWhenEstablished() {
		this.throwsWhenEstablished = true;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) {
		this.sessions.add(session);
		if (this.throwsWhenEstablished) {
			this.throwsWhenEstablished = false;
			throw new IllegalStateException("asked to throw");
		}
	}

	@Override
	protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
		String[] words = message.getPayload().split(" ", 3);
		switch (words[0]) {
			case "throw" -> throw new IllegalStateException("asked to throw");
			case "error" -> throw new StackOverflowError("asked to fail");
			case "close" ->
				session.close(new CloseStatus(Integer.parseInt(words[1]), (words.length > 2) ? words[2] : null));
			default -> throw new IllegalArgumentException(message.getPayload());
		}
	}

	/**
	 * Return the next session as the handler sees it.
	 */
	WebSocketSession awaitSession() {
		try {
			WebSocketSession session = this.sessions.poll(10, TimeUnit.SECONDS);
			if (session == null) {
				throw new AssertionError("No session was opened");
			}
			return session;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
