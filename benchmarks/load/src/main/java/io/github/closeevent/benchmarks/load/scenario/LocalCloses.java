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
import java.util.concurrent.locks.LockSupport;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * The server closes many sessions at once whose peers never answer.
 *
 * @param told how many ends the listener was told of
 * @param seconds how long it took until the last was told
 * @param threads how many threads there were more than before, at most
 * @param cores what share of a core the server used while nothing was left to do but to
 * wait, or not a number if there was no such time
 * @param report what the closer reported in the end
 */
public record LocalCloses(int told, double seconds, long threads, double cores, String report) {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final Duration LOOK = Duration.ofMillis(20);

	private static final Duration FROM = Duration.ofMillis(3000);

	private static final Duration TO = Duration.ofMillis(4800);

	/**
	 * Do so.
	 * @param client the client
	 * @param server the server
	 * @param count the number of sessions
	 * @return what came of it
	 */
	public static LocalCloses run(LoadClient client, ServerProcess server, int count) {
		Sessions sessions = Sessions.open(client, server, count);
		sessions.stay();
		sessions.collect(server);
		server.ask("reset");
		long threads = server.numbers("threads")[0];
		long begin = System.nanoTime();
		server.ask("close");
		Waiting waiting = new Waiting(server, begin);
		Ends ends = Ends.await(server, count, TIMEOUT, waiting::look);
		long most = server.numbers("threads")[1];
		String report = report(server);
		sessions.drop(Drop.FIN);
		sessions.awaitGone();
		return new LocalCloses(ends.count(), (ends.last() - begin) / 1e9, most - threads, waiting.cores(), report);
	}

	/**
	 * The report comes after the last listener, from another thread.
	 */
	private static String report(ServerProcess server) {
		String report = server.ask("report");
		for (long until = System.nanoTime() + SOON.toNanos(); report.equals("pending")
				&& System.nanoTime() - until < 0;) {
			LockSupport.parkNanos(LOOK.toNanos());
			report = server.ask("report");
		}
		return report;
	}

	/**
	 * Reads the CPU time at the beginning and the end of the time in which the server
	 * only waits.
	 */
	private static final class Waiting {

		private final ServerProcess server;

		private final long begin;

		private long since;

		private long cpu;

		private double cores = Double.NaN;

		private Waiting(ServerProcess server, long begin) {
			this.server = server;
			this.begin = begin;
		}

		/**
		 * Once a session has ended, the others are about to.
		 */
		private void look(Ends ends) {
			long now = System.nanoTime();
			long passed = now - this.begin;
			if (ends.count() > 0 || passed < FROM.toNanos() || passed > TO.toNanos()) {
				return;
			}
			long used = this.server.cpu();
			if (this.since == 0) {
				this.since = now;
				this.cpu = used;
			}
			else {
				this.cores = (double) (used - this.cpu) / (now - this.since);
			}
		}

		private double cores() {
			return this.cores;
		}

	}

}
