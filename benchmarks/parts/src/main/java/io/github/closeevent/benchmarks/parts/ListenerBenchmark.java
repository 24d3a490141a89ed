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

import java.net.URI;
import java.util.Collections;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * An event that is there is published to listeners, which hear it: what one of them
 * costs. There are several, because the compiler varies more in what a publication costs
 * than a filter does.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 5, batchSize = 100_000)
@Measurement(iterations = 7, batchSize = 100_000)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init")
public class ListenerBenchmark {

	/**
	 * How many listeners there are.
	 */
	static final int LISTENERS = 10;

	/**
	 * The listener.
	 */
	@Param
	public Listeners listener;

	private ConfigurableApplicationContext application;

	private CloseEvent event;

	/**
	 * Start the application.
	 */
	@Setup
	public void start() {
		this.application = Application.servlet(Features.DEFAULT,
				Collections.nCopies(LISTENERS, this.listener.getType()).toArray(Class<?>[]::new));
		WebSocketSessionInfo session = WebSocketSessionInfo.builder("1")
			.uri(URI.create("ws://localhost/chat/rooms/1"))
			.build();
		this.event = new CloseEvent(session,
				CloseEventInit.create().code(1000).wasClean(true).initiator(CloseInitiator.PEER));
	}

	/**
	 * Stop the application.
	 */
	@TearDown
	public void stop() {
		this.application.close();
	}

	/**
	 * Publish the event.
	 */
	@Benchmark
	@OperationsPerInvocation(LISTENERS)
	public void publish() {
		this.application.publishEvent(this.event);
	}

}
