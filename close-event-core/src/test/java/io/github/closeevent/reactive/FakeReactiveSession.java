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

package io.github.closeevent.reactive;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * A session of a server that nobody knows, which a test plays.
 */
class FakeReactiveSession implements WebSocketSession {

	static final URI URL = URI.create("ws://there.example/feed?token=secret");

	private final ManualMessages messages = new ManualMessages();

	private final Sinks.One<CloseStatus> closeStatus = Sinks.one();

	private final List<CloseStatus> closes = new ArrayList<>();

	private final Map<String, Object> attributes = new ConcurrentHashMap<>();

	private volatile boolean open = true;

	ManualMessages messages() {
		return this.messages;
	}

	List<CloseStatus> closes() {
		return this.closes;
	}

	/**
	 * The server says how the session ended.
	 */
	void end(CloseStatus status) {
		this.open = false;
		this.closeStatus.tryEmitValue(status);
	}

	@Override
	public String getId() {
		return "fake";
	}

	@Override
	public HandshakeInfo getHandshakeInfo() {
		return new HandshakeInfo(URL, new HttpHeaders(), Mono.empty(), "v1");
	}

	@Override
	public DataBufferFactory bufferFactory() {
		return DefaultDataBufferFactory.sharedInstance;
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	@Override
	public Flux<WebSocketMessage> receive() {
		return this.messages;
	}

	@Override
	public Mono<Void> send(Publisher<WebSocketMessage> messages) {
		return Flux.from(messages).then();
	}

	@Override
	public boolean isOpen() {
		return this.open;
	}

	@Override
	public Mono<Void> close(CloseStatus status) {
		this.closes.add(status);
		return Mono.empty();
	}

	@Override
	public Mono<CloseStatus> closeStatus() {
		return this.closeStatus.asMono();
	}

	@Override
	public WebSocketMessage textMessage(String payload) {
		return ManualMessages.message(payload);
	}

	@Override
	public WebSocketMessage binaryMessage(Function<DataBufferFactory, DataBuffer> payloadFactory) {
		return new WebSocketMessage(WebSocketMessage.Type.BINARY, payloadFactory.apply(bufferFactory()));
	}

	@Override
	public WebSocketMessage pingMessage(Function<DataBufferFactory, DataBuffer> payloadFactory) {
		return new WebSocketMessage(WebSocketMessage.Type.PING, payloadFactory.apply(bufferFactory()));
	}

	@Override
	public WebSocketMessage pongMessage(Function<DataBufferFactory, DataBuffer> payloadFactory) {
		return new WebSocketMessage(WebSocketMessage.Type.PONG, payloadFactory.apply(bufferFactory()));
	}

}
