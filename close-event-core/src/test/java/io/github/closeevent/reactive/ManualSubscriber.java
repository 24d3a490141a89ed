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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * A handler that asks for messages when a test says so, and writes down what comes.
 */
class ManualSubscriber implements CoreSubscriber<WebSocketMessage> {

	private final List<String> received = Collections.synchronizedList(new ArrayList<>());

	private final AtomicInteger ends = new AtomicInteger();

	private final AtomicInteger inside = new AtomicInteger();

	private volatile @Nullable Subscription subscription;

	private volatile @Nullable Throwable error;

	private volatile boolean entered;

	private volatile Consumer<String> onNext = (text) -> {
	};

	private volatile Runnable onEnd = () -> {
	};

	/**
	 * Do something inside every message.
	 */
	ManualSubscriber onNext(Consumer<String> onNext) {
		this.onNext = onNext;
		return this;
	}

	ManualSubscriber onEnd(Runnable onEnd) {
		this.onEnd = onEnd;
		return this;
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
	}

	@Override
	public void onNext(WebSocketMessage message) {
		if (this.inside.getAndIncrement() != 0) {
			this.entered = true;
		}
		String text = message.getPayloadAsText();
		this.received.add(text);
		this.onNext.accept(text);
		this.inside.decrementAndGet();
	}

	@Override
	public void onError(Throwable ex) {
		this.error = ex;
		onComplete();
	}

	@Override
	public void onComplete() {
		this.ends.incrementAndGet();
		this.onEnd.run();
	}

	ManualSubscriber request(long count) {
		Objects.requireNonNull(this.subscription).request(count);
		return this;
	}

	void cancel() {
		Objects.requireNonNull(this.subscription).cancel();
	}

	List<String> received() {
		return this.received;
	}

	int ends() {
		return this.ends.get();
	}

	@Nullable Throwable error() {
		return this.error;
	}

	/**
	 * Whether a message came inside or beside another.
	 */
	boolean isEntered() {
		return this.entered;
	}

}
