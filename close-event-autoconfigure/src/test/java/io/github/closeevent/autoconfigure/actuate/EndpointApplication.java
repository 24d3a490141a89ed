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

package io.github.closeevent.autoconfigure.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.security.Principal;
import java.util.List;
import java.util.Map;

import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.history.CloseEventHistory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Session;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebFilter;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * An application that runs, with sessions at {@code /rooms/{room}}. Whoever says in a
 * header who he is, is believed.
 */
final class EndpointApplication implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final String USER = "X-User";

	private final ConfigurableApplicationContext context;

	private EndpointApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static EndpointApplication start(WebApplicationType type, String... args) {
		return new EndpointApplication(new SpringApplicationBuilder(
				(type == WebApplicationType.SERVLET) ? ServletApplication.class : ReactiveApplication.class)
			.web(type)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "management.endpoints.web.exposure.include=closeevents",
					"close-event.history.attributes=tenant,secret", "close-event.codes.4001.name=Kicked")
			.run(args));
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * Open a session, and wait until the server knows of it.
	 */
	WebSocket open(String path, @Nullable String user) {
		long before = sessions().count();
		WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
		if (user != null) {
			builder.header(USER, user);
		}
		WebSocket socket = builder.buildAsync(uri("ws", path), new WebSocket.Listener() {
		}).join();
		Awaitility.await().until(() -> sessions().count() > before);
		return socket;
	}

	void awaitCloses(long count) {
		Awaitility.await().until(() -> history().getRecorded() == count);
	}

	WebSocketSessions sessions() {
		return this.context.getBean(WebSocketSessions.class);
	}

	CloseEventHistory history() {
		return this.context.getBean(CloseEventHistory.class);
	}

	HttpResponse<String> request(String method, String path, @Nullable String user) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri("http", path))
			.method(method, HttpRequest.BodyPublishers.noBody());
		if (user != null) {
			request.header(USER, user);
		}
		try {
			return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private URI uri(String scheme, String path) {
		return URI
			.create(scheme + "://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path);
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> json(HttpResponse<String> response) {
		return JSON.readValue(response.body(), Map.class);
	}

	private static Map<String, Object> attributes() {
		return Map.of("tenant", "acme", "secret", "s3cr3t", "other", "other");
	}

	/**
	 * What both flavours have.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Common {

		@Bean
		SanitizingFunction secrets() {
			return SanitizingFunction.sanitizeValue().ifKeyEquals("closeevents.attributes.secret");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSocket
	static class ServletApplication extends Common implements WebSocketConfigurer {

		@Override
		public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
			registry.addHandler(new TextWebSocketHandler() {

				@Override
				public void afterConnectionEstablished(WebSocketSession session) {
					allowToAnswer(session);
					session.getAttributes().putAll(attributes());
				}

			}, "/rooms/{room}");
		}

		/**
		 * Tomcat gives up after 50 ms otherwise, which a busy machine may need.
		 */
		private static void allowToAnswer(WebSocketSession session) {
			((NativeWebSocketSession) session).getNativeSession(Session.class)
				.getUserProperties()
				.put("org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", 10_000L);
		}

		@Bean
		OncePerRequestFilter users() {
			return new OncePerRequestFilter() {

				@Override
				protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response,
						FilterChain chain) throws IOException, ServletException {
					chain.doFilter(new HttpServletRequestWrapper(request) {

						@Override
						public @Nullable Principal getUserPrincipal() {
							String user = getHeader(USER);
							return (user != null) ? () -> user : null;
						}

						@Override
						public boolean isUserInRole(String role) {
							return role.equals(getHeader(USER));
						}

					}, response);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ReactiveApplication extends Common {

		@Bean
		SimpleUrlHandlerMapping rooms() {
			org.springframework.web.reactive.socket.WebSocketHandler handler = (session) -> {
				session.getAttributes().putAll(attributes());
				return session.receive().then();
			};
			return new SimpleUrlHandlerMapping(Map.of("/rooms/{room}", handler), -1);
		}

		@Bean
		WebFilter users() {
			return (exchange, chain) -> {
				List<String> users = exchange.getRequest().getHeaders().getOrEmpty(USER);
				return chain.filter(users.isEmpty() ? exchange
						: exchange.mutate().principal(Mono.just(() -> users.get(0))).build());
			};
		}

	}

}
