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

package io.github.closeevent.contract.shutdown;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.closeevent.servlet.CloseEventWebSocketClients;
import reactor.core.publisher.Mono;

import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Applications that connect to the server of a test before they are ready.
 */
public final class ClientEndpoints {

	/**
	 * The property that names the URI to connect to.
	 */
	static final String URI_PROPERTY = "clients.uri";

	static final int CLIENTS = 3;

	private static final long PATIENCE_SECONDS = 20;

	private ClientEndpoints() {
	}

	private static ApplicationRunner connecting(Environment environment, Function<URI, Boolean> connect) {
		return (arguments) -> {
			for (int number = 0; number < CLIENTS; number++) {
				URI uri = URI.create(environment.getRequiredProperty(URI_PROPERTY) + "?client=" + number);
				Assert.state(connect.apply(uri), () -> "Not connected to " + uri);
			}
		};
	}

	/**
	 * Connects by a client of spring-websocket.
	 */
	@Configuration(proxyBeanMethods = false)
	public static class Servlet {

		@Bean
		ApplicationRunner connecting(CloseEventWebSocketClients clients, Environment environment) {
			WebSocketClient client = clients.decorate(createClient());
			return ClientEndpoints.connecting(environment,
					(uri) -> client.execute(new TextWebSocketHandler(), null, uri)
						.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
						.join()
						.isOpen());
		}

		/**
		 * Create the client.
		 * @return the client, which is not decorated
		 */
		protected WebSocketClient createClient() {
			return new StandardWebSocketClient();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Reactive {

		@Bean
		ApplicationRunner connecting(io.github.closeevent.reactive.CloseEventWebSocketClients clients,
				Environment environment) {
			var client = clients.decorate(new ReactorNettyWebSocketClient());
			return ClientEndpoints.connecting(environment, (uri) -> {
				CountDownLatch open = new CountDownLatch(1);
				client.execute(uri, (session) -> {
					open.countDown();
					return session.receive().then();
				}).onErrorResume((ex) -> Mono.empty()).subscribe();
				return await(open);
			});
		}

		private static boolean await(CountDownLatch open) {
			try {
				return open.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}

	}

}
