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

package io.github.closeevent.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.adapter.AbstractWebSocketSession;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an event knows of its session, and what a handler sees of the one it is given.
 */
class HookSessionTests extends AbstractHookTests {

	private static TestServer server;

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class, "spring.webflux.base-path=/app");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Override
	TestServer server() {
		return server;
	}

	private CloseEvent closeByPeerAs(String user) throws IOException {
		try (RawWebSocket client = connect("/app/rooms/7", Map.of("User", user))) {
			return closeByPeer(client, 4001);
		}
	}

	@Test
	void factsOfTheHandshake() throws IOException, InterruptedException {
		WebSocketSessionInfo session = closeByPeer("/app/rooms/7?token=secret", 4001).getSession();
		assertThat(session.getPathPattern()).isEqualTo("/rooms/{room}");
		assertThat(session.getPath()).isEqualTo("/rooms/7");
		assertThat(session.getUri()).isNotNull().hasPath("/app/rooms/7").hasQuery("token=secret");
		assertThat(session.getSide()).isEqualTo(Side.SERVER);
		assertThat(session.getTransport()).isEqualTo("websocket");
		assertThat(session.getSubProtocol()).isNull();
		assertThat(session.getPrincipalName()).isNull();
		assertThat(session.getWebSocketSessionId()).isEqualTo(book().awaitSession().getId());
		InetSocketAddress address = session.getRemoteAddress();
		assertThat(address).isNotNull();
		assertThat(address.getAddress()).isEqualTo(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));
		assertThat(address.getPort()).isNotZero().isNotEqualTo(server.port());
	}

	@Test
	void subProtocolIsNegotiatedWithTheHandler() throws IOException {
		try (RawWebSocket client = connect("/app/sub-protocols", Map.of(), "v1", "v3")) {
			assertThat(client.getSubProtocol()).isEqualTo("v1");
			assertThat(closeByPeer(client, 4001).getSession().getSubProtocol()).isEqualTo("v1");
		}
	}

	@Test
	void attributesAreThoseOfTheEnd() throws IOException, InterruptedException {
		try (RawWebSocket client = connect("/app/rooms/7", Map.of())) {
			WebSocketSession session = book().awaitSession();
			session.getAttributes().put("room", "blue");
			CloseEvent event = closeByPeer(client, 4001);
			session.getAttributes().put("room", "red");
			assertThat(event.getSession().getAttributes()).containsExactly(Map.entry("room", "blue"));
		}
	}

	@Test
	void principalIsKnownByName() throws IOException {
		assertThat(closeByPeerAs("alice").getSession().getPrincipalName()).isEqualTo("alice");
	}

	@Test
	void principalMayComeWhileTheSessionIsOpen() throws IOException, InterruptedException {
		try (RawWebSocket client = connect("/app/rooms/7", Map.of("User", "later"))) {
			book().awaitSession();
			server.bean(Users.class).later.tryEmitValue(() -> "bob");
			assertThat(closeByPeer(client, 4001).getSession().getPrincipalName()).isEqualTo("bob");
		}
	}

	@Test
	void principalThatNeverComesHoldsNothingUp() throws IOException {
		assertThat(closeByPeerAs("never").getSession().getPrincipalName()).isNull();
	}

	@Test
	void principalThatCannotBeFoundHoldsNothingUp() throws IOException {
		assertThat(closeByPeerAs("unknown").getSession().getPrincipalName()).isNull();
	}

	@Test
	void principalMayBeFoundInTheContext() throws IOException {
		assertThat(closeByPeerAs("tenant").getSession().getPrincipalName()).isEqualTo("blue");
	}

	@Test
	void contextOfTheHandlerIsThatOfTheRequest() throws IOException {
		closeByPeer("/app/rooms/7", 4001);
		assertThat(book().tenants()).containsExactly("blue");
	}

	@Test
	void handlerSeesAViewOfTheSessionOfSpring() throws IOException, InterruptedException {
		try (RawWebSocket client = connect("/app/rooms/7", Map.of())) {
			WebSocketSession session = book().awaitSession();
			assertThat(session).isNotInstanceOf(AbstractWebSocketSession.class);
			assertThat(session.isOpen()).isTrue();
			assertThat(session.getHandshakeInfo().getUri()).hasPath("/app/rooms/7");
			AtomicReference<Integer> told = new AtomicReference<>();
			session.closeStatus().subscribe((status) -> told.set(status.getCode()));
			closeByPeer(client, 4001);
			await().untilAsserted(() -> assertThat(told).hasValue(4001));
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		HookHandler.Book book() {
			return new HookHandler.Book();
		}

		@Bean
		HandlerMapping mapping(HookHandler.Book book) {
			return new SimpleUrlHandlerMapping(
					Map.of("/rooms/{room}", new HookHandler(book), "/sub-protocols", new HookHandler(book, "v2", "v1")),
					-1);
		}

		@Bean
		Users users() {
			return new Users();
		}

		@Bean
		WebFilter authentication(Users users) {
			return (exchange, chain) -> {
				String user = exchange.getRequest().getHeaders().getFirst("User");
				ServerWebExchange known = (user != null) ? exchange.mutate().principal(users.find(user)).build()
						: exchange;
				return chain.filter(known).contextWrite((context) -> context.put("tenant", "blue"));
			};
		}

	}

	/**
	 * Finds users by the name of how they are found.
	 */
	static class Users {

		private final Sinks.One<Principal> later = Sinks.one();

		Mono<Principal> find(String user) {
			return switch (user) {
				case "later" -> this.later.asMono();
				case "never" -> Mono.never();
				case "unknown" -> Mono.error(new IllegalStateException("no such user"));
				case "tenant" -> Mono.deferContextual((context) -> {
					String name = context.get("tenant");
					return Mono.just(() -> name);
				});
				default -> Mono.just(() -> user);
			};
		}

	}

}
