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

import io.github.closeevent.reactive.CloseEventWebSocketHandlerDecoratorFactory;
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
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * A message on its way from a server to a reactive handler, and from it to the server.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 5, batchSize = 5_000_000)
@Measurement(iterations = 7, batchSize = 5_000_000)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init")
public class ReactiveMessageBenchmark {

	private static final WebSocketMessage MESSAGE = new WebSocketMessage(WebSocketMessage.Type.TEXT,
			DefaultDataBufferFactory.sharedInstance.wrap(new byte[5]));

	/**
	 * {@link Features#SPRING} or {@link Features#DEFAULT}.
	 */
	@Param
	public Features features;

	/**
	 * The server. On Reactor Netty messages are received as on Tomcat, and sent as
	 * without close-event; what is done in its channel is in
	 * {@link NettyMessageBenchmark}.
	 */
	@Param
	public ReactiveSessions server;

	private @Nullable ConfigurableApplicationContext application;

	private ReactiveSessions.FakeSession session;

	private final MessageSource toSend = new MessageSource();

	private int received;

	/**
	 * Open the session.
	 */
	@Setup
	public void open() {
		this.application = (this.features != Features.SPRING) ? Application.reactive() : null;
		this.session = this.server.create();
		WebSocketHandler handler = this::handle;
		if (this.application != null) {
			handler = this.application.getBean(CloseEventWebSocketHandlerDecoratorFactory.class).decorate(handler);
		}
		handler.handle(this.session).subscribe();
	}

	private Mono<Void> handle(WebSocketSession session) {
		Mono<Void> received = session.receive().doOnNext((message) -> this.received++).then();
		return Mono.when(received, session.send(this.toSend));
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
	public void receive() {
		this.session.getReceived().emit(MESSAGE);
	}

	/**
	 * The handler sends a message.
	 */
	@Benchmark
	public void send() {
		this.toSend.emit(MESSAGE);
	}

}
