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

package io.github.closeevent.contract;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * The twin of {@link ScriptedHandler}: what the application does, told by the messages of
 * its client. It receives and sends at once, as most handlers do, and ends with either.
 */
final class ReactiveScriptedHandler implements WebSocketHandler {

	private final SessionBook book;

	ReactiveScriptedHandler(SessionBook book) {
		this.book = book;
	}

	@Override
	public Mono<Void> handle(WebSocketSession session) {
		Sinks.Many<String> outbound = Sinks.many().unicast().onBackpressureBuffer();
		open(this.book, session, outbound);
		Mono<Void> input = session.receive()
			.map(WebSocketMessage::getPayloadAsText)
			.takeUntil("complete"::equals)
			.concatMap((text) -> act(session, outbound, text))
			.then();
		Mono<Void> output = session.send(outbound.asFlux().map(session::textMessage));
		return Mono.zip(input, output).then();
	}

	/**
	 * Hand a session to the test, and write down what Spring tells of its end.
	 */
	static void open(SessionBook book, WebSocketSession session, Sinks.Many<String> outbound) {
		session.closeStatus()
			.map((status) -> "closeStatus(" + SessionBook.status(status.getCode(), status.getReason()) + ")")
			.defaultIfEmpty("closeStatus empty")
			.onErrorResume((ex) -> Mono.just("closeStatus error(" + ex.getClass().getSimpleName() + ")"))
			.subscribe((told) -> book.tell(session.getId(), told));
		book.opened(new ReactiveSession(session, outbound));
	}

	private static Mono<Void> act(WebSocketSession session, Sinks.Many<String> outbound, String text) {
		String[] words = text.split(" ", 3);
		return switch (words[0]) {
			case "throw" -> throw new IllegalStateException("asked to throw");
			case "error" -> throw new AssertionError("asked to fail");
			case "fail" -> Mono.error(new IllegalStateException("asked to fail"));
			case "close-and-throw" ->
				close(session, words).then(Mono.error(() -> new IllegalStateException("asked to throw after a close")));
			case "send" -> Mono.fromRunnable(() -> outbound.tryEmitNext(words[1]));
			case "close" -> close(session, words);
			default -> Mono.empty();
		};
	}

	private static Mono<Void> close(WebSocketSession session, String[] words) {
		if (words.length == 1) {
			return session.close();
		}
		return session.close(CloseStatus.create(Integer.parseInt(words[1]), (words.length > 2) ? words[2] : null));
	}

}
