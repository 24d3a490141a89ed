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

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * What a handler receives. Tells errors of the connection from those of the handler, and
 * sees what a handler throws past Reactor: a {@link VirtualMachineError} never becomes a
 * signal.
 */
final class ReceivedFlux extends FluxOperator<WebSocketMessage, WebSocketMessage> {

	private final ReactiveSessionRecord record;

	ReceivedFlux(Flux<WebSocketMessage> source, ReactiveSessionRecord record) {
		super(source);
		this.record = record;
	}

	@Override
	public void subscribe(CoreSubscriber<? super WebSocketMessage> actual) {
		this.source.subscribe(new ReceivedSubscriber(actual));
	}

	private SessionCloseTracker tracker() {
		return this.record.getTracker();
	}

	private final class ReceivedSubscriber implements CoreSubscriber<WebSocketMessage>, Subscription {

		private final CoreSubscriber<? super WebSocketMessage> actual;

		private Subscription subscription = Operators.emptySubscription();

		private ReceivedSubscriber(CoreSubscriber<? super WebSocketMessage> actual) {
			this.actual = actual;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			this.actual.onSubscribe(this);
		}

		@Override
		public void onNext(WebSocketMessage message) {
			try {
				this.actual.onNext(message);
			}
			catch (Throwable ex) {
				tracker().handlerFailed(ReceivedFlux.this.record, ex);
				throw ex;
			}
		}

		@Override
		public void onError(Throwable ex) {
			tracker().receiveFailed(ReceivedFlux.this.record, ex);
			this.actual.onError(ex);
		}

		@Override
		public void onComplete() {
			this.actual.onComplete();
		}

		@Override
		public void request(long count) {
			this.subscription.request(count);
		}

		@Override
		public void cancel() {
			tracker().receiveCancelled(ReceivedFlux.this.record);
			this.subscription.cancel();
		}

	}

}
