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

package io.github.closeevent.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for a context with a web server of its own, below another one.
 */
@ParameterizedClass
@EnumSource
class ChildContextTests {

	@Parameter
	private Arrangement arrangement;

	private ConfigurableApplicationContext parent;

	private ConfigurableApplicationContext child;

	private ClosesHeard heard;

	@BeforeEach
	void start() {
		this.parent = application(this.arrangement.parent).run();
		this.child = application(this.arrangement.child).parent(this.parent).run();
		this.heard = this.parent.getBean(ClosesHeard.class);
	}

	private static SpringApplicationBuilder application(Class<?> source) {
		return application(source, (source.getSimpleName().startsWith("Servlet")) ? WebApplicationType.SERVLET
				: WebApplicationType.REACTIVE);
	}

	/**
	 * An application of any kind, on a port of its own if it has a server.
	 */
	static SpringApplicationBuilder application(Class<?> source, WebApplicationType type) {
		return new SpringApplicationBuilder(source).web(type).bannerMode(Banner.Mode.OFF).properties("server.port=0");
	}

	@AfterEach
	void stop() {
		this.child.close();
		this.parent.close();
	}

	@Test
	void childClosesItsOwnSessionsAndTheParentTheRest() {
		ListeningClient ofParent = ListeningClient.connect(this.parent, "/parent");
		ListeningClient ofChild = ListeningClient.connect(this.child, "/child");
		this.child.close();
		assertThat(ofChild.closed()).isEqualTo(1001);
		assertThat(this.heard.inShort()).containsExactly("/child 1001");
		assertThat(ofParent.isOpen()).isTrue();
		ListeningClient later = ListeningClient.connect(this.parent, "/parent");
		this.parent.close();
		assertThat(ofParent.closed()).isEqualTo(1001);
		assertThat(later.closed()).isEqualTo(1001);
		assertThat(this.heard.inShort()).containsExactly("/child 1001", "/parent 1001", "/parent 1001");
	}

	@Test
	void parentTakesItsChildWithIt() {
		ListeningClient ofParent = ListeningClient.connect(this.parent, "/parent");
		ListeningClient ofChild = ListeningClient.connect(this.child, "/child");
		this.parent.close();
		assertThat(ofParent.closed()).isEqualTo(1001);
		assertThat(ofChild.closed()).isEqualTo(1001);
		assertThat(this.heard.inShort()).containsExactlyInAnyOrder("/parent 1001", "/child 1001");
		assertThat(this.child.isActive()).isFalse();
	}

	@Test
	void sessionsOfTheChildAreMeasuredOnce() {
		MeterRegistry registry = this.parent.getBean(MeterRegistry.class);
		ListeningClient.connect(this.child, "/child");
		await().until(() -> active(registry) == 1);
		this.child.close();
		assertThat(active(registry)).isZero();
		assertThat(registry.get("websocket.connection.duration").timer().count()).isEqualTo(1);
	}

	@Test
	void eachSeesItsOwnSessions() {
		ListeningClient.connect(this.parent, "/parent");
		ListeningClient.connect(this.child, "/child");
		assertThat(pathsSeenBy(this.parent)).containsExactly("/parent");
		assertThat(pathsSeenBy(this.child)).containsExactly("/child");
	}

	@Test
	void childThatStopsLeavesTheServerOfTheParentAlone() {
		ListeningClient ofParent = ListeningClient.connect(this.parent, "/parent");
		this.child.stop();
		ofParent.abort();
		await().untilAsserted(() -> assertThat(this.heard.events()).singleElement()
			.satisfies((event) -> assertThat(event.getInitiator()).isEqualTo(CloseInitiator.NETWORK)));
	}

	private static double active(MeterRegistry registry) {
		return registry.find("websocket.connections.active").gauges().stream().mapToDouble(Gauge::value).sum();
	}

	private static List<String> pathsSeenBy(ConfigurableApplicationContext context) {
		return context.getBean(Witness.class).sessions.stream().map(WebSocketSessionInfo::getPath).toList();
	}

	/**
	 * Which kind of application is above which.
	 */
	enum Arrangement {

		SERVLET_BELOW_SERVLET(ServletParentApplication.class, ServletChildBelowServletApplication.class),
		SERVLET_BELOW_REACTIVE(ReactiveParentApplication.class, ServletChildApplication.class),
		REACTIVE_BELOW_REACTIVE(ReactiveParentApplication.class, ReactiveChildApplication.class);

		private final Class<?> parent;

		private final Class<?> child;

		Arrangement(Class<?> parent, Class<?> child) {
			this.parent = parent;
			this.child = child;
		}

	}

	/**
	 * Has the sessions injected.
	 */
	record Witness(WebSocketSessions sessions) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class AnyApplication {

		@Bean
		Witness witness(WebSocketSessions sessions) {
			return new Witness(sessions);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	@Import({ AnyApplication.class, ClosesHeard.class })
	static class ServletParentApplication {

		@Bean
		WebSocketConfigurer webSocketConfigurer() {
			return (registry) -> registry.addHandler(new AbstractWebSocketHandler() {
			}, "/parent");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	@Import(AnyApplication.class)
	static class ServletChildApplication {

		@Bean
		WebSocketConfigurer webSocketConfigurer() {
			return (registry) -> registry.addHandler(new AbstractWebSocketHandler() {
			}, "/child");
		}

	}

	/**
	 * Spring Boot makes no second dispatcher for a context below.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(ServletChildApplication.class)
	static class ServletChildBelowServletApplication {

		@Bean
		ServletRegistrationBean<DispatcherServlet> dispatcher(WebApplicationContext context) {
			return new ServletRegistrationBean<>(new DispatcherServlet(context), "/");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ AnyApplication.class, ClosesHeard.class })
	static class ReactiveParentApplication {

		@Bean
		SimpleUrlHandlerMapping webSocketMapping() {
			WebSocketHandler handler = (session) -> session.receive().then();
			return new SimpleUrlHandlerMapping(Map.of("/parent", handler), -1);
		}

	}

	/**
	 * Spring Boot makes no second server of this kind for a context below.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import(AnyApplication.class)
	static class ReactiveChildApplication {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			return new NettyReactiveWebServerFactory(0);
		}

		@Bean
		HttpHandler httpHandler(ApplicationContext context) {
			return WebHttpHandlerBuilder.webHandler(new DispatcherHandler(context)).build();
		}

		@Bean
		SimpleUrlHandlerMapping webSocketMapping() {
			WebSocketHandler handler = (session) -> session.receive().then();
			return new SimpleUrlHandlerMapping(Map.of("/child", handler), -1);
		}

	}

}
