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

package io.github.closeevent.contract.shutdown;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.test.RawServerWebSocket;
import io.github.closeevent.test.RawWebSocket.Frame;
import io.github.closeevent.test.RawWebSocketServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shutdown of an application that is the client of WebSockets.
 */
public abstract class ShutdownClientContractTests extends AbstractShutdownContract {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final CloseFrame ANSWER = new CloseFrame(1000, "farewell");

	/**
	 * Whether the client waits for the answer to its Close frame.
	 * @param code the code of the frame
	 * @return whether a close that is answered is clean
	 */
	protected boolean awaitsAnswer(int code) {
		return true;
	}

	/**
	 * Whether the client may read an answer that it does not wait for.
	 * @return whether a close that is not answered for sure may be clean
	 */
	protected boolean mayReadAnswer() {
		return false;
	}

	/**
	 * Return the kind of client.
	 * @return the name of the class that connects
	 */
	protected String endpoints() {
		return ClientEndpoints.Servlet.class.getName();
	}

	/**
	 * Return the name of the class that connects by Reactor Netty's client.
	 * @return its name
	 */
	protected static String reactive() {
		return ClientEndpoints.Reactive.class.getName();
	}

	/**
	 * The first peer answers, and the others do not.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1001, 4000 })
	void serversAreToldAndTheEventsAreHeard(int code) throws Exception {
		CloseFrame told = new CloseFrame(code, "bye");
		List<RawServerWebSocket> sessions = connect(told);
		this.application.terminate();
		for (RawServerWebSocket session : sessions) {
			Frame close = session.readUntilClose(PATIENCE);
			assertThat(close).as(this.application::output).isNotNull();
			assertThat(close.closeCode()).isEqualTo(told.code());
			assertThat(close.closeReason()).isEqualTo(told.reason());
		}
		answer(sessions.get(0));
		assertThat(this.application.awaitExit(GONE)).isEqualTo(ApplicationProcess.TERMINATED);
		List<HeardEvent> expected = new ArrayList<>();
		HeardEvent answered = event(0, told, true);
		boolean read = awaitsAnswer(code) || (mayReadAnswer() && this.application.events().contains(answered));
		expected.add((read) ? answered : event(0, told, false));
		for (int number = 1; number < ClientEndpoints.CLIENTS; number++) {
			expected.add(event(number, told, false));
		}
		assertThat(this.application.events()).as(this.application::output)
			.containsExactlyInAnyOrderElementsOf(expected);
		assertThat(this.application.sessionsLeft()).isZero();
		for (RawServerWebSocket session : sessions) {
			session.close();
		}
	}

	private List<RawServerWebSocket> connect(CloseFrame told) throws Exception {
		try (RawWebSocketServer server = RawWebSocketServer.start()) {
			FutureTask<List<RawServerWebSocket>> accepting = background(() -> {
				List<RawServerWebSocket> accepted = new ArrayList<>();
				for (int number = 0; number < ClientEndpoints.CLIENTS; number++) {
					accepted.add(server.accept(PATIENCE));
				}
				return accepted;
			});
			start(endpoints(), List.of(ClientEndpoints.URI_PROPERTY + "=ws://127.0.0.1:" + server.port() + "/",
					"close-event.shutdown.code=" + told.code(), "close-event.shutdown.reason=" + told.reason()));
			return accepting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
	}

	private static <T> FutureTask<T> background(Callable<T> callable) {
		FutureTask<T> task = new FutureTask<>(callable);
		Thread thread = new Thread(task, "accepting");
		thread.setDaemon(true);
		thread.start();
		return task;
	}

	private static void answer(RawServerWebSocket session) {
		try {
			session.sendClose(ANSWER.code(), ANSWER.reason());
		}
		catch (IOException ex) {
			// It did not wait for it.
		}
	}

	private static HeardEvent event(int number, CloseFrame sent, boolean answered) {
		return new HeardEvent(String.valueOf(number), sent.code(), sent.reason(), CloseInitiator.CONTAINER, answered,
				sent, (answered) ? ANSWER : null);
	}

}
