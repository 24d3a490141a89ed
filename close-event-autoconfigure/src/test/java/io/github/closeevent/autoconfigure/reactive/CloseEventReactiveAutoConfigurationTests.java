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
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.reactive.CloseEventHandshakeWebSocketService;
import io.github.closeevent.reactive.CloseEventWebSocketHandlerAdapter;
import io.github.closeevent.reactive.CloseEventWebSocketHandlerDecoratorFactory;
import io.github.closeevent.reactive.SessionCloseTracker;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventReactiveAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloseEventReactiveAutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(CloseEventCodesAutoConfiguration.class,
			CloseEventAutoConfiguration.class, CloseEventReactiveAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(OURS);

	@Test
	void configuresTheDecorator() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(SessionCloseTracker.class)
			.hasSingleBean(CloseEventWebSocketHandlerDecoratorFactory.class)
			.hasSingleBean(CloseEventWebSocketPostProcessor.class));
	}

	@Test
	void backsOffIfDisabled() {
		this.contextRunner.withPropertyValues("close-event.enabled=false")
			.withUserConfiguration(Adapter.class)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(SessionCloseTracker.class)
					.doesNotHaveBean(CloseEventWebSocketPostProcessor.class);
				assertThat(context.getBean(WebSocketHandlerAdapter.class).getClass())
					.isEqualTo(WebSocketHandlerAdapter.class);
			});
	}

	@Test
	void backsOffInAServletApplication() {
		new WebApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SessionCloseTracker.class));
	}

	@Test
	void backsOffWithoutAWebApplication() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SessionCloseTracker.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.socket", "org.springframework.messaging", "reactor.netty",
			"io.netty", "org.apache.tomcat.websocket", "jakarta.websocket", "jakarta.servlet", "org.eclipse.jetty" })
	void startsWithout(String packageName) {
		this.contextRunner.withUserConfiguration(Adapter.class)
			.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SessionCloseTracker.class));
	}

	@Test
	void backsOffWithoutWebFlux() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WebSocketHandlerAdapter.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SessionCloseTracker.class));
	}

	@Test
	void backsOffForAnOwnTracker() {
		this.contextRunner.withUserConfiguration(OwnTracker.class)
			.run((context) -> assertThat(context).hasSingleBean(SessionCloseTracker.class).hasBean("ownTracker"));
	}

	@Test
	void backsOffForAnOwnDecoratorFactory() {
		this.contextRunner.withUserConfiguration(OwnDecoratorFactory.class)
			.run((context) -> assertThat(context).hasSingleBean(CloseEventWebSocketHandlerDecoratorFactory.class)
				.hasBean("ownDecoratorFactory"));
	}

	@Test
	void adapterIsReplacedByOneThatIsTheSame() {
		this.contextRunner.withUserConfiguration(Adapter.class).run((context) -> {
			WebSocketHandlerAdapter adapter = context.getBean(WebSocketHandlerAdapter.class);
			assertThat(adapter).isInstanceOf(CloseEventWebSocketHandlerAdapter.class);
			assertThat(adapter.getOrder()).isEqualTo(7);
			assertThat(adapter.getWebSocketService()).isSameAs(context.getBean(Adapter.class).service);
		});
	}

	@Test
	void serviceThatIsABeanIsReplacedByOneThatIsTheSame() {
		this.contextRunner.withUserConfiguration(Service.class).run((context) -> {
			HandshakeWebSocketService service = context.getBean(HandshakeWebSocketService.class);
			assertThat(service).isInstanceOf(CloseEventHandshakeWebSocketService.class);
			assertThat(service.getUpgradeStrategy()).isSameAs(context.getBean(Service.class).strategy);
			assertThat(service.getSessionAttributePredicate()).accepts("user").rejects("other");
		});
	}

	@Test
	void ownServiceIsLeftAlone() {
		this.contextRunner.withUserConfiguration(OwnService.class)
			.run((context) -> assertThat(context.getBean(WebSocketService.class))
				.isSameAs(context.getBean(OwnService.class).service));
	}

	@Test
	void ownKindOfAdapterIsLeftAloneWithAWarning(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(OwnAdapter.class)
			.run((context) -> assertThat(context.getBean(WebSocketHandlerAdapter.class).getClass())
				.isEqualTo(SpecialAdapter.class));
		assertThat(output).contains("'ownAdapter'", SpecialAdapter.class.getName(),
				"extend CloseEventWebSocketHandlerAdapter instead of WebSocketHandlerAdapter");
	}

	@Configuration(proxyBeanMethods = false)
	static class Adapter {

		private final WebSocketService service = new HandshakeWebSocketService(
				new ReactorNettyRequestUpgradeStrategy());

		@Bean
		WebSocketHandlerAdapter adapter() {
			WebSocketHandlerAdapter adapter = new WebSocketHandlerAdapter(this.service);
			adapter.setOrder(7);
			return adapter;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Service {

		private final RequestUpgradeStrategy strategy = new ReactorNettyRequestUpgradeStrategy();

		@Bean
		HandshakeWebSocketService service() {
			HandshakeWebSocketService service = new HandshakeWebSocketService(this.strategy);
			service.setSessionAttributePredicate("user"::equals);
			return service;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnService {

		private final WebSocketService service = (exchange, handler) -> Mono.empty();

		@Bean
		WebSocketService service() {
			return this.service;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnAdapter {

		@Bean
		SpecialAdapter ownAdapter() {
			return new SpecialAdapter();
		}

	}

	static class SpecialAdapter extends WebSocketHandlerAdapter {

		SpecialAdapter() {
			super((exchange, handler) -> Mono.empty());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTracker {

		@Bean
		SessionCloseTracker ownTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher,
				TrackingSettings settings) {
			return new SessionCloseTracker(records, watch, publisher, settings, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDecoratorFactory {

		@Bean
		CloseEventWebSocketHandlerDecoratorFactory ownDecoratorFactory(SessionCloseTracker tracker) {
			return new CloseEventWebSocketHandlerDecoratorFactory(tracker);
		}

		@Bean
		WebSocketHandler handler(CloseEventWebSocketHandlerDecoratorFactory decoratorFactory) {
			return decoratorFactory.decorate((session) -> Mono.empty());
		}

	}

}
