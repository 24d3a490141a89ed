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

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/**
 * What the application does, told by the messages of its client: "throw", "close", "close
 * 4001 bye". Hands everything else on, and its sessions to the test.
 */
public final class ScriptedHandler extends WebSocketHandlerDecorator {

	private final Book book;

	public ScriptedHandler(WebSocketHandler delegate, Book book) {
		super(delegate);
		this.book = book;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) throws Exception {
		this.book.log.add("established");
		this.book.opened(new ServletSession(session));
		misbehave(this.book.whenOpened, session);
		super.afterConnectionEstablished(session);
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
		String text = (message instanceof TextMessage textMessage) ? textMessage.getPayload() : "";
		String[] words = text.split(" ", 3);
		switch (words[0]) {
			case "throw" -> throw new IllegalStateException("asked to throw");
			case "error" -> throw new StackOverflowError("asked to fail");
			case "close-and-throw" -> {
				session.close(new CloseStatus(Integer.parseInt(words[1])));
				throw new IllegalStateException("asked to throw after a close");
			}
			case "send" -> session.sendMessage(new TextMessage(words[1]));
			case "close" -> {
				if (words.length == 1) {
					session.close();
				}
				else {
					session.close(new CloseStatus(Integer.parseInt(words[1]), (words.length > 2) ? words[2] : null));
				}
			}
			default -> super.handleMessage(session, message);
		}
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) throws Exception {
		this.book.log.add("error");
		this.book.tell(session.getId(), "error(" + exception.getClass().getSimpleName() + ")");
		misbehave(this.book.whenFailed, session);
		super.handleTransportError(session, exception);
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus closeStatus) throws Exception {
		this.book.log.add("closed " + closeStatus.getCode());
		this.book.tell(session.getId(),
				"closed(" + SessionBook.status(closeStatus.getCode(), closeStatus.getReason()) + ")");
		super.afterConnectionClosed(session, closeStatus);
		misbehave(this.book.whenClosed, session);
	}

	private static void misbehave(String what, WebSocketSession session) throws Exception {
		if (what.equals("throw")) {
			throw new IllegalStateException("asked to fail in a callback");
		}
		if (what.equals("error")) {
			throw new StackOverflowError("asked to fail in a callback");
		}
		if (what.startsWith("close ")) {
			session.close(new CloseStatus(Integer.parseInt(what.split(" ")[1])));
		}
	}

	/**
	 * The sessions as the application saw them.
	 */
	public static final class Book extends SessionBook {

		private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

		private volatile String whenOpened = "";

		private volatile String whenClosed = "";

		private volatile String whenFailed = "";

		public WebSocketSession awaitSession() {
			return ((ServletSession) nextSession()).session();
		}

		public BlockingQueue<String> log() {
			return this.log;
		}

		/**
		 * Misbehave when told of the opening.
		 * @param what {@code throw}, {@code error}, or {@code close} and a code
		 */
		public void whenOpened(String what) {
			this.whenOpened = what;
		}

		/**
		 * Misbehave when told of a close.
		 * @param what {@code throw}, {@code error}, or {@code close} and a code
		 */
		public void whenClosed(String what) {
			this.whenClosed = what;
		}

		/**
		 * Misbehave when told of a transport error.
		 * @param what {@code throw}, {@code error}, or {@code close} and a code
		 */
		public void whenFailed(String what) {
			this.whenFailed = what;
		}

		@Override
		public void clear() {
			super.clear();
			this.log.clear();
			this.whenOpened = "";
			this.whenClosed = "";
			this.whenFailed = "";
		}

	}

}
