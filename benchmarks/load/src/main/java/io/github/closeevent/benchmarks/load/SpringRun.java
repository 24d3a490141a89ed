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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.report.Figure;
import io.github.closeevent.benchmarks.load.report.ServerReport;
import io.github.closeevent.benchmarks.load.report.Target;
import io.github.closeevent.benchmarks.load.scenario.CloseLatency;
import io.github.closeevent.benchmarks.load.scenario.Cycles;
import io.github.closeevent.benchmarks.load.scenario.Echoes;
import io.github.closeevent.benchmarks.load.scenario.HeapPerSession;
import io.github.closeevent.benchmarks.load.scenario.LocalCloses;
import io.github.closeevent.benchmarks.load.scenario.MassDisconnect;
import io.github.closeevent.benchmarks.load.scenario.Rounds;
import io.github.closeevent.benchmarks.load.scenario.SlowListeners;
import io.github.closeevent.benchmarks.load.server.Lineup;
import io.github.closeevent.benchmarks.load.server.ServerProcess;
import io.github.closeevent.benchmarks.load.server.SpringServers;
import io.github.closeevent.benchmarks.load.server.Variant;

/**
 * Measures plain Spring and Spring with close-event on one server.
 */
final class SpringRun {

	private static final String LISTENER = Variant.LISTENER.title();

	private static final int CLOSES_PER_WINDOW = 200;

	/**
	 * Beyond plain Spring's worst: a request that waits for a listener waits for many.
	 */
	private static final double PATIENCE_MILLIS = 100;

	private static final int FEW_THREADS = 16;

	private final String server;

	private final SpringServers servers;

	private final LoadClient client;

	private final Settings settings;

	private final List<Figure> figures = new ArrayList<>();

	private final List<Target> targets = new ArrayList<>();

	private final List<String> notes = new ArrayList<>();

	SpringRun(String server, SpringServers servers, LoadClient client, Settings settings) {
		this.server = server;
		this.servers = servers;
		this.client = client;
		this.settings = settings;
	}

	ServerReport run() {
		try (Lineup lineup = this.servers.start(this.server,
				List.of(Variant.PLAIN, Variant.NO_LISTENER, Variant.LISTENER, Variant.PLAIN_AGAIN))) {
			cycles(lineup);
			messages(lineup);
			latency(lineup);
			heap(lineup);
			massDisconnects(lineup);
			localCloses(lineup.get(Variant.LISTENER));
		}
		slowListeners();
		return new ServerReport(this.server, this.figures, this.targets, this.notes);
	}

	private void cycles(Lineup lineup) {
		Cycles cycles = new Cycles(this.client, this.settings.window());
		warm("open→close cycles", lineup, cycles);
		Figure figure = measure("CPU per open→close cycle", "µs", lineup.servers(), this.settings.windows(), cycles);
		this.targets.add(Target.ratioAtMost("CPU per cycle, no listener", 1.01, figure, Variant.NO_LISTENER.title()));
		this.targets.add(Target.ratioAtMost("CPU per cycle, one listener", 1.03, figure, LISTENER));
	}

	private void messages(Lineup lineup) {
		Echoes echoes = new Echoes(this.client, this.settings.window());
		warm("messages", lineup, echoes);
		Figure figure = measure("Messages echoed per CPU second", "", lineup.servers(), this.settings.windows(),
				echoes);
		this.targets.add(Target.ratioAtLeast("Messages per CPU second", 0.99, figure, LISTENER));
	}

	private void latency(Lineup lineup) {
		measure("Close frame → told, one at a time", "µs", lineup.servers(), this.settings.massRounds(),
				new CloseLatency(this.client, CLOSES_PER_WINDOW));
	}

	private void heap(Lineup lineup) {
		Figure figure = measure("Heap per session, " + this.settings.many() + " open", "B", lineup.servers(),
				this.settings.heapRounds(), new HeapPerSession(this.client, this.settings.many()));
		this.targets.add(Target.differenceAtMost("Heap per session beyond plain", 400, figure, LISTENER));
	}

	private void massDisconnects(Lineup lineup) {
		List<ServerProcess> processes = List.of(lineup.get(Variant.PLAIN), lineup.get(Variant.LISTENER),
				lineup.get(Variant.PLAIN_AGAIN));
		for (int count : new int[] { this.settings.few(), this.settings.many() }) {
			for (Drop how : Drop.values()) {
				MassDisconnect drop = new MassDisconnect(this.client, count, how);
				String title = count + " ended at once by " + how;
				Figure figure = measure(title + ", first drop → last told", "ms", processes, this.settings.massRounds(),
						drop);
				this.targets.add(Target.ratioAtMost(title, 1.05, figure, LISTENER));
				this.targets.add(Target.fact(title + ", told once each", "all",
						(drop.lost() == 0) ? "all" : drop.lost() + " not", drop.lost() == 0));
			}
		}
	}

	private void localCloses(ServerProcess process) {
		LocalCloses closes = LocalCloses.run(this.client, process, this.settings.many());
		String title = this.settings.many() + " closed by the application at once, no answer";
		this.targets.add(Target.fact(title + ": told", "all", closes.told() + " in " + seconds(closes.seconds()),
				closes.told() == this.settings.many()));
		this.targets.add(Target.fact(title + ": threads", "≤ " + FEW_THREADS + " more", closes.threads() + " more",
				closes.threads() <= FEW_THREADS));
		this.notes.add(String.format(Locale.ROOT, "While %d closed sessions waited: %.1f %% of a core; %s",
				this.settings.many(), closes.cores() * 100, closes.report()));
	}

	private void slowListeners() {
		int few = this.settings.few();
		SlowListeners plain;
		SlowListeners slow;
		try (Lineup lineup = this.servers.start(this.server, List.of(Variant.PLAIN, Variant.SLOW_LISTENER))) {
			for (ServerProcess process : lineup.servers()) {
				new Cycles(this.client, this.settings.window().multipliedBy(4)).applyAsDouble(process);
			}
			plain = SlowListeners.run(this.client, lineup.get(Variant.PLAIN), few, false);
			slow = SlowListeners.run(this.client, lineup.get(Variant.SLOW_LISTENER), few, true);
		}
		slow(few + " to a listener that sleeps 10 ms", slow, few, few);
		double limit = plain.pings().worstMillis() + PATIENCE_MILLIS;
		this.targets.add(Target.fact(few + " to a listener that sleeps 10 ms: worst wait of a request",
				String.format(Locale.ROOT, "≤ %.0f ms (plain: %.0f ms)", limit, plain.pings().worstMillis()),
				String.format(Locale.ROOT, "%.0f ms", slow.pings().worstMillis()),
				slow.pings().worstMillis() <= limit));
		int capacity = few / 5;
		try (Lineup lineup = this.servers.start(this.server, List.of(Variant.SLOW_LISTENER),
				"--close-event.async.queue-capacity=" + capacity)) {
			slow = SlowListeners.run(this.client, lineup.get(Variant.SLOW_LISTENER), few, true);
		}
		slow(few + " to it, queue of " + capacity, slow, few, capacity);
	}

	private void slow(String title, SlowListeners slow, int count, int capacity) {
		this.targets.add(Target.fact(title + ": told", "all", slow.told() + " in " + seconds(slow.seconds()),
				slow.told() == count));
		this.targets.add(Target.fact(title + ": events that wait", "≤ " + capacity,
				slow.waiting() + ", " + slow.deferred() + " found it full", slow.waiting() <= capacity));
		this.targets.add(Target.fact(
				title + ": requests answered", "all of " + slow.pings().asked(), String.format(Locale.ROOT,
						"%d, worst wait %.0f ms", slow.pings().answered(), slow.pings().worstMillis()),
				slow.pings().answered() == slow.pings().asked()));
	}

	private void warm(String what, Lineup lineup, ToDoubleFunction<ServerProcess> window) {
		progress("warm-up, " + what);
		if (!Rounds.warm(lineup.servers(), this.settings.warmUp(), window)) {
			this.notes.add("Still getting faster, or disturbed, after " + this.settings.warmUp().toSeconds() + " s of "
					+ what);
		}
	}

	private Figure measure(String title, String unit, List<ServerProcess> processes, int rounds,
			ToDoubleFunction<ServerProcess> window) {
		progress(title);
		Duration limit = this.settings.limit();
		Figure figure = new Figure(title, unit, Rounds.measure(processes, rounds, limit, window));
		this.figures.add(figure);
		return figure;
	}

	private void progress(String what) {
		System.err.println(this.server + ": " + what);
	}

	private static String seconds(double seconds) {
		return String.format(Locale.ROOT, "%.1f s", seconds);
	}

}
