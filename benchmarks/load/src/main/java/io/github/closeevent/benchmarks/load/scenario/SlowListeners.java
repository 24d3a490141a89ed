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
import io.github.closeevent.benchmarks.load.client.Pings;
import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * Drops many sessions at once while others ask the server over HTTP. The figure is how
 * long the slowest of them waited, in milliseconds.
 */
public final class SlowListeners implements ToDoubleFunction<ServerProcess> {

	private static final Duration TIMEOUT = Duration.ofSeconds(90);

	private final LoadClient client;

	private final int count;

	private final boolean queue;

	private int lost;

	private double seconds;

	private Pings.Result requests = Pings.Result.NONE;

	private long waiting;

	private long deferred;

	/**
	 * Create the scenario.
	 * @param client the client
	 * @param count the number of sessions
	 * @param queue whether the server has a queue to look at
	 */
	public SlowListeners(LoadClient client, int count, boolean queue) {
		this.client = client;
		this.count = count;
		this.queue = queue;
	}

	@Override
	public double applyAsDouble(ServerProcess server) {
		server.ask("reset");
		Sessions sessions = Sessions.open(this.client, server, this.count);
		sessions.collect(server);
		try (Pings pings = new Pings(server.port())) {
			long begin = sessions.drop(Drop.CLOSE);
			Ends ends = Ends.await(server, this.count, TIMEOUT, (soFar) -> look(server));
			sessions.awaitGone();
			this.lost += Ends.lost(server, this.count);
			this.seconds = Math.max(this.seconds, (ends.last() - begin) / 1e9);
			Pings.Result result = pings.stop();
			this.requests = this.requests.plus(result);
			return result.worstMillis();
		}
	}

	private void look(ServerProcess server) {
		if (this.queue) {
			long[] now = server.numbers("queue");
			this.waiting = Math.max(this.waiting, now[0]);
			this.deferred = now[1];
		}
	}

	/**
	 * Return how many ends were told too few or too many so far.
	 * @return 0 if each was told once
	 */
	public int lost() {
		return this.lost;
	}

	/**
	 * Return how long it took at most until the last end was told.
	 * @return the time in seconds
	 */
	public double seconds() {
		return this.seconds;
	}

	/**
	 * Return what came of the requests so far.
	 * @return what came of all of them
	 */
	public Pings.Result requests() {
		return this.requests;
	}

	/**
	 * Return how many events waited for the executor at most.
	 * @return the number of events
	 */
	public long waiting() {
		return this.waiting;
	}

	/**
	 * Return how many events found the queue full since the server started.
	 * @return the number of events
	 */
	public long deferred() {
		return this.deferred;
	}

}
