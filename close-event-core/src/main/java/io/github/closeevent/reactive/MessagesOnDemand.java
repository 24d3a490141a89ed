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

import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;

import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * The messages of a server that reads only what is asked for. A Close frame would go
 * unnoticed while the handler asks for nothing, so this asks in its place, for one
 * message at a time, and keeps that one until the handler does ask. Once this end closes,
 * messages that nobody receives are dropped, so that the answer is read.
 */
final class MessagesOnDemand extends Flux<WebSocketMessage> {

	private final Flux<WebSocketMessage> source;

	private final Queue<WebSocketMessage> kept = Queues.<WebSocketMessage>unbounded(8).get();

	/**
	 * How many messages the server was asked for that have not come.
	 */
	private final AtomicLong asked = new AtomicLong();

	private final AtomicInteger work = new AtomicInteger();

	private final AtomicBoolean reading = new AtomicBoolean();

	private final AtomicReference<@Nullable Receiver> receiver = new AtomicReference<>();

	private volatile @Nullable Subscription server;

	private volatile boolean toEnd;

	private volatile boolean done;

	private volatile @Nullable Throwable error;

	MessagesOnDemand(Flux<WebSocketMessage> source) {
		this.source = source;
	}

	/**
	 * Read as far as is possible without losing a message.
	 */
	void read() {
		if (this.reading.compareAndSet(false, true)) {
			this.source.subscribe(new Server());
		}
	}

	/**
	 * Read to the end: this end closes.
	 */
	void readToEnd() {
		this.toEnd = true;
		read();
		drain();
	}

	@Override
	public void subscribe(CoreSubscriber<? super WebSocketMessage> actual) {
		Receiver next = new Receiver(actual);
		actual.onSubscribe(next);
		if (!next.cancelled) {
			this.receiver.set(next);
		}
		if (next.cancelled) {
			this.receiver.compareAndSet(next, null);
		}
		read();
		drain();
	}

	private void drain() {
		if (this.work.getAndIncrement() == 0) {
			drainLoop();
		}
	}

	private void drainLoop() {
		int missed = 1;
		try {
			do {
				deliver();
				ask();
				missed = this.work.addAndGet(-missed);
			}
			while (missed != 0);
		}
		catch (Throwable ex) {
			// Whoever comes next goes on.
			this.work.set(0);
			throw ex;
		}
	}

	private void deliver() {
		while (true) {
			boolean ended = this.done;
			Receiver to = this.receiver.get();
			WebSocketMessage next = this.kept.peek();
			if (next == null) {
				if (ended && to != null && this.receiver.compareAndSet(to, null)) {
					to.end(this.error);
				}
				return;
			}
			if (to != null && to.demand.get() > 0) {
				this.kept.poll();
				to.receive(next);
			}
			else if (to == null && (this.toEnd || this.asked.get() == Long.MAX_VALUE)) {
				this.kept.poll();
				next.release();
			}
			else {
				return;
			}
		}
	}

	private void ask() {
		Subscription subscription = this.server;
		if (subscription == null || this.done) {
			return;
		}
		Receiver to = this.receiver.get();
		long wanted = Math.max((to != null) ? to.demand.get() : 0, (this.kept.isEmpty()) ? 1 : 0);
		long more = wanted - this.asked.get();
		if (more > 0) {
			this.asked.addAndGet(more);
			subscription.request(more);
		}
	}

	/**
	 * Receives from the server.
	 */
	private final class Server implements CoreSubscriber<WebSocketMessage> {

		@Override
		public void onSubscribe(Subscription subscription) {
			MessagesOnDemand.this.server = subscription;
			drain();
		}

		@Override
		public void onNext(WebSocketMessage message) {
			AtomicLong asked = MessagesOnDemand.this.asked;
			Receiver to = MessagesOnDemand.this.receiver.get();
			if (asked.get() == Long.MAX_VALUE) {
				if (to != null && isIdle() && to.demand.get() == Long.MAX_VALUE) {
					// Everything was asked for, and nobody but this thread adds messages.
					to.actual.onNext(message);
					return;
				}
			}
			else {
				asked.decrementAndGet();
			}
			if (to == null || !MessagesOnDemand.this.work.compareAndSet(0, 1)) {
				MessagesOnDemand.this.kept.add(message);
				drain();
				return;
			}
			if (to.demand.get() == 0 || !MessagesOnDemand.this.kept.isEmpty()) {
				MessagesOnDemand.this.kept.add(message);
			}
			else {
				receive(to, message);
			}
			drainLoop();
		}

		private boolean isIdle() {
			return MessagesOnDemand.this.work.get() == 0 && MessagesOnDemand.this.kept.isEmpty();
		}

		private void receive(Receiver to, WebSocketMessage message) {
			try {
				to.receive(message);
			}
			catch (Throwable ex) {
				MessagesOnDemand.this.work.set(0);
				throw ex;
			}
		}

		@Override
		public void onError(Throwable ex) {
			MessagesOnDemand.this.error = ex;
			onComplete();
		}

		@Override
		public void onComplete() {
			MessagesOnDemand.this.done = true;
			drain();
		}

	}

	/**
	 * Hands on to the handler.
	 */
	private final class Receiver implements Subscription {

		private final CoreSubscriber<? super WebSocketMessage> actual;

		private final AtomicLong demand = new AtomicLong();

		private volatile boolean cancelled;

		private Receiver(CoreSubscriber<? super WebSocketMessage> actual) {
			this.actual = actual;
		}

		private void receive(WebSocketMessage message) {
			if (this.demand.get() != Long.MAX_VALUE) {
				this.demand.decrementAndGet();
			}
			this.actual.onNext(message);
		}

		private void end(@Nullable Throwable error) {
			if (error != null) {
				this.actual.onError(error);
			}
			else {
				this.actual.onComplete();
			}
		}

		@Override
		public void request(long count) {
			if (Operators.validate(count)) {
				this.demand.accumulateAndGet(count, Operators::addCap);
				drain();
			}
		}

		@Override
		public void cancel() {
			this.cancelled = true;
			MessagesOnDemand.this.receiver.compareAndSet(this, null);
			drain();
		}

	}

}
