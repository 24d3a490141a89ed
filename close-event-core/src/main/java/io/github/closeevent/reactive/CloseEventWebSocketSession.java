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

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.closeevent.CloseInitiator;
import io.github.closeevent.session.CloseCause;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * The session that a handler sees. Notes who closes it, and passes everything on.
 */
final class CloseEventWebSocketSession implements WebSocketSession {

	private final WebSocketSession delegate;

	private final ReactiveSessionRecord record;

	private final @Nullable MessagesOnDemand onDemand;

	CloseEventWebSocketSession(ReactiveSessionRecord record) {
		this.delegate = record.getWebSocketSession();
		this.record = record;
		this.onDemand = (record.getConnection().isReadOnDemand()) ? new MessagesOnDemand(this.delegate.receive())
				: null;
		record.setView(this);
	}

	private SessionCloseTracker tracker() {
		return this.record.getTracker();
	}

	/**
	 * The handler runs, and may have asked for messages or not.
	 */
	void handlerSubscribed() {
		if (this.onDemand != null) {
			this.onDemand.read();
		}
	}

	/**
	 * This end closes, or the handler has ended, at which the server does.
	 */
	void closing() {
		if (this.onDemand != null) {
			this.onDemand.readToEnd();
		}
	}

	@Override
	public Flux<WebSocketMessage> receive() {
		return new ReceivedFlux((this.onDemand != null) ? this.onDemand : this.delegate.receive(), this.record);
	}

	@Override
	public Mono<Void> send(Publisher<WebSocketMessage> messages) {
		if (this.record.getConnection().getWire() != null) {
			// A loss is seen on the connection.
			return this.delegate.send(messages);
		}
		AtomicReference<@Nullable Throwable> own = new AtomicReference<>();
		return this.delegate.send(Flux.from(messages).doOnError(own::set)).doOnError(IOException.class, (ex) -> {
			if (ex != own.get()) {
				tracker().writeFailed(this.record, ex);
			}
		});
	}

	@Override
	public Mono<Void> close() {
		return close(CloseStatus.NORMAL);
	}

	@Override
	public Mono<Void> close(CloseStatus status) {
		return (Connections.closesWhenSubscribed(this.delegate)) ? closeWhenSubscribed(status) : closeNow(status);
	}

	/**
	 * Reactor Netty closes when somebody subscribes.
	 */
	private Mono<Void> closeWhenSubscribed(CloseStatus status) {
		Mono<Void> close = this.delegate.close(status);
		return Mono.defer(() -> {
			CloseCause cause = tracker().closing(this.record, CloseInitiator.APPLICATION, status);
			return (cause != null) ? tracker().watch(this.record, cause, close) : close;
		});
	}

	/**
	 * The other servers close when they are called, and tell later whether it worked.
	 */
	private Mono<Void> closeNow(CloseStatus status) {
		CloseCause cause = tracker().closing(this.record, CloseInitiator.APPLICATION, status);
		if (cause == null) {
			return this.delegate.close(status);
		}
		Mono<Void> close = tracker().close(this.record, cause, status);
		if (!this.record.getConnection().isExact()) {
			return tracker().watch(this.record, cause, close);
		}
		tracker().watch(this.record, cause, close).subscribe(null, (ex) -> {
			// Whoever asked for the close is told, too.
		});
		closing();
		return close;
	}

	@Override
	public String getId() {
		return this.delegate.getId();
	}

	@Override
	public HandshakeInfo getHandshakeInfo() {
		return this.delegate.getHandshakeInfo();
	}

	@Override
	public DataBufferFactory bufferFactory() {
		return this.delegate.bufferFactory();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.delegate.getAttributes();
	}

	@Override
	public boolean isOpen() {
		return this.delegate.isOpen();
	}

	@Override
	public Mono<CloseStatus> closeStatus() {
		return this.delegate.closeStatus();
	}

	@Override
	public WebSocketMessage textMessage(String payload) {
		return this.delegate.textMessage(payload);
	}

	@Override
	public WebSocketMessage binaryMessage(Function<DataBufferFactory, DataBuffer> payloadFactory) {
		return this.delegate.binaryMessage(payloadFactory);
	}

	@Override
	public WebSocketMessage pingMessage(Function<DataBufferFactory, DataBuffer> payloadFactory) {
		return this.delegate.pingMessage(payloadFactory);
	}

	@Override
	public WebSocketMessage pongMessage(Function<DataBufferFactory, DataBuffer> payloadFactory) {
		return this.delegate.pongMessage(payloadFactory);
	}

	@Override
	public String toString() {
		return this.delegate.toString();
	}

}
