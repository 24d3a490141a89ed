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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.contract.shutdown.Member.Manner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in a process of its own, and its clients.
 */
@Timeout(180)
@Isolated("Starts processes, and looks how long they take to end")
@SuppressWarnings("NullAway.Init") // Set by start
abstract class AbstractShutdownContract {

	/**
	 * What would be waited for if a session was left when the server stops.
	 */
	private static final String GRACE = "spring.lifecycle.timeout-per-shutdown-phase=100s";

	/**
	 * Far less than the grace, and far more than any drain here takes.
	 */
	static final Duration GONE = Duration.ofSeconds(40);

	static final CloseFrame GOING_AWAY = new CloseFrame(1001, "bye");

	static final CloseFrame RESTART = new CloseFrame(1012, "restart");

	/**
	 * One session after the other, for as long as it takes to look at the others.
	 */
	static final List<String> SLOWLY = List.of("close-event.shutdown.batch-size=1", "close-event.shutdown.interval=1s",
			"close-event.shutdown.timeout=30s");

	/**
	 * Time is up long before the server gives up those who do not answer.
	 */
	static final List<String> IMPATIENTLY = List.of("close-event.shutdown.timeout=2s",
			"close-event.handshake-timeout=90s");

	static final int MANY = 2000;

	static final List<String> IN_BATCHES = List.of("close-event.shutdown.batch-size=200",
			"close-event.shutdown.interval=100ms", "close-event.shutdown.timeout=20s");

	ApplicationProcess application;

	Crowd crowd;

	/**
	 * Start the application.
	 */
	final void start(String endpoints, List<String> properties) throws IOException {
		this.application = ApplicationProcess.start(endpoints, with(List.of(GRACE), properties));
		this.crowd = new Crowd(this.application.port());
	}

	/**
	 * The properties for a kind of shutdown: the graceful one has the default code.
	 */
	static List<String> properties(String shutdown) {
		List<String> properties = new ArrayList<>(List.of("server.shutdown=" + shutdown));
		CloseFrame told = told(shutdown);
		properties.add("close-event.shutdown.reason=" + told.reason());
		if (!told.equals(GOING_AWAY)) {
			properties.add("close-event.shutdown.code=" + told.code());
		}
		return properties;
	}

	static CloseFrame told(String shutdown) {
		return (shutdown.equals("graceful")) ? GOING_AWAY : RESTART;
	}

	/**
	 * Properties and others, of which the last of a name counts.
	 */
	static List<String> with(List<String> properties, List<String> others) {
		Map<String, String> all = new LinkedHashMap<>();
		for (String property : properties) {
			all.put(property.split("=")[0], property);
		}
		for (String property : others) {
			all.put(property.split("=")[0], property);
		}
		return List.copyOf(all.values());
	}

	static <T> List<T> times(int count, IntFunction<T> factory) {
		return IntStream.range(0, count).mapToObj(factory).toList();
	}

	/**
	 * Open sessions. Those that are not read come last: servers lose patience with them.
	 */
	final void open(Collection<? extends Member> members) {
		this.crowd.open(members.stream().filter((member) -> member.manner() != Manner.DEAF).toList());
		this.crowd.open(members.stream().filter((member) -> member.manner() == Manner.DEAF).toList());
	}

	/**
	 * Wait until nothing more can be written to those that do not read.
	 */
	final void awaitFlood(Collection<? extends Member> members) {
		long deaf = members.stream().filter((member) -> member.manner() == Manner.DEAF).count();
		this.application.awaitLine(Flood.LINE + deaf);
	}

	/**
	 * The application ends, and so does every connection.
	 */
	final void awaitEnd(Collection<? extends Member> members) throws InterruptedException {
		awaitEnd(members, GONE);
	}

	final void awaitEnd(Collection<? extends Member> members, Duration timeout) throws InterruptedException {
		assertThat(this.application.awaitExit(timeout)).isEqualTo(ApplicationProcess.TERMINATED);
		Crowd.awaitAll(members.stream().filter((member) -> member.manner() != Manner.DEAF).toList(), Member::isEnded,
				"at their end");
	}

	/**
	 * The drain has begun when the first client was told.
	 */
	final void awaitFirstTold(Collection<? extends Member> members) {
		awaitFirstTold(() -> members.stream().anyMatch((member) -> member.close() != null));
	}

	final void awaitFirstTold(BooleanSupplier told) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> !this.application.isAlive() || told.getAsBoolean());
		assertThat(told.getAsBoolean()).as(this.application::output).isTrue();
	}

	/**
	 * A client that comes during the drain is told when to come back.
	 */
	final void assertRefused(Member newcomer) {
		String head = this.crowd.refused(newcomer);
		assertThat(head).as(this.application::output).startsWith("HTTP/1.1 503");
		assertThat(head).containsPattern("(?im)^retry-after: *[1-9]\\d*\\s*$");
	}

	@AfterEach
	final void leave() {
		if (this.crowd != null) {
			this.crowd.close();
		}
		if (this.application != null) {
			this.application.close();
		}
	}

}
