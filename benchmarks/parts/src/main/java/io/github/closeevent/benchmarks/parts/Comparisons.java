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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is measured, and what it may cost.
 */
final class Comparisons {

	private static final Figure MESSAGE = new Figure(10, 0);

	private static final Figure CLOSE = new Figure(1000, 600);

	private static final Figure FILTER = new Figure(20, 0);

	private Comparisons() {
	}

	/**
	 * Messages on spring-websocket.
	 */
	static Group servletMessages() {
		Spec receive = Spec.of(ServletMessageBenchmark.class, "receive").with("server", ServletSessions.TOMCAT);
		Spec many = receive.with("handlers", 4).with("sessions", 4);
		Spec send = Spec.of(ServletMessageBenchmark.class, "send").with("server", ServletSessions.TOMCAT);
		return new Group("Messages, spring-websocket", List.of(
				message("received on Tomcat, one type of handler", receive, MESSAGE),
				message("received on Tomcat, four types of handlers", many, MESSAGE),
				message("received on Jetty, one type of handler", receive.with("server", ServletSessions.JETTY),
						MESSAGE),
				message("received on Jetty, four types of handlers", many.with("server", ServletSessions.JETTY),
						MESSAGE),
				message("sent on Tomcat", send, MESSAGE),
				message("received on Tomcat, 16,384 sessions in no order", many.with("sessions", 16_384), null)));
	}

	/**
	 * Messages on spring-webflux.
	 */
	static Group reactiveMessages() {
		Spec receive = Spec.of(ReactiveMessageBenchmark.class, "receive").with("server", ReactiveSessions.TOMCAT);
		Spec send = Spec.of(ReactiveMessageBenchmark.class, "send").with("server", ReactiveSessions.TOMCAT);
		return new Group("Messages, spring-webflux",
				List.of(message("received on Tomcat and Reactor Netty", receive, MESSAGE),
						message("received on Jetty", receive.with("server", ReactiveSessions.JETTY), MESSAGE),
						message("sent on Tomcat and Jetty", send, MESSAGE)));
	}

	/**
	 * Messages in a channel of Reactor Netty, below spring-webflux.
	 */
	static Group nettyMessages() {
		return new Group("Messages in the channel of Reactor Netty",
				List.of(message("received", Spec.of(NettyMessageBenchmark.class, "receive"), MESSAGE),
						message("sent", Spec.of(NettyMessageBenchmark.class, "send"), MESSAGE)));
	}

	private static Comparison message(String what, Spec spec, @Nullable Figure target) {
		return new Comparison(what, spec.with("features", Features.SPRING), spec.with("features", Features.DEFAULT),
				target);
	}

	/**
	 * Openings.
	 */
	static Group openings() {
		Spec open = Spec.of(SessionBenchmark.class, "open");
		Spec plain = open.with("features", Features.SPRING);
		return new Group("Opening",
				List.of(new Comparison("without meters", plain, open.with("features", Features.DEFAULT), null),
						new Comparison("with meters", plain, open.with("features", Features.METRICS), null)));
	}

	/**
	 * Closes.
	 */
	static Group closes() {
		return new Group("Close, beyond publishEvent of plain Spring",
				List.of(close("1 listener", Features.DEFAULT, 1, CLOSE),
						close("no listener", Features.DEFAULT, 0, null),
						close("10 listeners", Features.DEFAULT, 10, null),
						close("1 listener, history", Features.HISTORY, 1, null),
						close("1 listener, meters", Features.METRICS, 1, null),
						close("1 listener, meters and history", Features.METRICS_AND_HISTORY, 1, null),
						close("1 listener, observation", Features.OBSERVATION, 1, null),
						close("1 listener, meters, history and observation", Features.ALL, 1, null),
						close("1 listener, async", Features.ASYNC, 1, null)));
	}

	private static Comparison close(String what, Features features, int listeners, @Nullable Figure target) {
		Spec close = Spec.of(SessionBenchmark.class, "close").with("listeners", listeners);
		return new Comparison(what, close.with("features", Features.SPRING), close.with("features", features), target);
	}

	/**
	 * Filters of listeners.
	 */
	static Group filters() {
		return new Group("One of ten @CloseEventListener, beyond @EventListener",
				List.of(listener("without a filter", Listeners.UNFILTERED, FILTER),
						listener("codes, clean and initiators", Listeners.FILTERED, FILTER),
						listener("paths as they are", Listeners.PATHS, FILTER),
						listener("paths with a variable", Listeners.PATTERNS, FILTER),
						listener("for comparison: condition in SpEL", Listeners.SPEL, null)));
	}

	private static Comparison listener(String what, Listeners listener, @Nullable Figure target) {
		Spec publish = Spec.of(ListenerBenchmark.class, "publish");
		return new Comparison(what, publish.with("listener", Listeners.PLAIN), publish.with("listener", listener),
				target);
	}

	/**
	 * Comparisons of a kind. What their first benchmark without close-event differs from
	 * itself is the noise of them all.
	 *
	 * @param name what is compared
	 * @param comparisons the comparisons
	 */
	record Group(String name, List<Comparison> comparisons) {

		Spec plain() {
			return this.comparisons.get(0).plain();
		}

	}

}
