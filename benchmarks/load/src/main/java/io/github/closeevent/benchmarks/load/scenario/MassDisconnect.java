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
import org.jspecify.annotations.Nullable;

/**
 * Drops many sessions at once. The figure is the time from the first drop to the last end
 * that the server was told of, in milliseconds.
 */
public final class MassDisconnect implements ToDoubleFunction<ServerProcess> {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final LoadClient client;

	private final int count;

	private final Drop how;

	private final @Nullable HeapPerSession heap;

	private int lost;

	/**
	 * Create the scenario.
	 * @param client the client
	 * @param count the number of sessions
	 * @param how in which way they are dropped
	 */
	public MassDisconnect(LoadClient client, int count, Drop how) {
		this(client, count, how, null);
	}

	/**
	 * Create the scenario, which measures the heap before it drops the sessions.
	 * @param client the client
	 * @param count the number of sessions
	 * @param how in which way they are dropped
	 * @param heap measures it
	 */
	public MassDisconnect(LoadClient client, int count, Drop how, @Nullable HeapPerSession heap) {
		this.client = client;
		this.count = count;
		this.how = how;
		this.heap = heap;
	}

	@Override
	public double applyAsDouble(ServerProcess server) {
		server.ask("reset");
		Sessions sessions = open(server);
		sessions.collect(server);
		long begin = sessions.drop(this.how);
		Ends ends = Ends.await(server, this.count, TIMEOUT);
		sessions.awaitGone();
		this.lost += Ends.lost(server, this.count);
		return (ends.last() - begin) / 1e6;
	}

	private Sessions open(ServerProcess server) {
		return (this.heap != null)
				? this.heap.measure(server, this.count, () -> Sessions.open(this.client, server, this.count))
				: Sessions.open(this.client, server, this.count);
	}

	/**
	 * Return how many ends were told too few or too many so far.
	 * @return 0 if each was told once
	 */
	public int lost() {
		return this.lost;
	}

	@Override
	public String toString() {
		return this.count + " ended at once by " + this.how;
	}

}
