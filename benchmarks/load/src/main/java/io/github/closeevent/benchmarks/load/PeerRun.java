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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.report.Figure.Better;
import io.github.closeevent.benchmarks.load.report.ServerReport;
import io.github.closeevent.benchmarks.load.scenario.CloseLatency;
import io.github.closeevent.benchmarks.load.scenario.Cycles;
import io.github.closeevent.benchmarks.load.scenario.HeapPerSession;
import io.github.closeevent.benchmarks.load.scenario.MassDisconnect;
import io.github.closeevent.benchmarks.load.server.Java;
import io.github.closeevent.benchmarks.load.server.Lineup;
import io.github.closeevent.benchmarks.load.server.SpringServers;
import io.github.closeevent.benchmarks.load.server.Variant;

/**
 * Compares Spring with close-event to its peers: every directory of {@code peers} whose
 * build has left {@code target/server.args}, the arguments with which {@code java} starts
 * a server that answers the commands of {@code Control}. Their first line is a comment
 * with its name and version.
 */
final class PeerRun {

	static final String NAME = "peers";

	/**
	 * Peers differ in how much there is to compile, and some need long.
	 */
	private static final int WARM_UP = 8;

	private final Path directory;

	private final Java java;

	private final SpringServers spring;

	private final LoadClient client;

	private final Settings settings;

	PeerRun(Path benchmarks, Java java, SpringServers spring, LoadClient client, Settings settings) {
		this.directory = benchmarks.resolve(NAME);
		this.java = java;
		this.spring = spring;
		this.client = client;
		this.settings = settings;
	}

	ServerReport run() throws IOException {
		List<Lineup.Launch> launches = new ArrayList<>();
		for (String server : SpringServers.names()) {
			launches.add(this.spring.launch("Spring, " + server, server, Variant.LISTENER));
		}
		for (Path arguments : arguments()) {
			launches.add(launch(arguments));
		}
		Measurement measurement = new Measurement(NAME);
		try (Lineup lineup = Lineup.start(launches)) {
			measure(measurement, lineup);
		}
		return measurement.report();
	}

	private List<Path> arguments() throws IOException {
		try (Stream<Path> peers = Files.list(this.directory)) {
			return peers.map((peer) -> peer.resolve("target/server.args")).filter(Files::exists).sorted().toList();
		}
	}

	private Lineup.Launch launch(Path arguments) throws IOException {
		String name = Files.readAllLines(arguments).get(0).substring("# ".length());
		return new Lineup.Launch(name, this.java.command(List.of("@" + arguments)), this.java.log(name));
	}

	private void measure(Measurement measurement, Lineup lineup) {
		measurement.warm("open→close cycles", lineup.servers(), this.settings.limit().multipliedBy(WARM_UP),
				new Cycles(this.client, this.settings.window(), Drop.values()));
		measurement.measure("CPU per open→close cycle", "µs", Better.LOW, lineup.servers(), this.settings.windows(),
				this.settings.limit().multipliedBy(2), new Cycles(this.client, this.settings.window(), Drop.CLOSE));
		measurement.measure("Close frame → told", "µs", Better.LOW, lineup.servers(), this.settings.rounds(),
				this.settings.limit(), new CloseLatency(this.client));
		HeapPerSession heap = new HeapPerSession();
		for (Drop how : Drop.values()) {
			MassDisconnect drop = new MassDisconnect(this.client, this.settings.few(), how, heap);
			measurement.measure(drop.toString(), "ms", Better.LOW, lineup.servers(), this.settings.rounds(),
					this.settings.limit(), drop);
		}
		measurement.figure("Java heap per session of " + this.settings.few(), "B", Better.LOW, heap.values());
	}

}
