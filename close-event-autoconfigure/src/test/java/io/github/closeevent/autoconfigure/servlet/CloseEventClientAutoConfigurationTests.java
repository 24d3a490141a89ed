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

package io.github.closeevent.autoconfigure.servlet;

import java.util.concurrent.CompletableFuture;

import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventCodesAutoConfiguration;
import io.github.closeevent.servlet.CloseEventStompClients;
import io.github.closeevent.servlet.CloseEventWebSocketClients;
import io.github.closeevent.servlet.SessionCloseTracker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventClientAutoConfiguration}.
 */
class CloseEventClientAutoConfigurationTests {

	private static final String ENABLED = "close-event.client-beans.enabled=true";

	private static final AutoConfigurations OURS = AutoConfigurations.of(CloseEventCodesAutoConfiguration.class,
			CloseEventAutoConfiguration.class, CloseEventServletAutoConfiguration.class,
			CloseEventClientAutoConfiguration.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(OURS);

	@Test
	void configuresClientsWithoutAWebApplication() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(CloseEventWebSocketClients.class)
			.hasSingleBean(CloseEventStompClients.class)
			.hasSingleBean(SessionCloseTracker.class)
			.doesNotHaveBean(ClientPostProcessor.class));
	}

	@Test
	void configuresClientsInAReactiveWebApplication() {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasSingleBean(CloseEventWebSocketClients.class)
				.hasSingleBean(SessionCloseTracker.class));
	}

	@Test
	void sharesTheTrackerOfTheServer() {
		new WebApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasSingleBean(CloseEventWebSocketClients.class)
				.hasSingleBean(SessionCloseTracker.class));
	}

	@Test
	void backsOffIfDisabled() {
		this.contextRunner.withPropertyValues("close-event.enabled=false", ENABLED)
			.withUserConfiguration(Clients.class)
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.doesNotHaveBean(CloseEventWebSocketClients.class)
					.doesNotHaveBean(CloseEventStompClients.class);
				assertThat(context.getBean("standardClient")).isInstanceOf(StandardWebSocketClient.class);
			});
	}

	@Test
	void backsOffWithoutSpringWebSocket() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.web.socket"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CloseEventWebSocketClients.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jakarta.servlet", "org.springframework.web.servlet", "org.apache.tomcat",
			"org.springframework.messaging" })
	void startsWithout(String packageName) {
		this.contextRunner.withPropertyValues(ENABLED)
			.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CloseEventWebSocketClients.class));
	}

	@Test
	void hasNoStompPartWithoutSpringMessaging() {
		this.contextRunner.withPropertyValues(ENABLED)
			.withClassLoader(new FilteredClassLoader("org.springframework.messaging"))
			.run((context) -> assertThat(context).hasSingleBean(ClientPostProcessor.class)
				.doesNotHaveBean(CloseEventStompClients.class));
	}

	@Test
	void backsOffForOwnClients() {
		this.contextRunner.withUserConfiguration(OwnClients.class)
			.run((context) -> assertThat(context).hasSingleBean(CloseEventWebSocketClients.class)
				.hasBean("ownClients")
				.hasSingleBean(CloseEventStompClients.class)
				.hasBean("ownStompClients"));
	}

	@Test
	void clientsThatAreBeansStayAsTheyAre() {
		this.contextRunner.withUserConfiguration(Clients.class).run((context) -> {
			assertThat(context.getBean("standardClient")).isInstanceOf(StandardWebSocketClient.class);
			assertThat(context.getBean(WebSocketStompClient.class).getWebSocketClient())
				.isInstanceOf(StandardWebSocketClient.class);
		});
	}

	@Test
	void clientsThatAreBeansAreDecoratedIfThatIsWanted() {
		this.contextRunner.withPropertyValues(ENABLED).withUserConfiguration(Clients.class).run((context) -> {
			CloseEventWebSocketClients clients = context.getBean(CloseEventWebSocketClients.class);
			WebSocketClient client = context.getBean("standardClient", WebSocketClient.class);
			assertThat(client).isNotInstanceOf(StandardWebSocketClient.class).isSameAs(clients.decorate(client));
			WebSocketStompClient stompClient = context.getBean(WebSocketStompClient.class);
			assertThat(stompClient.getWebSocketClient()).isNotInstanceOf(StandardWebSocketClient.class);
			assertThat(stompClient.getPhase()).isEqualTo(17);
			assertThat(stompClient.isRunning()).isTrue();
			assertThat(context.getBean("notAClient")).isInstanceOf(CompletableFuture.class);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Clients {

		@Bean
		WebSocketClient standardClient() {
			return new StandardWebSocketClient();
		}

		@Bean
		WebSocketStompClient stompClient() {
			WebSocketStompClient client = new WebSocketStompClient(new StandardWebSocketClient());
			client.setPhase(17);
			return client;
		}

		@Bean
		CompletableFuture<Void> notAClient() {
			return new CompletableFuture<>();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClients {

		@Bean
		CloseEventWebSocketClients ownClients(SessionCloseTracker tracker) {
			return new CloseEventWebSocketClients(tracker);
		}

		@Bean
		CloseEventStompClients ownStompClients(CloseEventWebSocketClients clients) {
			return new CloseEventStompClients(clients);
		}

	}

}
