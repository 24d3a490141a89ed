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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.client.Peer;
import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * Sends messages that the server sends back, one after the other on each of some
 * sessions. The figure is how many the server echoes in a second of its CPU time.
 */
public final class Echoes implements ToDoubleFunction<ServerProcess> {

	private static final int AT_ONCE = 32;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final LoadClient client;

	private final Duration window;

	/**
	 * Create the scenario.
	 * @param client the client
	 * @param window how long a window is
	 */
	public Echoes(LoadClient client, Duration window) {
		this.client = client;
		this.window = window;
	}

	@Override
	public double applyAsDouble(ServerProcess server) {
		server.ask("reset");
		Run run = new Run();
		this.client.<Void>await((opened) -> run.open(server.port(), opened));
		long before = server.cpu();
		int messages = this.client.await(run::start);
		long after = server.cpu();
		this.client.<Void>await(run::close);
		Ends.await(server, AT_ONCE, TIMEOUT);
		return messages * 1e9 / (after - before);
	}

	private final class Run {

		private final List<Echo> echoes = new ArrayList<>();

		private CompletableFuture<Integer> done = new CompletableFuture<>();

		private CompletableFuture<Void> closed = new CompletableFuture<>();

		private long until;

		private int messages;

		private int running;

		private void open(int port, CompletableFuture<Void> opened) {
			for (int i = 0; i < AT_ONCE; i++) {
				Echoes.this.client.connect(port, new Echo(this, opened));
			}
		}

		private void start(CompletableFuture<Integer> done) {
			this.done = done;
			this.until = System.nanoTime() + Echoes.this.window.toNanos();
			this.running = this.echoes.size();
			this.echoes.forEach(Peer::send);
		}

		private void close(CompletableFuture<Void> closed) {
			this.closed = closed;
			List.copyOf(this.echoes).forEach((echo) -> echo.drop(Drop.CLOSE));
		}

	}

	private static final class Echo extends Peer {

		private final Run run;

		private final CompletableFuture<Void> opened;

		private Echo(Run run, CompletableFuture<Void> opened) {
			this.run = run;
			this.opened = opened;
		}

		@Override
		protected void opened() {
			this.run.echoes.add(this);
			if (this.run.echoes.size() == AT_ONCE) {
				this.opened.complete(null);
			}
		}

		@Override
		protected void received() {
			this.run.messages++;
			if (System.nanoTime() - this.run.until < 0) {
				send();
			}
			else if (--this.run.running == 0) {
				this.run.done.complete(this.run.messages);
			}
		}

		@Override
		protected void ended() {
			this.run.echoes.remove(this);
			this.run.done.completeExceptionally(new IllegalStateException("The server closed"));
			if (this.run.echoes.isEmpty()) {
				this.run.closed.complete(null);
			}
		}

		@Override
		protected void failed(Throwable cause) {
			this.opened.completeExceptionally(cause);
		}

	}

}
