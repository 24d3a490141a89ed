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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.CloseReport;
import io.github.closeevent.SessionSelector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.Lifecycle;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a session of a reactive client ends, whoever ends it.
 */
public abstract class ReactiveClientContractTests extends AbstractReactiveClientPeerContractTests {

	/**
	 * Whether the client closes when the application wants no more of what it executes.
	 * @return whether a cancelled execution is a close
	 */
	protected boolean closesWhenCancelled() {
		return false;
	}

	/**
	 * Whether the client tells a handler that sends that it has completed, when it closes
	 * because the handler receives no more: the exception behind that never leaves the
	 * handler then.
	 * @return whether an exception of a handler may be lost
	 */
	protected boolean completesSendersAtItsClose() {
		return false;
	}

	// The application closes

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 4999 })
	void applicationClosesAndPeerAnswersTheSame(int code) throws IOException {
		connect().close(code, "no");
		assertThat(readClose()).isEqualTo(frame(code, "no"));
		sendIfOpen(() -> this.peer.sendClose(code, "no"));
		assertAnswered(frame(code, "no"), frame(code, "no"));
	}

	@Test
	void closerClosesAndPeerAnswers() throws Exception {
		connect();
		CompletableFuture<CloseReport> report = closer().close(SessionSelector.all(), 4001, "enough");
		assertThat(readClose()).isEqualTo(frame(4001, "enough"));
		sendIfOpen(() -> this.peer.sendClose(4001, "enough"));
		assertAnswered(frame(4001, "enough"), frame(4001, "enough"));
		CloseReport told = report.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		assertThat(told.asked()).isOne();
		assertThat(told.refused()).isEmpty();
	}

	@Test
	void applicationClosesWithoutAStatus() throws IOException {
		connect().close();
		readClose();
		sendIfOpen(() -> this.peer.sendClose(1000));
		assertAnswered(frame(1000, ""), frame(1000, ""));
	}

	@Test
	void applicationClosesAndPeerAnswersAnotherCode() throws IOException {
		connect().close(4001, "bye");
		readClose();
		sendIfOpen(() -> this.peer.sendClose(1000, "ok"));
		assertAnswered(frame(4001, "bye"), frame(1000, "ok"));
	}

	@Test
	void applicationClosesAndPeerAnswersEmptyFrame() throws IOException {
		connect().close(4001, "bye");
		readClose();
		sendIfOpen(() -> this.peer.sendClose());
		assertAnswered(frame(4001, "bye"), CloseFrame.EMPTY);
	}

	@Test
	void applicationClosesAndPeerAnswersIllegalCode() throws IOException {
		connect().close(4001);
		readClose();
		sendIfOpen(() -> this.peer.sendClose(2500, "x"));
		assertNotAnswered(frame(4001, ""));
	}

	@Test
	void applicationClosesAndPeerSendsFin() throws IOException {
		connect().close(4001);
		readClose();
		sendIfOpen(() -> this.peer.shutdownOutput());
		assertNotAnswered(frame(4001, ""));
	}

	@Test
	void applicationClosesAndPeerResets() throws IOException {
		connect().close(4001);
		readClose();
		sendIfOpen(() -> this.peer.reset());
		assertNotAnswered(frame(4001, ""));
	}

	@Test
	void applicationClosesAndPeerStaysSilent() throws IOException {
		connect().close(4001);
		readClose();
		assertNotAnswered(frame(4001, ""));
	}

	@Test
	void applicationClosesInItsHandler() throws IOException {
		connect();
		this.peer.sendText("close 4002 inside");
		readClose();
		sendIfOpen(() -> this.peer.sendClose(4002));
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(event.getSent()).isEqualTo(frame(4002, "inside"));
		assertThat(event.getReceived()).isIn(null, frame(4002, ""));
	}

	@Test
	void applicationClosesTwice() throws IOException {
		ApplicationSession session = connect();
		session.close(4001);
		try {
			session.close(4002);
		}
		catch (IOException | RuntimeException ex) {
			// Some clients say that it is closed.
		}
		assertThat(readClose()).isEqualTo(frame(4001, ""));
		sendIfOpen(() -> this.peer.sendClose(4001));
		assertAnswered(frame(4001, ""), frame(4001, ""));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1004, 1005, 1006, 1014, 1015, 1016, 2000 })
	void applicationClosesWithACodeThatAClientMayRefuse(int code) throws IOException {
		ApplicationSession session = connect();
		try {
			session.close(code);
		}
		catch (IOException | RuntimeException ex) {
			this.events.assertNoMore(Duration.ofMillis(200));
			this.peer.sendClose(4003, "mine");
			assertEchoed(4003, "mine", readClose());
			return;
		}
		CloseFrame sent = readClose();
		sendIfOpen(() -> this.peer.sendClose());
		assertAnswered(sent, CloseFrame.EMPTY);
	}

	private void assertAnswered(CloseFrame sent, CloseFrame answer) throws IOException {
		assertAnswered(sent, answer, awaitsAnswer(sent.code()));
	}

	private void assertAnswered(CloseFrame sent, CloseFrame answer, boolean answered) throws IOException {
		CloseEvent event = event();
		boolean read = answered || (mayReadAnswer() && event.getReceived() != null);
		assertEvent(event, CloseInitiator.APPLICATION, sent.code(), sent.reason(), read);
		assertFrames(event, sent, (read) ? answer : null);
	}

	private void assertNotAnswered(CloseFrame sent) throws IOException {
		assertFrames(event(CloseInitiator.APPLICATION, sent.code(), sent.reason(), false), sent, null);
	}

	// The handler ends

	@Test
	void handlerCompletes() throws IOException {
		connect();
		this.peer.sendText("complete");
		assertThat(assertEndsWithHandler().getError()).isNull();
	}

	@Test
	void handlerCompletesAtOnce() throws IOException {
		connect((session) -> Mono.empty());
		assertThat(assertEndsWithHandler().getError()).isNull();
	}

	@Test
	void handlerCompletesAndPeerStaysSilent() throws IOException {
		connect((session) -> Mono.empty());
		CloseFrame sent = readClose();
		CloseEvent event = event(CloseInitiator.APPLICATION, sent.code(), "", false);
		assertFrames(event, sent, null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fail", "throw", "error" })
	void handlerFailsWhileItSendsAndReceives(String how) throws IOException {
		connect();
		this.peer.sendText(how);
		Throwable error = assertEndsWithHandler().getError();
		if (error != null || !completesSendersAtItsClose()) {
			assertThat(error).hasMessageStartingWith("asked to");
		}
	}

	@Test
	void handlerFailsWhileItReceives() throws IOException {
		connect((session) -> session.receive().doOnNext((message) -> {
			throw new IllegalStateException("asked to throw");
		}).then());
		this.peer.sendText("throw");
		assertThat(assertEndsWithHandler().getError()).isInstanceOf(IllegalStateException.class)
			.hasMessage("asked to throw");
	}

	@Test
	void handlerFailsAtOnce() throws IOException {
		connect((session) -> Mono.error(new IllegalStateException("asked to fail")));
		assertThat(assertEndsWithHandler().getError()).isInstanceOf(IllegalStateException.class)
			.hasMessage("asked to fail");
	}

	@Test
	void handlerThrowsBeforeItReturns() throws IOException {
		connect((session) -> {
			throw new IllegalStateException("asked to throw");
		});
		CloseEvent event = event();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(event.getError()).isInstanceOf(IllegalStateException.class).hasMessage("asked to throw");
		assertThat(event.getCode()).as(event.toString()).isIn(1002, 1006, 1011);
	}

	/**
	 * The wire decides what a client makes of the end of a handler, after which nobody
	 * may be left to read the answer.
	 */
	private CloseEvent assertEndsWithHandler() throws IOException {
		CloseFrame sent = readCloseIfAny();
		sendIfOpen(() -> this.peer.sendClose(4007));
		CloseEvent event = event();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(event.getSent()).as(event.toString()).isEqualTo(sent);
		assertThat(event.getReceived()).as(event.toString()).isIn(null, frame(4007, ""));
		return event;
	}

	// The handler does not receive

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void peerClosesAndHandlerDoesNotReceive(boolean sending) throws IOException {
		ApplicationSession session = connect((opened) -> (sending) ? send(opened) : Mono.never());
		this.peer.sendClose(4001, "bye");
		if (readsUnasked()) {
			assertEchoed(4001, "bye", readClose());
			return;
		}
		this.events.assertNoMore(Duration.ofMillis(300));
		session.close(4002);
		// The bytes in the socket were not received.
		assertThat(readClose()).isEqualTo(frame(4002, ""));
		assertThat(this.events.awaitOne().getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertFrames(this.events.awaitOne(), frame(4002, ""), null);
	}

	private static Mono<Void> send(WebSocketSession session) {
		return session
			.send(Flux.interval(Duration.ofMillis(20)).onBackpressureDrop().map((tick) -> session.textMessage("tick")));
	}

	@Test
	void peerSendsFinAndHandlerDoesNotReceive() throws IOException {
		ApplicationSession session = connect((opened) -> Mono.never());
		this.peer.shutdownOutput();
		if (readsUnasked()) {
			assertFrames(event(CloseInitiator.NETWORK, 1006, "", false), null, null);
			return;
		}
		this.events.assertNoMore(Duration.ofMillis(300));
		session.close(4002);
		assertThat(readClose()).isEqualTo(frame(4002, ""));
		assertThat(this.events.awaitOne().getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
	}

	@Test
	void applicationClosesAndHandlerDoesNotReceive() throws IOException {
		connect((opened) -> Mono.never()).close(4001, "bye");
		assertThat(readClose()).isEqualTo(frame(4001, "bye"));
		sendIfOpen(() -> this.peer.sendClose(4001));
		assertAnswered(frame(4001, "bye"), frame(4001, ""), readsUnasked() && awaitsAnswer(4001));
	}

	// The client

	@Test
	void peerClosesRightAfterItsHandshake() throws IOException {
		execute((session) -> session.receive().doOnNext(WebSocketMessage::getPayloadAsText).then());
		this.peer.sendClose(4001, "early");
		assertEchoed(4001, "early", readClose());
	}

	@Test
	void executionIsCancelled() throws IOException {
		connect();
		this.execution.dispose();
		if (closesWhenCancelled()) {
			assertThat(assertEndsWithHandler().getError()).isNull();
			return;
		}
		this.events.assertNoMore(Duration.ofMillis(200));
		this.peer.sendClose(4003, "mine");
		assertEchoed(4003, "mine", readClose());
	}

	@Test
	void executionIsCancelledAndHandlerDoesNotReceive() throws IOException {
		ApplicationSession session = connect((opened) -> Mono.never());
		this.execution.dispose();
		if (!closesWhenCancelled()) {
			this.events.assertNoMore(Duration.ofMillis(200));
			session.close(4001);
		}
		assertEndsWithHandler();
	}

	@ParameterizedTest
	@ValueSource(strings = { "close", "fin", "reset", "complete", "fail" })
	void executionEndsAsWithoutUs(String how) throws Exception {
		WebSocketClient plain = client();
		if (plain instanceof Lifecycle lifecycle) {
			lifecycle.start();
		}
		execute(plain, new ReactiveScriptedHandler(book()));
		book().nextSession();
		String expected = endBy(how);
		if (plain instanceof Lifecycle lifecycle) {
			lifecycle.stop();
		}
		this.peer.close();
		this.events.assertNoMore(Duration.ofMillis(50));
		connect();
		assertThat(endBy(how)).isEqualTo(expected);
		this.events.awaitOne();
	}

	private @Nullable String endBy(String how) throws Exception {
		switch (how) {
			case "close" -> this.peer.sendClose(4001);
			case "fin" -> this.peer.shutdownOutput();
			case "reset" -> this.peer.reset();
			default -> this.peer.sendText(how);
		}
		return this.outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	@Test
	void subProtocolOfTheHandlerIsAskedFor() throws IOException {
		execute(new ProtocolHandler(new ReactiveScriptedHandler(book()), List.of("v2.chat", "v1.chat")));
		assertThat(this.peer.getHeaders().get("Sec-WebSocket-Protocol")).startsWith("v2.chat");
		book().nextSession();
		this.peer.sendClose(4001, "bye");
		assertThat(event(CloseInitiator.PEER, 4001, "bye", true).getSession().getSubProtocol()).isEqualTo("v2.chat");
	}

}
