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

package io.github.closeevent.benchmarks.load.server;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Servers that are alive, and warm, at the same time.
 *
 * @param servers the servers in the order of the report
 */
public record Lineup(List<ServerProcess> servers) implements AutoCloseable {

	/**
	 * Start servers, one after the other.
	 * @param launches how
	 * @return the servers, all of which listen
	 */
	public static Lineup start(List<Launch> launches) {
		Lineup lineup = new Lineup(new ArrayList<>());
		try {
			for (Launch launch : launches) {
				ServerProcess process = new ServerProcess(launch.name(), launch.command(), launch.log());
				lineup.servers.add(process);
				process.awaitReady();
			}
			return lineup;
		}
		catch (RuntimeException ex) {
			lineup.close();
			throw ex;
		}
	}

	/**
	 * Find a server.
	 * @param variant what it has of close-event
	 * @return the server
	 */
	public ServerProcess get(Variant variant) {
		return this.servers.stream()
			.filter((server) -> server.name().equals(variant.title()))
			.findFirst()
			.orElseThrow();
	}

	@Override
	public void close() {
		this.servers.forEach(ServerProcess::close);
	}

	/**
	 * How to start a server.
	 *
	 * @param name what it is called in the report
	 * @param command the command
	 * @param log where its own output goes
	 */
	public record Launch(String name, List<String> command, File log) {

	}

}
