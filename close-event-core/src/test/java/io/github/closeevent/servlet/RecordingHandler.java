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

package io.github.closeevent.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * An application's handler that keeps its calls, and fails if it is told to.
 */
class RecordingHandler implements WebSocketHandler {

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private volatile @Nullable Throwable failure;

	List<Call> getCalls() {
		return this.calls;
	}

	WebSocketSession lastSession() {
		return this.calls.get(this.calls.size() - 1).session();
	}

	void failWith(@Nullable Throwable failure) {
		this.failure = failure;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) {
		call("established", session, null);
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
		call("message", session, message);
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) {
		call("error", session, exception);
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus closeStatus) {
		call("closed", session, closeStatus);
	}

	@Override
	public boolean supportsPartialMessages() {
		return false;
	}

	private void call(String name, WebSocketSession session, @Nullable Object argument) {
		this.calls.add(new Call(name, session, argument));
		Throwable failure = this.failure;
		if (failure != null) {
			RecordingHandler.<RuntimeException>sneak(failure);
		}
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneak(Throwable failure) throws T {
		throw (T) failure;
	}

	/**
	 * A call of the handler.
	 *
	 * @param name which method
	 * @param session the session it was called with
	 * @param argument its other argument
	 */
	record Call(String name, WebSocketSession session, @Nullable Object argument) {

	}

}
