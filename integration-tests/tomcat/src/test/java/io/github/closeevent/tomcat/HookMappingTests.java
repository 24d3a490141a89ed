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

package io.github.closeevent.tomcat;

import java.io.IOException;
import java.util.Map;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Every way from a request to a handler, without {@code @EnableWebSocket}.
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
	@CsvSource({ "/own, /own", "/rooms/7, /rooms/{room}", "/files/a/b?c=d, /files/**", "/, /", "/bean-name, /bean-name",
			"/product, /product" })
	void mappingOfUrls(String path, String pathPattern) throws IOException {
		CloseEvent event = closeByPeer(path, 4001);
		assertOpenedBy(event, pathPattern, "websocket");
		assertHandled(4001);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/lost-in-space", "/a/b/c", "/router/but-not-quite" })
	void mappingOfEverythingElse(String path) throws IOException {
		CloseEvent event = closeByPeer(path, 4002);
		assertOpenedBy(event, "/*", "websocket");
		assertHandled(4002);
	}

	@Test
	void mappingThatIsNotOneOfUrls() throws IOException {
		CloseEvent event = closeByPeer("/custom", 4003);
		assertOpenedBy(event, null, "websocket");
		assertHandled(4003);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/router", "/controller" })
	void handlerThatIsCalledByTheApplication(String path) throws IOException {
		CloseEvent event = closeByPeer(path, 4004);
		assertOpenedBy(event, null, "websocket");
		assertHandled(4004);
	}

	@Test
	void handlerThatIsRegisteredLate() throws IOException {
		SimpleUrlHandlerMapping mapping = server.context().getBean("ownMapping", SimpleUrlHandlerMapping.class);
		mapping.registerHandler("/late", requestHandler(book()));
		CloseEvent event = closeByPeer("/late", 4005);
		assertOpenedBy(event, "/late", "websocket");
		assertHandled(4005);
	}

	private static WebSocketHttpRequestHandler requestHandler(ScriptedHandler.Book book) {
		return new WebSocketHttpRequestHandler(new ScriptedHandler(new TextWebSocketHandler(), book));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		SimpleUrlHandlerMapping ownMapping(ScriptedHandler.Book book, WebSocketHttpRequestHandler product) {
			return new SimpleUrlHandlerMapping(
					Map.of("/own", requestHandler(book), "/rooms/{room}", requestHandler(book), "/files/**",
							requestHandler(book), "/", requestHandler(book), "/product", product),
					0);
		}

		@Bean
		SimpleUrlHandlerMapping lastMapping(ScriptedHandler.Book book) {
			return new SimpleUrlHandlerMapping(Map.of("/*", requestHandler(book)), 100);
		}

		@Bean("/bean-name")
		WebSocketHttpRequestHandler beanName(ScriptedHandler.Book book) {
			return requestHandler(book);
		}

		@Bean
		FactoryBean<WebSocketHttpRequestHandler> product(ScriptedHandler.Book book) {
			return new RequestHandlerFactory(book);
		}

		@Bean
		HandlerMapping customMapping(ScriptedHandler.Book book) {
			return new CustomMapping(requestHandler(book));
		}

		@Bean
		WebSocketHttpRequestHandler called(ScriptedHandler.Book book) {
			return requestHandler(book);
		}

		@Bean
		RouterFunction<ServerResponse> router(WebSocketHttpRequestHandler called) {
			return RouterFunctions.route().GET("/router", (request) -> ServerResponse.ok().build((req, resp) -> {
				called.handleRequest(req, resp);
				return null;
			})).build();
		}

		@Bean
		CallingController callingController(WebSocketHttpRequestHandler called) {
			return new CallingController(called);
		}

	}

	/**
	 * Makes one of the request handlers.
	 */
	static class RequestHandlerFactory implements FactoryBean<WebSocketHttpRequestHandler> {

		private final ScriptedHandler.Book book;

		RequestHandlerFactory(ScriptedHandler.Book book) {
			this.book = book;
		}

		@Override
		public WebSocketHttpRequestHandler getObject() {
			return requestHandler(this.book);
		}

		@Override
		public Class<?> getObjectType() {
			return WebSocketHttpRequestHandler.class;
		}

	}

	/**
	 * Knows neither URLs nor patterns.
	 */
	static class CustomMapping extends AbstractHandlerMapping {

		private final WebSocketHttpRequestHandler handler;

		CustomMapping(WebSocketHttpRequestHandler handler) {
			this.handler = handler;
			setOrder(0);
		}

		@Override
		protected Object getHandlerInternal(HttpServletRequest request) {
			return request.getRequestURI().equals("/custom") ? this.handler : null;
		}

	}

	/**
	 * Passes its requests on by itself.
	 */
	@Controller
	static class CallingController {

		private final WebSocketHttpRequestHandler handler;

		CallingController(WebSocketHttpRequestHandler handler) {
			this.handler = handler;
		}

		@GetMapping("/controller")
		void call(HttpServletRequest request, HttpServletResponse response) throws Exception {
			this.handler.handleRequest(request, response);
		}

	}

}
