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

package io.github.closeevent.benchmarks.parts;

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * Messages, as many as are emitted, for one subscriber that has asked for all.
 */
@SuppressWarnings("NullAway.Init")
final class MessageSource extends Flux<WebSocketMessage> {

	private CoreSubscriber<? super WebSocketMessage> subscriber;

	@Override
	public void subscribe(CoreSubscriber<? super WebSocketMessage> subscriber) {
		this.subscriber = subscriber;
		subscriber.onSubscribe(new Subscription() {

			@Override
			public void request(long count) {
			}

			@Override
			public void cancel() {
			}

		});
	}

	void emit(WebSocketMessage message) {
		this.subscriber.onNext(message);
	}

}
