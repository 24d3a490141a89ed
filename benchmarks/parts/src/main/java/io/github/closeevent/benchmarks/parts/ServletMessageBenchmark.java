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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import io.github.closeevent.servlet.WebSocketRequestHandlers;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * A message on its way through Spring's own decorators, from a server to a handler and
 * back.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 5, batchSize = 5_000_000)
@Measurement(iterations = 7, batchSize = 5_000_000)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init")
public class ServletMessageBenchmark {

	private static final TextMessage MESSAGE = new TextMessage("hello");

	/**
	 * {@link Features#SPRING} or {@link Features#DEFAULT}.
	 */
	@Param
	public Features features;

	/**
	 * The server.
	 */
	@Param
	public ServletSessions server;

	/**
	 * How many types of handlers there are, at most four: with one, everything is
	 * inlined.
	 */
	@Param("1")
	public int handlers;

	/**
	 * How many sessions take turns, in no order; a power of two.
	 */
	@Param("1")
	public int sessions;

	private @Nullable ConfigurableApplicationContext application;

	private Peer[] peers;

	private int next;

	/**
	 * Open the sessions.
	 */
	@Setup
	public void open() throws Exception {
		this.application = (this.features != Features.SPRING) ? Application.servlet(this.features) : null;
		List<Supplier<Handler>> types = List.of(One::new, Two::new, Three::new, Four::new);
		List<WebSocketHttpRequestHandler> mappings = new ArrayList<>();
		for (int i = 0; i < this.handlers; i++) {
			mappings.add(new WebSocketHttpRequestHandler(types.get(i).get()));
		}
		List<Peer> peers = new ArrayList<>();
		for (int i = 0; i < this.sessions; i++) {
			peers.add(open(mappings.get(i % this.handlers)));
		}
		Collections.shuffle(peers, new Random(1));
		this.peers = peers.toArray(Peer[]::new);
	}

	private Peer open(WebSocketHttpRequestHandler mapping) throws Exception {
		WebSocketHandler handler = mapping.getWebSocketHandler();
		if (this.application != null) {
			// As each handshake does.
			Object decorated = this.application.getBean(WebSocketRequestHandlers.class).decorate(mapping, "/chat");
			Assert.state(decorated != mapping, "The handler must be decorated");
			handler = ((WebSocketHttpRequestHandler) decorated).getWebSocketHandler();
		}
		WebSocketSession session = this.server.create();
		handler.afterConnectionEstablished(session);
		WebSocketSession seen = Handler.opened;
		Assert.state((seen == session) == (this.features == Features.SPRING), "The session must be wrapped");
		return new Peer(session, handler, seen);
	}

	/**
	 * Stop the application.
	 */
	@TearDown
	public void stop() {
		if (this.application != null) {
			this.application.close();
		}
	}

	/**
	 * The server hands a message to the handler.
	 */
	@Benchmark
	public void receive() throws Exception {
		Peer peer = next();
		peer.handler.handleMessage(peer.session, MESSAGE);
	}

	/**
	 * The handler sends a message.
	 */
	@Benchmark
	public void send() throws Exception {
		next().seen.sendMessage(MESSAGE);
	}

	private Peer next() {
		this.next = (this.next + 1) & (this.peers.length - 1);
		return this.peers[this.next];
	}

	/**
	 * A session with what its server calls and what its handler sees.
	 */
	private record Peer(WebSocketSession session, WebSocketHandler handler, WebSocketSession seen) {

	}

	/**
	 * A handler of an application.
	 */
	private abstract static class Handler extends TextWebSocketHandler {

		static WebSocketSession opened;

		private int received;

		@Override
		public void afterConnectionEstablished(WebSocketSession session) {
			opened = session;
		}

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) {
			this.received++;
		}

	}

	private static final class One extends Handler {

	}

	private static final class Two extends Handler {

	}

	private static final class Three extends Handler {

	}

	private static final class Four extends Handler {

	}

}
