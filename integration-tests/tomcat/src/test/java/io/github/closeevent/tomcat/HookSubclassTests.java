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
import java.time.Duration;
import java.util.Map;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.servlet.CloseEventWebSocketHandlerDecoratorFactory;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.SockJsService;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.handler.DefaultSockJsService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Subclasses of Spring's request handlers, of which no copy can be made.
 */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("Counts warnings in the output")
class HookSubclassTests extends AbstractHookTests {

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

	@Test
	void subclassIsNamedOnceAndWorksAsEver(CapturedOutput output) throws IOException {
		assertNoEvent("/plain", 4001);
		book().clear();
		assertNoEvent("/plain", 4002);
		assertWarnedOnce(output, Plain.class);
	}

	@Test
	void subclassThatIsABean(CapturedOutput output) throws IOException {
		assertNoEvent("/plain-bean", 4003);
		assertWarnedOnce(output, PlainBean.class);
	}

	@Test
	void subclassForSockJs(CapturedOutput output) throws IOException {
		assertNoEvent(sockJs("/plain-sockjs"), 4004);
		assertWarnedOnce(output, PlainSockJs.class);
	}

	@Test
	void subclassThatDecorates(CapturedOutput output) throws IOException {
		CloseEvent event = closeByPeer("/decorating", 4005);
		assertOpenedBy(event, null, "websocket");
		assertHandled(4005);
		assertThat(output).doesNotContain(Decorating.class.getName());
	}

	@Test
	void subclassThatDecoratesForSockJs(CapturedOutput output) throws IOException {
		CloseEvent event = closeByPeer(sockJs("/decorating-sockjs"), 4006);
		assertOpenedBy(event, null, "sockjs-websocket");
		assertHandled(4006);
		assertThat(output).doesNotContain(DecoratingSockJs.class.getName());
	}

	private void assertNoEvent(String path, int code) throws IOException {
		try (RawWebSocket client = connect(path)) {
			client.sendClose(code);
			assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(code);
			await().untilAsserted(() -> assertHandled(code));
			server.events().assertNoMore(Duration.ofMillis(200));
		}
	}

	private static void assertWarnedOnce(CapturedOutput output, Class<?> subclass) {
		assertThat(output.getOut().lines().filter((line) -> line.contains(subclass.getName() + " "))).singleElement()
			.asString()
			.contains(" WARN ", CloseEventWebSocketHandlerDecoratorFactory.class.getSimpleName());
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		ScriptedHandler handler(ScriptedHandler.Book book) {
			return new ScriptedHandler(new TextWebSocketHandler(), book);
		}

		@Bean
		PlainBean plainBean(ScriptedHandler handler) {
			return new PlainBean(handler);
		}

		@Bean
		ThreadPoolTaskScheduler sockJsScheduler() {
			return new ThreadPoolTaskScheduler();
		}

		@Bean
		SimpleUrlHandlerMapping mapping(ScriptedHandler handler, PlainBean plainBean, TaskScheduler scheduler,
				CloseEventWebSocketHandlerDecoratorFactory factory) {
			SockJsService sockJs = new DefaultSockJsService(scheduler);
			return new SimpleUrlHandlerMapping(
					Map.of("/plain", new Plain(handler), "/plain-bean", plainBean, "/plain-sockjs/**",
							new PlainSockJs(sockJs, handler), "/decorating", new Decorating(handler, factory),
							"/decorating-sockjs/**", new DecoratingSockJs(sockJs, handler, factory)),
					0);
		}

	}

	/**
	 * Knows nothing of close events.
	 */
	static class Plain extends WebSocketHttpRequestHandler {

		Plain(WebSocketHandler handler) {
			super(handler);
		}

	}

	/**
	 * As a bean.
	 */
	static class PlainBean extends WebSocketHttpRequestHandler {

		PlainBean(WebSocketHandler handler) {
			super(handler);
		}

	}

	/**
	 * For SockJS.
	 */
	static class PlainSockJs extends SockJsHttpRequestHandler {

		PlainSockJs(SockJsService service, WebSocketHandler handler) {
			super(service, handler);
		}

	}

	/**
	 * Does what the warning says.
	 */
	static class Decorating extends WebSocketHttpRequestHandler {

		Decorating(WebSocketHandler handler, CloseEventWebSocketHandlerDecoratorFactory factory) {
			super(factory.decorate(handler));
		}

	}

	/**
	 * Does what the warning says, for SockJS.
	 */
	static class DecoratingSockJs extends SockJsHttpRequestHandler {

		DecoratingSockJs(SockJsService service, WebSocketHandler handler,
				CloseEventWebSocketHandlerDecoratorFactory factory) {
			super(service, factory.decorate(handler));
		}

	}

}
