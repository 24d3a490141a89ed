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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * What a server reads, when a test says so, and never more than it was asked for.
 */
class ManualMessages extends Flux<WebSocketMessage> implements Subscription {

	private final AtomicLong requested = new AtomicLong();

	private final AtomicInteger subscribers = new AtomicInteger();

	private volatile @Nullable CoreSubscriber<? super WebSocketMessage> subscriber;

	private volatile boolean cancelled;

	private volatile Runnable onRequest = () -> {
	};

	@Override
	public void subscribe(CoreSubscriber<? super WebSocketMessage> actual) {
		this.subscribers.incrementAndGet();
		this.subscriber = actual;
		actual.onSubscribe(this);
	}

	@Override
	public void request(long count) {
		this.requested.accumulateAndGet(count, Operators::addCap);
		this.onRequest.run();
	}

	@Override
	public void cancel() {
		this.cancelled = true;
	}

	/**
	 * Do something inside every request, such as to emit.
	 */
	void onRequest(Runnable onRequest) {
		this.onRequest = onRequest;
	}

	WebSocketMessage emit(String text) {
		if (this.requested.getAndUpdate((count) -> (count == Long.MAX_VALUE) ? count : count - 1) <= 0) {
			throw new IllegalStateException("Nobody has asked for " + text);
		}
		WebSocketMessage message = message(text);
		subscriber().onNext(message);
		return message;
	}

	void complete() {
		subscriber().onComplete();
	}

	void fail(Throwable error) {
		subscriber().onError(error);
	}

	private CoreSubscriber<? super WebSocketMessage> subscriber() {
		CoreSubscriber<? super WebSocketMessage> known = this.subscriber;
		if (known == null) {
			throw new IllegalStateException("Nobody has subscribed");
		}
		return known;
	}

	long requested() {
		return this.requested.get();
	}

	int subscribers() {
		return this.subscribers.get();
	}

	boolean isCancelled() {
		return this.cancelled;
	}

	static WebSocketMessage message(String text) {
		DataBuffer buffer = DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
		return new WebSocketMessage(WebSocketMessage.Type.TEXT, new CountedDataBuffer(buffer));
	}

	static boolean isReleased(WebSocketMessage message) {
		return ((CountedDataBuffer) message.getPayload()).isReleased();
	}

}
