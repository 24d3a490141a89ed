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
import java.util.List;
import java.util.Locale;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.report.Figure;
import io.github.closeevent.benchmarks.load.report.Figure.Better;
import io.github.closeevent.benchmarks.load.report.ServerReport;
import io.github.closeevent.benchmarks.load.report.Target;
import io.github.closeevent.benchmarks.load.scenario.CloseLatency;
import io.github.closeevent.benchmarks.load.scenario.Cycles;
import io.github.closeevent.benchmarks.load.scenario.Echoes;
import io.github.closeevent.benchmarks.load.scenario.HeapPerSession;
import io.github.closeevent.benchmarks.load.scenario.LocalCloses;
import io.github.closeevent.benchmarks.load.scenario.MassDisconnect;
import io.github.closeevent.benchmarks.load.server.Lineup;
import io.github.closeevent.benchmarks.load.server.ServerProcess;
import io.github.closeevent.benchmarks.load.server.SpringServers;
import io.github.closeevent.benchmarks.load.server.Variant;

/**
 * Measures plain Spring and Spring with close-event on one server.
 */
final class SpringRun {

	private static final String LISTENER = Variant.LISTENER.title();

	/**
	 * Threads that wait for a core look stuck, and others take their place.
	 */
	private static final int SESSIONS_PER_THREAD = 100;

	private static final String WAITS_FOR_NO_ANSWER = "netty";

	/**
	 * Much less than what it would be with a look at all of them every 20 ms.
	 */
	private static final double CORES_WHILE_WAITING = 0.1;

	private final String server;

	private final SpringServers servers;

	private final LoadClient client;

	private final Settings settings;

	private final Measurement measurement;

	SpringRun(String server, SpringServers servers, LoadClient client, Settings settings) {
		this.server = server;
		this.servers = servers;
		this.client = client;
		this.settings = settings;
		this.measurement = new Measurement(server);
	}

	ServerReport run() {
		this.measurement.progress("start");
		try (Lineup lineup = this.servers.start(this.server,
				List.of(Variant.PLAIN, Variant.NO_LISTENER, Variant.LISTENER, Variant.PLAIN_AGAIN))) {
			this.measurement.warm("open→close cycles", lineup.servers(), this.settings.warmUp(),
					new Cycles(this.client, this.settings.window(), Drop.values()));
			cycles(lineup.servers());
			messages(lineup.servers());
			this.measurement.measure("Close frame → told", "µs", Better.LOW, lineup.servers(), this.settings.rounds(),
					this.settings.halfLimit(), new CloseLatency(this.client));
			massDisconnects(
					List.of(lineup.get(Variant.PLAIN), lineup.get(Variant.LISTENER), lineup.get(Variant.PLAIN_AGAIN)));
			localCloses(lineup.get(Variant.LISTENER));
		}
		new SlowListenerRun(this.server, this.servers, this.client, this.settings, this.measurement).run();
		return this.measurement.report();
	}

	private void cycles(List<ServerProcess> processes) {
		Figure figure = this.measurement.measure("CPU per open→close cycle", "µs", Better.LOW, processes,
				this.settings.windows(), this.settings.limit(),
				new Cycles(this.client, this.settings.window(), Drop.CLOSE));
		this.measurement.target(Target.ratio(figure, Variant.NO_LISTENER.title(), 1.01));
		this.measurement.target(Target.ratio(figure, LISTENER, 1.03));
	}

	private void messages(List<ServerProcess> processes) {
		Echoes echoes = new Echoes(this.client, this.settings.window());
		this.measurement.warm("messages", processes, this.settings.halfLimit(), echoes);
		Figure figure = this.measurement.measure("Messages per CPU second", "", Better.HIGH, processes,
				this.settings.windows(), this.settings.limit(), echoes);
		this.measurement.target(Target.ratio(figure, LISTENER, 0.99));
	}

	private void massDisconnects(List<ServerProcess> processes) {
		for (Drop how : Drop.values()) {
			massDisconnect(processes, new MassDisconnect(this.client, this.settings.few(), how), this.settings.limit());
		}
		HeapPerSession heap = new HeapPerSession();
		for (Drop how : Drop.values()) {
			massDisconnect(processes, new MassDisconnect(this.client, this.settings.many(), how, heap),
					this.settings.longLimit());
		}
		Figure figure = this.measurement.figure("Java heap per session of " + this.settings.many(), "B", Better.LOW,
				heap.values());
		this.measurement.target(Target.difference(figure, LISTENER, 400));
	}

	private void massDisconnect(List<ServerProcess> processes, MassDisconnect drop, Duration limit) {
		String title = drop.toString();
		Figure figure = this.measurement.measure(title, "ms", Better.LOW, processes, this.settings.rounds(), limit,
				drop);
		this.measurement.target(Target.ratio(figure, LISTENER, 1.05));
		this.measurement.target(Target.toldOnce(title, drop.lost(), "all"));
	}

	private void localCloses(ServerProcess process) {
		int count = this.settings.many();
		String title = count + " closed by the application at once";
		this.measurement.progress(title);
		LocalCloses closes = LocalCloses.run(this.client, process, count);
		this.measurement.target(Target.fact(title + ", each told once", "all",
				String.format(Locale.ROOT, "%d in %.1f s", closes.told(), closes.seconds()), closes.told() == count));
		this.measurement.target(Target.fact(title + ", threads", "≤ " + count / SESSIONS_PER_THREAD + " more",
				closes.threads() + " more", closes.threads() <= count / SESSIONS_PER_THREAD));
		loadOfWaiting(title, closes.cores());
		this.measurement.note(String.format(Locale.ROOT, "The closer of %d sessions said %s.", count, closes.report()));
	}

	private void loadOfWaiting(String title, double cores) {
		if (this.server.equals(WAITS_FOR_NO_ANSWER)) {
			return;
		}
		String measured = (Double.isNaN(cores)) ? "no time without ends"
				: String.format(Locale.ROOT, "%.1f %%", cores * 100);
		this.measurement.target(Target.fact(title + ", load while they wait for an answer",
				String.format(Locale.ROOT, "≤ %.0f %% of a core", CORES_WHILE_WAITING * 100), measured,
				cores <= CORES_WHILE_WAITING));
	}

}
