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

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * What a handler returned. The server closes the session when it ends, so its end is told
 * to the tracker right before.
 */
final class HandlerMono extends MonoOperator<Void, Void> {

	private final ReactiveSessionRecord record;

	private final @Nullable CloseEventWebSocketSession view;

	HandlerMono(Mono<Void> source, ReactiveSessionRecord record, @Nullable CloseEventWebSocketSession view) {
		super(source);
		this.record = record;
		this.view = view;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		findPrincipal(actual.currentContext());
		this.source.subscribe(new HandlerSubscriber(actual));
		if (this.view != null) {
			this.view.handlerSubscribed();
		}
		this.record.opened();
	}

	private void findPrincipal(Context context) {
		this.record.getWebSocketSession()
			.getHandshakeInfo()
			.getPrincipal()
			.map(Principal::getName)
			.contextWrite(context)
			.subscribe(this.record::setPrincipalName, (ex) -> {
				// Then nobody is known by name.
			});
	}

	private SessionCloseTracker tracker() {
		return this.record.getTracker();
	}

	private final class HandlerSubscriber implements CoreSubscriber<Void>, Subscription {

		private final CoreSubscriber<? super Void> actual;

		private Subscription subscription = Operators.emptySubscription();

		private HandlerSubscriber(CoreSubscriber<? super Void> actual) {
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
		public void request(long count) {
			this.subscription.request(count);
		}

		@Override
		public void cancel() {
			tracker().handlerCancelled(HandlerMono.this.record);
			this.subscription.cancel();
		}

		@Override
		public void onNext(Void nothing) {
			this.actual.onNext(nothing);
		}

		@Override
		public void onError(Throwable ex) {
			tracker().handlerFailed(HandlerMono.this.record, ex);
			this.actual.onError(ex);
			handled();
		}

		@Override
		public void onComplete() {
			tracker().handlerCompletes(HandlerMono.this.record, this.actual::onComplete);
			handled();
		}

		private void handled() {
			CloseEventWebSocketSession session = HandlerMono.this.view;
			if (session != null) {
				session.closing();
			}
		}

	}

}
