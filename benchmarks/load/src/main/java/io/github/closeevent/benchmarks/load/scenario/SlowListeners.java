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

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.client.Pings;
import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * Drops many sessions at once while others ask the server over HTTP.
 *
 * @param told how many ends the server was told of
 * @param seconds how long it took until the last was told
 * @param pings what came of the requests meanwhile
 * @param waiting how many events waited for the executor at most
 * @param deferred how many found its queue full
 */
public record SlowListeners(int told, double seconds, Pings.Result pings, long waiting, long deferred) {

	private static final Duration TIMEOUT = Duration.ofSeconds(90);

	/**
	 * Do so.
	 * @param client the client
	 * @param server the server
	 * @param count the number of sessions
	 * @param queue whether the server has a queue to look at
	 * @return what came of it
	 */
	public static SlowListeners run(LoadClient client, ServerProcess server, int count, boolean queue) {
		server.ask("reset");
		Sessions sessions = Sessions.open(client, server, count);
		try (Pings pings = new Pings(server.port())) {
			long[] seen = new long[2];
			long begin = sessions.drop(Drop.CLOSE);
			Ends ends = Ends.await(server, count, TIMEOUT, () -> {
				if (queue) {
					long[] now = server.numbers("queue");
					seen[0] = Math.max(seen[0], now[0]);
					seen[1] = now[1];
				}
			});
			sessions.awaitGone();
			return new SlowListeners(ends.count(), (ends.last() - begin) / 1e9, pings.stop(), seen[0], seen[1]);
		}
	}

}
