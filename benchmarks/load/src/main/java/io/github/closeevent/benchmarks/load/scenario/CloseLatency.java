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
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.client.Peer;
import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * Closes sessions one after the other. The figure is the median of the times from sending
 * the Close frame to the server's being told, in microseconds.
 */
public final class CloseLatency implements ToDoubleFunction<ServerProcess> {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int COUNT = 200;

	private final LoadClient client;

	/**
	 * Create the scenario.
	 * @param client the client
	 */
	public CloseLatency(LoadClient client) {
		this.client = client;
	}

	@Override
	public double applyAsDouble(ServerProcess server) {
		server.ask("reset");
		Run run = new Run(server.port());
		this.client.<Void>await(run::next);
		Ends.await(server, COUNT, TIMEOUT);
		long[] told = server.numbers("times");
		double[] latencies = new double[COUNT];
		for (int i = 0; i < COUNT; i++) {
			latencies[i] = (told[i] - run.sent[i]) / 1e3;
		}
		Arrays.sort(latencies);
		return latencies[COUNT / 2];
	}

	private final class Run {

		private final int port;

		private final long[] sent;

		private int next;

		private Run(int port) {
			this.port = port;
			this.sent = new long[COUNT];
		}

		private void next(CompletableFuture<Void> done) {
			if (this.next == this.sent.length) {
				done.complete(null);
				return;
			}
			CloseLatency.this.client.connect(this.port, new Peer() {

				@Override
				protected void opened() {
					Run.this.sent[Run.this.next++] = System.nanoTime();
					drop(Drop.CLOSE);
				}

				@Override
				protected void ended() {
					Run.this.next(done);
				}

				@Override
				protected void failed(Throwable cause) {
					done.completeExceptionally(cause);
				}

			});
		}

	}

}
