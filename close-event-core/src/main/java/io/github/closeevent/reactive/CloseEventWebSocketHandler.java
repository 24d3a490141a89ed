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

import java.util.List;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * The decorator around an application's handler. Calls it exactly as the server would,
 * and tells the tracker what it saw.
 *
 * @see SessionCloseTracker
 */
final class CloseEventWebSocketHandler implements WebSocketHandler {

	private final WebSocketHandler delegate;

	private final SessionCloseTracker tracker;

	private final SessionFacts facts;

	CloseEventWebSocketHandler(WebSocketHandler delegate, SessionCloseTracker tracker, SessionFacts facts) {
		this.delegate = delegate;
		this.tracker = tracker;
		this.facts = facts;
	}

	CloseEventWebSocketHandler withFacts(SessionFacts facts) {
		return (this.facts == SessionFacts.NONE) ? new CloseEventWebSocketHandler(this.delegate, this.tracker, facts)
				: this;
	}

	@Override
	public List<String> getSubProtocols() {
		return this.delegate.getSubProtocols();
	}

	@Override
	public Mono<Void> handle(WebSocketSession session) {
		ReactiveSessionRecord record = this.tracker.open(session, this.facts);
		if (record == null) {
			return this.delegate.handle(session);
		}
		CloseEventWebSocketSession view = (this.tracker.wraps(record)) ? new CloseEventWebSocketSession(record) : null;
		try {
			Mono<Void> handling = this.delegate.handle((view != null) ? view : session);
			return new HandlerMono(handling, record, view);
		}
		catch (Throwable ex) {
			this.tracker.handlerThrew(record, ex);
			record.opened();
			throw ex;
		}
	}

	@Override
	public String toString() {
		return "CloseEventWebSocketHandler[" + this.delegate + "]";
	}

}
