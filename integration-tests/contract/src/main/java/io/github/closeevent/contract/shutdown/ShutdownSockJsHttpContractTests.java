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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.shutdown.Member.Manner;
import io.github.closeevent.contract.shutdown.Verdict.Answers;
import io.github.closeevent.test.SockJsHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shutdown of an application with SockJS over HTTP.
 */
public abstract class ShutdownSockJsHttpContractTests extends AbstractShutdownContract {

	private void start(List<String> properties) throws IOException {
		start(ServletEndpoints.SockJs.class.getName(), properties);
	}

	private static Verdict verdict(String shutdown) {
		return new Verdict(told(shutdown), Answers.NONE);
	}

	private static String frame(String shutdown) {
		CloseFrame told = told(shutdown);
		return "c[%d,\"%s\"]\n".formatted(told.code(), told.reason());
	}

	private static StreamMember reader(int number) {
		String id = String.valueOf(number);
		return (number % 2 == 0) ? StreamMember.xhrStreaming(id, Manner.ANSWERS)
				: StreamMember.eventSource(id, Manner.ANSWERS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void streamsAreToldAndTheirEventsAreHeard(String shutdown) throws Exception {
		start(properties(shutdown));
		List<StreamMember> members = times(3, ShutdownSockJsHttpContractTests::reader);
		open(members);
		this.application.terminate();
		awaitEnd(members);
		verdict(shutdown).check(members, this.application);
	}

	/**
	 * Nobody but Tomcat can end a response that is being written, which it does when its
	 * limit for a write has passed.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void streamThatIsNotReadHoldsNobodyUp(String shutdown) throws Exception {
		start(with(properties(shutdown), List.of("server.tomcat.connection-timeout=2s")));
		List<StreamMember> members = List.of(reader(0), reader(1), StreamMember.xhrStreaming("deaf", Manner.DEAF));
		open(members);
		client("/sockjs", "deaf").send("flood");
		awaitFlood(members);
		this.application.terminate();
		awaitEnd(members);
		verdict(shutdown).check(members, this.application);
	}

	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void manyStreamsAreToldAndTheirEventsAreHeard(String shutdown) throws Exception {
		start(with(properties(shutdown), IN_BATCHES));
		List<StreamMember> members = times(MANY, ShutdownSockJsHttpContractTests::reader);
		open(members);
		this.application.terminate();
		awaitEnd(members);
		verdict(shutdown).check(members, this.application);
	}

	/**
	 * One polls, one is between two polls and polls again at once, and one has gone.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "graceful", "immediate" })
	void pollersAreToldAndTheirEventsAreHeard(String shutdown) throws Exception {
		start(properties(shutdown));
		Poller polls = new Poller(client("/beating", "polls"));
		SockJsHttpClient between = client("/sockjs", "between");
		client("/sockjs", "gone").open();
		between.open();
		polls.begin();
		List<StreamMember> streams = List.of(reader(0));
		open(streams);
		this.application.terminate();
		awaitFirstTold(streams);
		assertThat(between.xhr()).isEqualTo(frame(shutdown));
		assertThat(polls.lastFrame()).isEqualTo(frame(shutdown));
		awaitEnd(streams);
		CloseFrame told = told(shutdown);
		assertEvent("polls", told);
		assertEvent("between", told);
		assertEvent("gone", null);
		assertThat(this.application.events()).as(this.application::output).hasSize(4);
	}

	private void assertEvent(String client, @Nullable CloseFrame sent) {
		int code = (sent != null) ? sent.code() : 1006;
		String reason = (sent != null) ? sent.reason() : "";
		assertThat(this.application.events().stream().filter((event) -> event.client().equals(client)))
			.as(this.application::output)
			.containsExactly(new HeardEvent(client, code, reason, CloseInitiator.CONTAINER, sent != null, sent, null));
	}

	@Test
	void newcomersAreToldWhenToComeBackWhilePollsGoOn() throws Exception {
		start(with(properties("graceful"), SLOWLY));
		List<Poller> pollers = times(4, (number) -> new Poller(client("/beating", "poller" + number)));
		for (Poller poller : pollers) {
			poller.begin();
		}
		List<StreamMember> streams = times(4, ShutdownSockJsHttpContractTests::reader);
		open(streams);
		this.application.terminate();
		awaitFirstTold(() -> streams.stream().anyMatch((stream) -> stream.close() != null)
				|| pollers.stream().anyMatch(Poller::isTold));
		pollers.forEach(Poller::mark);
		assertRefused(StreamMember.xhrStreaming("newcomer", Manner.ANSWERS));
		assertRefused(StreamMember.eventSource("another", Manner.ANSWERS));
		for (Poller poller : pollers) {
			assertThat(poller.lastFrame()).isEqualTo(frame("graceful"));
		}
		// Whichever is told last has polled meanwhile.
		assertThat(pollers).anyMatch((poller) -> poller.sinceMark() > 2);
		awaitEnd(streams);
		assertThat(this.application.events()).as(this.application::output).hasSize(8);
	}

	@Test
	void shutdownIsPlainWithoutTheDrain() throws Exception {
		start(with(properties("immediate"), List.of("close-event.shutdown.enabled=false")));
		List<StreamMember> members = times(3, ShutdownSockJsHttpContractTests::reader);
		open(members);
		this.application.terminate();
		awaitEnd(members);
		assertThat(members).as(this.application::output).allMatch((member) -> member.close() == null);
	}

	private SockJsHttpClient client(String path, String id) {
		return new SockJsHttpClient(this.application.port(), path, id);
	}

	/**
	 * Polls again whenever a poll is answered, until it is told that this is over.
	 */
	private static final class Poller {

		private final SockJsHttpClient client;

		private final AtomicInteger sinceMark = new AtomicInteger();

		private CompletableFuture<String> lastFrame = new CompletableFuture<>();

		Poller(SockJsHttpClient client) {
			this.client = client;
		}

		void begin() throws IOException {
			this.client.open();
			this.lastFrame = poll();
		}

		private CompletableFuture<String> poll() {
			return this.client.xhrAsync().thenCompose((frame) -> {
				this.sinceMark.incrementAndGet();
				return (frame.startsWith("c")) ? CompletableFuture.completedFuture(frame) : poll();
			});
		}

		void mark() {
			this.sinceMark.set(0);
		}

		/**
		 * The polls that were answered since the mark.
		 */
		int sinceMark() {
			return this.sinceMark.get();
		}

		boolean isTold() {
			return this.lastFrame.isDone();
		}

		String lastFrame() throws Exception {
			return this.lastFrame.get(30, TimeUnit.SECONDS);
		}

	}

}
