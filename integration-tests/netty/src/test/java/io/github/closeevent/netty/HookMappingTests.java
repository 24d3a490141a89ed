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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.reactive.CloseEventWebSocketHandlerDecoratorFactory;
import io.github.closeevent.test.RawWebSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every way from a request to a handler.
 */
class HookMappingTests extends AbstractHookTests {

	private static TestServer server;

	@BeforeAll
	static void start() {
		server = TestServer.start(Application.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Override
	TestServer server() {
		return server;
	}

	@ParameterizedTest
	@CsvSource({ "/inline, /inline", "/lambda, /lambda", "/bean, /bean", "/rooms/7?token=secret, /rooms/{room}",
			"/files/a/b, /files/**" })
	void mappingOfUrls(String path, String pathPattern) throws IOException {
		assertOpenedBy(closeByPeer(path, 4001), pathPattern);
	}

	@Test
	void handlerThatIsMadeForEachConnection() throws IOException {
		Set<WebSocketHandler> handlers = new HashSet<>();
		for (int i = 0; i < 2; i++) {
			forget();
			assertOpenedBy(closeByPeer("/prototype", 4002), "/prototype");
			handlers.addAll(book().handlers());
		}
		assertThat(handlers).hasSize(2);
	}

	@Test
	void handlerThatIsRegisteredLate() throws IOException {
		server.bean(LateMapping.class).register("/late", new HookHandler(book()));
		assertOpenedBy(closeByPeer("/late", 4003), "/late");
	}

	@Test
	void mappingThatIsNotOneOfUrls() throws IOException {
		assertOpenedBy(closeByPeer("/custom", 4004), null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/gateway", "/decorated" })
	void handlerThatIsHandedToAServiceByTheApplication(String path) throws IOException {
		CloseEvent event = closeByPeer(path, 4005);
		assertOpenedBy(event, null);
		assertThat(event.getSession().getPath()).isEqualTo(path);
	}

	@Test
	void handlerThatNoHookReachesIsCalledAsEver() throws IOException {
		try (RawWebSocket client = connect("/undecorated", Map.of())) {
			client.sendClose(4006);
			assertThat(client.readUntilClose(PATIENCE)).isNotNull();
			assertThat(book().handlers()).hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "/decorated-and-mapped, /decorated-and-mapped", "/decorated-for-the-gateway," })
	void decoratedTwice(String path, @Nullable String pathPattern) throws IOException {
		assertOpenedBy(closeByPeer(path, 4007), pathPattern);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		HookHandler.Book book() {
			return new HookHandler.Book();
		}

		@Bean
		HookHandler handlerBean(HookHandler.Book book) {
			return new HookHandler(book);
		}

		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		HookHandler prototype(HookHandler.Book book) {
			return new HookHandler(book);
		}

		@Bean
		SimpleUrlHandlerMapping mapping(HookHandler.Book book, HookHandler handlerBean,
				CloseEventWebSocketHandlerDecoratorFactory decorators) {
			WebSocketHandler lambda = (session) -> book.handle(handlerBean, session);
			return new SimpleUrlHandlerMapping(Map.of("/inline", new HookHandler(book), "/lambda", lambda, "/bean",
					handlerBean, "/rooms/{room}", new HookHandler(book), "/files/**", new HookHandler(book),
					"/prototype", "prototype", "/decorated-and-mapped", decorators.decorate(new HookHandler(book))),
					-1);
		}

		@Bean
		LateMapping lateMapping() {
			return new LateMapping();
		}

		@Bean
		HandlerMapping customMapping(HookHandler.Book book) {
			return new CustomMapping(new HookHandler(book));
		}

		@Bean
		HandshakeWebSocketService webSocketService() {
			return new HandshakeWebSocketService();
		}

		@Bean
		WebFilter gateway(WebSocketService service, HookHandler.Book book,
				CloseEventWebSocketHandlerDecoratorFactory decorators) {
			WebSocketService own = new OwnService();
			return (exchange, chain) -> switch (exchange.getRequest().getPath().value()) {
				case "/gateway" -> service.handleRequest(exchange, new HookHandler(book));
				case "/decorated-for-the-gateway" ->
					service.handleRequest(exchange, decorators.decorate(new HookHandler(book)));
				case "/decorated" -> own.handleRequest(exchange, decorators.decorate(new HookHandler(book)));
				case "/undecorated" -> own.handleRequest(exchange, new HookHandler(book));
				default -> chain.filter(exchange);
			};
		}

	}

	/**
	 * A service of the application's own type, which nothing is put in the place of.
	 */
	static class OwnService implements WebSocketService {

		private final WebSocketService delegate = new HandshakeWebSocketService();

		@Override
		public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
			return this.delegate.handleRequest(exchange, handler);
		}

	}

	/**
	 * Has no handlers when the application starts.
	 */
	static class LateMapping extends SimpleUrlHandlerMapping {

		LateMapping() {
			setOrder(-2);
		}

		void register(String path, WebSocketHandler handler) {
			registerHandler(path, handler);
		}

	}

	/**
	 * Knows neither URLs nor patterns.
	 */
	static class CustomMapping extends AbstractHandlerMapping {

		private final WebSocketHandler handler;

		CustomMapping(WebSocketHandler handler) {
			this.handler = handler;
			setOrder(-3);
		}

		@Override
		protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
			return exchange.getRequest().getPath().value().equals("/custom") ? Mono.just(this.handler) : Mono.empty();
		}

	}

}
