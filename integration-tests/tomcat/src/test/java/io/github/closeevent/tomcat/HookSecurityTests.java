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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.contract.ScriptedHandler;
import io.github.closeevent.contract.StompFrames;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.socket.EnableWebSocketSecurity;
import org.springframework.security.messaging.access.intercept.MessageMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Security, which looks into the request handlers and adds its interceptor.
 */
class HookSecurityTests extends AbstractHookTests {

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
	void connectWithToken() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/csrf")).build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
		String cookie = response.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
		String[] token = response.body().split("=", 2);
		try (RawWebSocket client = RawWebSocket.connect(server.port(), "/stomp", List.of("v12.stomp"),
				Map.of("Cookie", cookie), null)) {
			client.sendText(StompFrames.connect(token[0], token[1]));
			assertThat(client.readFrame(PATIENCE).text()).startsWith("CONNECTED");
			CloseEvent event = closeByPeer(client, 4001);
			assertOpenedBy(event, "/stomp", "websocket");
			assertIntercepted(event);
			assertHandled(4001);
		}
	}

	@Test
	void connectWithoutTokenIsRefused() throws IOException {
		try (RawWebSocket client = connect("/stomp", "v12.stomp")) {
			client.sendText(StompFrames.CONNECT);
			assertRefused(client, "ERROR");
		}
	}

	@Test
	void connectOverSockJsWithoutTokenIsRefused() throws IOException {
		try (RawWebSocket client = connect(sockJs("/stomp-sockjs"))) {
			assertThat(client.readFrame(PATIENCE).text()).isEqualTo("o");
			client.sendText(StompFrames.inSockJs(StompFrames.CONNECT));
			assertRefused(client, "a[\"ERROR");
		}
	}

	private void assertRefused(RawWebSocket client, String error) throws IOException {
		assertThat(client.readFrame(PATIENCE).text()).startsWith(error);
		assertThat(client.readUntilClose(PATIENCE).closeCode()).isEqualTo(1002);
		client.sendClose(1002);
		CloseEvent event = server.events().awaitOne();
		assertEvent(event, CloseInitiator.CONTAINER, 1002, true);
		assertIntercepted(event);
		assertHandled(1002);
	}

	private static void assertIntercepted(CloseEvent event) {
		assertThat(event.getSession().getAttributes().get(CsrfToken.class.getName())).isInstanceOf(CsrfToken.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSecurity
	@EnableWebSocketSecurity
	@EnableWebSocketMessageBroker
	static class Application implements WebSocketMessageBrokerConfigurer {

		private final ScriptedHandler.Book book = new ScriptedHandler.Book();

		@Bean
		ScriptedHandler.Book book() {
			return this.book;
		}

		@Bean
		TokenController tokenController() {
			return new TokenController();
		}

		@Bean
		SecurityFilterChain securityFilterChain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

		@Bean
		AuthorizationManager<Message<?>> messageAuthorizationManager(
				MessageMatcherDelegatingAuthorizationManager.Builder messages) {
			return messages.anyMessage().permitAll().build();
		}

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp");
			registry.addEndpoint("/stomp-sockjs").withSockJS();
		}

		@Override
		public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
			registration.addDecoratorFactory((handler) -> new ScriptedHandler(handler, this.book));
		}

		@Override
		public void configureMessageBroker(MessageBrokerRegistry registry) {
			registry.enableSimpleBroker("/topic");
		}

	}

	/**
	 * Gives a client its token.
	 */
	@RestController
	static class TokenController {

		@GetMapping("/csrf")
		String token(CsrfToken token) {
			return token.getHeaderName() + "=" + token.getToken();
		}

	}

}
