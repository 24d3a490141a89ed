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

package io.github.closeevent.benchmarks.peers.quarkus;

import io.github.closeevent.benchmarks.control.Control;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.websockets.next.Closed;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

/**
 * Runs when Quarkus listens, and hears the event that it fires for a connection that has
 * ended.
 */
@QuarkusMain
@Singleton
public class EchoServer implements QuarkusApplication {

	private final Control control = Control.start();

	private final HttpServer server;

	EchoServer(HttpServer server) {
		this.server = server;
	}

	@Override
	public int run(String... args) {
		this.control.ready(this.server.getPort());
		Quarkus.waitForExit();
		return 0;
	}

	void closed(@ObservesAsync @Closed WebSocketConnection connection) {
		this.control.ended();
	}

}
