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

import java.util.Collections;
import java.util.concurrent.CountDownLatch;

import io.github.closeevent.servlet.WebSocketRequestHandlers;
import io.github.closeevent.session.SessionRecords;
import org.apache.tomcat.websocket.WsSession;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * What Tomcat's callbacks at the opening and at a close by the peer cost. In plain Spring
 * the handler publishes an event of its own.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 5, batchSize = 80)
@Measurement(iterations = 7, batchSize = 20)
@SuppressWarnings("NullAway.Init")
public class SessionBenchmark {

	/**
	 * How many sessions are opened, or closed, at a time.
	 */
	static final int BATCH = 1000;

	private static final CloseStatus STATUS = new CloseStatus(1000, "bye");

	/**
	 * Open sessions. They are forgotten afterwards.
	 * @param state the sessions
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public void open(Opening state) throws Exception {
		for (int i = 0; i < BATCH; i++) {
			state.open(i);
		}
	}

	/**
	 * Close sessions.
	 * @param state the sessions
	 */
	@Benchmark
	@OperationsPerInvocation(BATCH)
	public void close(Closing state) throws Exception {
		for (int i = 0; i < BATCH; i++) {
			state.handlers[i].afterConnectionClosed(state.sessions[i], STATUS);
		}
		if (state.features == Features.ASYNC) {
			Listeners.Awaited.left.await();
		}
	}

	/**
	 * An application and its sessions.
	 */
	@State(Scope.Thread)
	public static class Sessions {

		/**
		 * What the application has switched on.
		 */
		@Param
		public Features features;

		/**
		 * How many listeners hear each close.
		 */
		@Param("1")
		public int listeners;

		final WsSession nativeSession = NativeSessions.tomcat();

		final WebSocketSession[] sessions = new WebSocketSession[BATCH];

		final WebSocketHandler[] handlers = new WebSocketHandler[BATCH];

		ConfigurableApplicationContext application;

		private WebSocketHttpRequestHandler mapping;

		private WebSocketRequestHandlers requestHandlers;

		private SessionRecords records;

		/**
		 * Start the application.
		 */
		@Setup
		public void start() {
			Listeners listener = switch (this.features) {
				case SPRING -> Listeners.SPRING;
				case ASYNC -> Listeners.AWAITED;
				default -> Listeners.PLAIN;
			};
			this.application = Application.servlet(this.features,
					Collections.nCopies(this.listeners, listener.getType()).toArray(Class<?>[]::new));
			WebSocketHandler handler = (this.features == Features.SPRING) ? new PublishingHandler(this.application)
					: new AbstractWebSocketHandler() {
					};
			this.mapping = new WebSocketHttpRequestHandler(handler);
			if (this.features != Features.SPRING) {
				this.requestHandlers = this.application.getBean(WebSocketRequestHandlers.class);
				this.records = this.application.getBean(SessionRecords.class);
			}
		}

		void create() {
			NativeSessions.open(this.nativeSession);
			for (int i = 0; i < BATCH; i++) {
				this.sessions[i] = new ServletSessions.OnTomcat(this.nativeSession);
			}
		}

		/**
		 * Do what a handshake does, and what its server does then.
		 */
		void open(int i) throws Exception {
			WebSocketHttpRequestHandler handshake = (this.features == Features.SPRING) ? this.mapping
					: (WebSocketHttpRequestHandler) this.requestHandlers.decorate(this.mapping, "/chat");
			WebSocketHandler handler = handshake.getWebSocketHandler();
			this.handlers[i] = handler;
			handler.afterConnectionEstablished(this.sessions[i]);
		}

		void forgetAll() {
			this.records.stream().forEach(this.records::remove);
		}

		int countOpen() {
			return (this.features != Features.SPRING) ? this.records.size() : 0;
		}

		/**
		 * Stop the application.
		 */
		@TearDown
		public void stop() {
			this.application.close();
		}

	}

	/**
	 * Sessions to open.
	 */
	public static class Opening extends Sessions {

		/**
		 * Make sessions.
		 */
		@Setup(Level.Invocation)
		public void prepare() {
			Meter.pause();
			create();
			Meter.resume();
		}

		/**
		 * Forget the sessions.
		 */
		@TearDown(Level.Invocation)
		public void forget() {
			Meter.pause();
			if (this.features != Features.SPRING) {
				Assert.state(countOpen() == BATCH, "All sessions must be open");
				forgetAll();
			}
			Meter.resume();
		}

	}

	/**
	 * Sessions to close.
	 */
	public static class Closing extends Sessions {

		/**
		 * Make and open sessions whose peer closes.
		 */
		@Setup(Level.Invocation)
		public void prepare() throws Exception {
			Meter.pause();
			create();
			for (int i = 0; i < BATCH; i++) {
				open(i);
			}
			NativeSessions.peerCloses(this.nativeSession, STATUS.getCode(), "bye");
			Listeners.Awaited.left = new CountDownLatch(BATCH);
			Meter.resume();
		}

		/**
		 * See that they were closed.
		 */
		@TearDown(Level.Invocation)
		public void check() {
			Meter.pause();
			Assert.state(countOpen() == 0, "All sessions must have ended");
			Meter.resume();
		}

	}

	/**
	 * A handler of an application without close-event.
	 */
	private static final class PublishingHandler extends AbstractWebSocketHandler {

		private final ApplicationEventPublisher publisher;

		PublishingHandler(ApplicationEventPublisher publisher) {
			this.publisher = publisher;
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
			this.publisher.publishEvent(new SpringCloseEvent(session, status.getCode(), status.getReason()));
		}

	}

}
