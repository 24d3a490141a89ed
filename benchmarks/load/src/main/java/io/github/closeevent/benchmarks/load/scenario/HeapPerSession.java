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

package io.github.closeevent.benchmarks.load.scenario;

import java.time.Duration;
import java.util.function.ToDoubleFunction;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * Opens many sessions. The figure is the heap that one of them needs, in bytes.
 */
public final class HeapPerSession implements ToDoubleFunction<ServerProcess> {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final LoadClient client;

	private final int count;

	/**
	 * Create the scenario.
	 * @param client the client
	 * @param count the number of sessions
	 */
	public HeapPerSession(LoadClient client, int count) {
		this.client = client;
		this.count = count;
	}

	@Override
	public double applyAsDouble(ServerProcess server) {
		server.ask("reset");
		long before = server.numbers("heap")[0];
		Sessions sessions = Sessions.open(this.client, server, this.count);
		long after = server.numbers("heap")[0];
		sessions.drop(Drop.FIN);
		Ends.await(server, this.count, TIMEOUT);
		return (double) (after - before) / this.count;
	}

}
