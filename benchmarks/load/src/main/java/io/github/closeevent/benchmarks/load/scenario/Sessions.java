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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.benchmarks.load.client.Drop;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.client.Peer;
import io.github.closeevent.benchmarks.load.server.ServerProcess;

/**
 * Many sessions with one server that are open and do nothing.
 */
final class Sessions {

	private static final int HANDSHAKES_AT_ONCE = 64;

	private static final long LOOK_MILLIS = 5;

	private final LoadClient client;

	private final int port;

	private final int count;

	private final List<Peer> peers = new ArrayList<>();

	private int started;

	private int alive;

	private Sessions(LoadClient client, int port, int count) {
		this.client = client;
		this.port = port;
		this.count = count;
	}

	/**
	 * Open sessions and wait until all are open.
	 */
	static Sessions open(LoadClient client, ServerProcess server, int count) {
		Sessions sessions = new Sessions(client, server.port(), count);
		try {
			client.<Void>await((opened) -> {
				for (int i = 0; i < HANDSHAKES_AT_ONCE; i++) {
					sessions.openNext(opened);
				}
			});
			return sessions;
		}
		catch (IllegalStateException ex) {
			throw new IllegalStateException(
					server.name() + " has opened " + sessions.peers.size() + " sessions of " + count, ex);
		}
	}

	private void openNext(CompletableFuture<Void> opened) {
		if (this.started < this.count) {
			this.started++;
			this.client.connect(this.port, new Idle(opened));
		}
	}

	/**
	 * Let all stay until they are dropped, whatever the server does.
	 */
	void stay() {
		this.client.<Void>await((done) -> {
			this.peers.forEach(Peer::stay);
			done.complete(null);
		});
	}

	/**
	 * Let both ends collect their garbage. If one did so while the sessions end, it might
	 * take longer than all ends.
	 */
	void collect(ServerProcess server) {
		server.ask("collect");
		System.gc();
	}

	/**
	 * Drop all.
	 * @return when the first was dropped, by {@link System#nanoTime()}
	 */
	long drop(Drop how) {
		return this.client.await((begun) -> {
			long begin = System.nanoTime();
			this.peers.forEach((peer) -> peer.drop(how));
			begun.complete(begin);
		});
	}

	/**
	 * Wait until all connections have ended at this end as well.
	 */
	void awaitGone() {
		this.client.<Void>await(this::awaitGone);
	}

	private void awaitGone(CompletableFuture<Void> gone) {
		if (this.alive > 0) {
			this.client.scheduler().schedule(() -> awaitGone(gone), LOOK_MILLIS, TimeUnit.MILLISECONDS);
			return;
		}
		gone.complete(null);
	}

	private final class Idle extends Peer {

		private final CompletableFuture<Void> opened;

		private Idle(CompletableFuture<Void> opened) {
			this.opened = opened;
		}

		@Override
		protected void opened() {
			Sessions.this.alive++;
			Sessions.this.peers.add(this);
			if (Sessions.this.peers.size() == Sessions.this.count) {
				this.opened.complete(null);
			}
			openNext(this.opened);
		}

		@Override
		protected void ended() {
			Sessions.this.alive--;
		}

		@Override
		protected void failed(Throwable cause) {
			this.opened.completeExceptionally(cause);
		}

	}

}
