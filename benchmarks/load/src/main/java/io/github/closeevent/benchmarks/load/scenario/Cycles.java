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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.client.Peer;
import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * Opens sessions and ends them, over and over, some at once. The figure is the server's
 * CPU time for one of them, in microseconds.
 */
public final class Cycles implements ToDoubleFunction<ServerProcess> {

	private static final int AT_ONCE = 32;

	private static final Duration REST = Duration.ofMillis(20);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final LoadClient client;

	private final Duration window;

	private final Drop[] ways;

	/**
	 * Create the scenario.
	 * @param client the client
	 * @param window how long a window is
	 * @param ways how sessions end, in turn
	 */
	public Cycles(LoadClient client, Duration window, Drop... ways) {
		this.client = client;
		this.window = window;
		this.ways = ways;
	}

	@Override
	public double applyAsDouble(ServerProcess server) {
		server.ask("reset");
		long before = server.cpu();
		int cycles = this.client.await((done) -> new Run(server.port(), done).start());
		int told = Ends.await(server, cycles, TIMEOUT).count();
		if (told != cycles) {
			throw new IllegalStateException(server.name() + " was told of " + told + " ends of " + cycles);
		}
		// Who is told last may not be the last at work.
		LockSupport.parkNanos(REST.toNanos());
		return (server.cpu() - before) / 1e3 / cycles;
	}

	private final class Run {

		private final int port;

		private final CompletableFuture<Integer> done;

		private final long until = System.nanoTime() + Cycles.this.window.toNanos();

		private int running;

		private int cycles;

		private Run(int port, CompletableFuture<Integer> done) {
			this.port = port;
			this.done = done;
		}

		private void start() {
			for (int i = 0; i < AT_ONCE; i++) {
				next();
			}
		}

		private void next() {
			if (System.nanoTime() - this.until < 0) {
				Drop way = Cycles.this.ways[(this.cycles + this.running) % Cycles.this.ways.length];
				this.running++;
				Cycles.this.client.connect(this.port, new Cycle(this, way));
			}
			else if (this.running == 0) {
				this.done.complete(this.cycles);
			}
		}

	}

	private static final class Cycle extends Peer {

		private final Run run;

		private final Drop way;

		private Cycle(Run run, Drop way) {
			this.run = run;
			this.way = way;
		}

		@Override
		protected void opened() {
			drop(this.way);
		}

		@Override
		protected void ended() {
			this.run.cycles++;
			this.run.running--;
			this.run.next();
		}

		@Override
		protected void failed(Throwable cause) {
			this.run.done.completeExceptionally(cause);
		}

	}

}
