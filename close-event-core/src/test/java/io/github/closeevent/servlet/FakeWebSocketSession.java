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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * A session of no server that is known.
 */
class FakeWebSocketSession implements WebSocketSession {

	private final String id;

	private final Map<String, Object> attributes = new ConcurrentHashMap<>();

	private final List<CloseStatus> closes = new CopyOnWriteArrayList<>();

	private volatile boolean open = true;

	private volatile @Nullable Exception closeFailure;

	private volatile @Nullable IOException sendFailure;

	FakeWebSocketSession(String id) {
		this.id = id;
	}

	List<CloseStatus> getCloses() {
		return this.closes;
	}

	void end() {
		this.open = false;
	}

	void failOnClose(@Nullable Exception failure) {
		this.closeFailure = failure;
	}

	void failOnSend(IOException failure) {
		this.sendFailure = failure;
	}

	@Override
	public void close() throws IOException {
		close(CloseStatus.NORMAL);
	}

	@Override
	public void close(CloseStatus status) throws IOException {
		Exception failure = this.closeFailure;
		if (failure instanceof IOException ioFailure) {
			throw ioFailure;
		}
		if (failure instanceof RuntimeException runtimeFailure) {
			throw runtimeFailure;
		}
		this.open = false;
		this.closes.add(status);
	}

	@Override
	public void sendMessage(WebSocketMessage<?> message) throws IOException {
		IOException failure = this.sendFailure;
		if (failure != null) {
			throw failure;
		}
	}

	@Override
	public boolean isOpen() {
		return this.open;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public @Nullable URI getUri() {
		return URI.create("ws://localhost/chat?token=secret");
	}

	@Override
	public HttpHeaders getHandshakeHeaders() {
		return new HttpHeaders();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	@Override
	public @Nullable Principal getPrincipal() {
		return () -> "ada";
	}

	@Override
	public @Nullable InetSocketAddress getLocalAddress() {
		return null;
	}

	@Override
	public @Nullable InetSocketAddress getRemoteAddress() {
		return InetSocketAddress.createUnresolved("peer", 4711);
	}

	@Override
	public @Nullable String getAcceptedProtocol() {
		return "chat.v1";
	}

	@Override
	public void setTextMessageSizeLimit(int messageSizeLimit) {
	}

	@Override
	public int getTextMessageSizeLimit() {
		return 0;
	}

	@Override
	public void setBinaryMessageSizeLimit(int messageSizeLimit) {
	}

	@Override
	public int getBinaryMessageSizeLimit() {
		return 0;
	}

	@Override
	public List<WebSocketExtension> getExtensions() {
		return List.of();
	}

}
