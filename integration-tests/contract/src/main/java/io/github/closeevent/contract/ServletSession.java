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

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * A session of a servlet application.
 *
 * @param session what the handler was given
 */
record ServletSession(WebSocketSession session) implements ApplicationSession {

	@Override
	public String id() {
		return this.session.getId();
	}

	@Override
	public @Nullable Object nativeSession() {
		return (WebSocketSessionDecorator.unwrap(this.session) instanceof NativeWebSocketSession springs)
				? springs.getNativeSession() : null;
	}

	@Override
	public boolean isOpen() {
		return this.session.isOpen();
	}

	@Override
	public void send(String text) throws IOException {
		this.session.sendMessage(new TextMessage(text));
	}

	@Override
	public void close() throws IOException {
		this.session.close();
	}

	@Override
	public void close(int code, String reason) throws IOException {
		this.session.close(reason.isEmpty() ? new CloseStatus(code) : new CloseStatus(code, reason));
	}

}
