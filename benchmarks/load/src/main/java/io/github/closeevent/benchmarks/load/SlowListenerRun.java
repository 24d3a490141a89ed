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

package io.github.closeevent.benchmarks.load;

import java.util.List;
import java.util.Locale;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.client.Pings;
import io.github.closeevent.benchmarks.load.report.Figure;
import io.github.closeevent.benchmarks.load.report.Figure.Better;
import io.github.closeevent.benchmarks.load.report.Target;
import io.github.closeevent.benchmarks.load.scenario.Cycles;
import io.github.closeevent.benchmarks.load.scenario.SlowListeners;
import io.github.closeevent.benchmarks.load.server.Lineup;
import io.github.closeevent.benchmarks.load.server.ServerProcess;
import io.github.closeevent.benchmarks.load.server.SpringServers;
import io.github.closeevent.benchmarks.load.server.Variant;

/**
 * Sees whether a listener that sleeps keeps a server from its other work.
 */
final class SlowListenerRun {

	private static final String LISTENER = " to a listener that sleeps 10 ms";

	/**
	 * How much longer than on plain Spring a request may wait: as long as ten listeners.
	 */
	private static final double PATIENCE_MILLIS = 100;

	private static final String SLOW = "slow";

	/**
	 * Which part of the others' time to warm up these have.
	 */
	private static final int WARM_UP_SHARE = 5;

	private final String server;

	private final SpringServers servers;

	private final LoadClient client;

	private final Settings settings;

	private final Measurement measurement;

	SlowListenerRun(String server, SpringServers servers, LoadClient client, Settings settings,
			Measurement measurement) {
		this.server = server;
		this.servers = servers;
		this.client = client;
		this.settings = settings;
		this.measurement = measurement;
	}

	void run() {
		int count = this.settings.few();
		withRoom(count);
		withoutRoom(count, count / 5);
	}

	private void withRoom(int count) {
		try (Lineup lineup = this.servers.start(this.server,
				List.of(Variant.PLAIN, Variant.SLOW_LISTENER, Variant.PLAIN_AGAIN))) {
			warm(lineup, "listeners that sleep");
			ServerProcess process = lineup.get(Variant.SLOW_LISTENER);
			process.ask(SLOW);
			SlowListeners plain = new SlowListeners(this.client, count, false);
			SlowListeners slow = new SlowListeners(this.client, count, true);
			Figure figure = this.measurement.measure(count + LISTENER + ", worst wait of a request", "ms", Better.LOW,
					lineup.servers(), this.settings.rounds(), this.settings.longLimit(),
					(server) -> ((server == process) ? slow : plain).applyAsDouble(server));
			this.measurement.target(Target.difference(figure, Variant.SLOW_LISTENER.title(), PATIENCE_MILLIS));
			report(count + LISTENER, slow, count);
		}
	}

	/**
	 * What finds the queue full is delivered by the server's threads: nothing is lost,
	 * memory is bounded, and requests wait.
	 */
	private void withoutRoom(int count, int capacity) {
		this.measurement.progress(count + LISTENER + ", queue of " + capacity);
		try (Lineup lineup = this.servers.start(this.server, List.of(Variant.SLOW_LISTENER),
				"--close-event.async.queue-capacity=" + capacity)) {
			ServerProcess process = lineup.get(Variant.SLOW_LISTENER);
			warm(lineup, "a full queue");
			process.ask(SLOW);
			SlowListeners slow = new SlowListeners(this.client, count, true);
			slow.applyAsDouble(process);
			report(count + LISTENER + ", queue of " + capacity, slow, capacity);
		}
	}

	private void warm(Lineup lineup, String what) {
		this.measurement.warm(what, lineup.servers(), this.settings.warmUp().dividedBy(WARM_UP_SHARE),
				new Cycles(this.client, this.settings.window(), Drop.values()));
	}

	private void report(String title, SlowListeners slow, int capacity) {
		Pings.Result requests = slow.requests();
		this.measurement
			.target(Target.toldOnce(title, slow.lost(), String.format(Locale.ROOT, "all in %.1f s", slow.seconds())));
		this.measurement.target(Target.fact(title + ", events that wait", "≤ " + capacity,
				slow.waiting() + ", and " + slow.deferred() + " found no room", slow.waiting() <= capacity));
		this.measurement.target(Target.fact(
				title + ", requests answered", "all", String.format(Locale.ROOT, "%d of %d, worst wait %.0f ms",
						requests.answered(), requests.asked(), requests.worstMillis()),
				requests.answered() == requests.asked()));
	}

}
