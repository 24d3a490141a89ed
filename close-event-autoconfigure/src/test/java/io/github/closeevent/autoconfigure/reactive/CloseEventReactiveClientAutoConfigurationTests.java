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

package io.github.closeevent.autoconfigure.reactive;

import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventCodesAutoConfiguration;
import io.github.closeevent.autoconfigure.servlet.CloseEventServletAutoConfiguration;
import io.github.closeevent.reactive.CloseEventWebSocketClients;
import io.github.closeevent.reactive.SessionCloseTracker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import org.springframework.web.reactive.socket.client.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventReactiveClientAutoConfiguration}.
 */
class CloseEventReactiveClientAutoConfigurationTests {

	private static final String ENABLED = "close-event.client-beans.enabled=true";

	private static final AutoConfigurations OURS = AutoConfigurations.of(CloseEventCodesAutoConfiguration.class,
			CloseEventAutoConfiguration.class, CloseEventServletAutoConfiguration.class,
			CloseEventReactiveAutoConfiguration.class, CloseEventReactiveClientAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(OURS);

	@Test
	void hasATrackerNextToThatOfAServletApplication() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(CloseEventWebSocketClients.class)
			.hasSingleBean(SessionCloseTracker.class)
			.hasSingleBean(io.github.closeevent.servlet.SessionCloseTracker.class)
			.doesNotHaveBean(CloseEventWebSocketClientPostProcessor.class));
	}

	@Test
	void sharesTheTrackerOfTheServer() {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasSingleBean(CloseEventWebSocketClients.class)
				.hasSingleBean(SessionCloseTracker.class));
	}

	@Test
	void backsOffIfDisabled() {
		this.contextRunner.withPropertyValues("close-event.enabled=false", ENABLED)
			.withUserConfiguration(Clients.class)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(CloseEventWebSocketClients.class);
				assertThat(context.getBean("client")).isInstanceOf(ReactorNettyWebSocketClient.class);
			});
	}

	@Test
	void backsOffWithoutSpringWebFlux() {
		this.contextRunner.withPropertyValues(ENABLED)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("closeEventReactiveWebSocketClients")
				.doesNotHaveBean("closeEventReactiveSessionCloseTracker"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.socket", "org.springframework.web.servlet", "org.apache.tomcat",
			"reactor.netty", "io.netty" })
	void startsWithout(String packageName) {
		this.contextRunner.withPropertyValues(ENABLED)
			.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CloseEventWebSocketClients.class));
	}

	@Test
	void backsOffForOwnBeans() {
		this.contextRunner.withUserConfiguration(OwnClients.class)
			.run((context) -> assertThat(context).hasSingleBean(CloseEventWebSocketClients.class)
				.hasBean("ownClients"));
	}

	@Test
	void clientsThatAreBeansStayAsTheyAre() {
		this.contextRunner.withUserConfiguration(Clients.class)
			.run((context) -> assertThat(context.getBean("client")).isInstanceOf(ReactorNettyWebSocketClient.class));
	}

	@Test
	void clientsThatAreBeansAreDecoratedIfThatIsWanted() {
		this.contextRunner.withPropertyValues(ENABLED).withUserConfiguration(Clients.class).run((context) -> {
			CloseEventWebSocketClients clients = context.getBean(CloseEventWebSocketClients.class);
			WebSocketClient client = context.getBean("client", WebSocketClient.class);
			assertThat(client).isNotInstanceOf(ReactorNettyWebSocketClient.class).isSameAs(clients.decorate(client));
			assertThat(context.getBean("notAClient")).isInstanceOf(StringBuilder.class);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		WebSocketClient client() {
			return new ReactorNettyWebSocketClient();
		}

		@Bean
		StringBuilder notAClient() {
			return new StringBuilder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClients {

		@Bean
		CloseEventWebSocketClients ownClients(SessionCloseTracker tracker) {
			return new CloseEventWebSocketClients(tracker);
		}

	}

}
