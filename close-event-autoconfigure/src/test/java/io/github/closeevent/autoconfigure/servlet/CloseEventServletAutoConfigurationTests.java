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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventCodesAutoConfiguration;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.servlet.CloseEventHttpRequestHandlerAdapter;
import io.github.closeevent.servlet.CloseEventWebSocketHandlerDecoratorFactory;
import io.github.closeevent.servlet.SessionCloseTracker;
import io.github.closeevent.servlet.WebSocketRequestHandlers;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.HttpRequestHandlerAdapter;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.messaging.SubProtocolWebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventServletAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloseEventServletAutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(CloseEventCodesAutoConfiguration.class,
			CloseEventAutoConfiguration.class, CloseEventServletAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(OURS);

	private final WebApplicationContextRunner mvcRunner = this.contextRunner.withConfiguration(
			AutoConfigurations.of(WebMvcAutoConfiguration.class, DispatcherServletAutoConfiguration.class));

	@Test
	void configuresTheDecorator() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(SessionCloseTracker.class)
			.hasSingleBean(CloseEventWebSocketHandlerDecoratorFactory.class)
			.hasSingleBean(WebSocketRequestHandlers.class)
			.hasSingleBean(CloseEventRequestHandlerPostProcessor.class)
			.hasSingleBean(WebSocketMessageBrokerConfigurer.class));
	}

	@Test
	void backsOffIfDisabled() {
		this.mvcRunner.withPropertyValues("close-event.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionCloseTracker.class)
				.doesNotHaveBean(CloseEventRequestHandlerPostProcessor.class)
				.doesNotHaveBean(WebSocketMessageBrokerConfigurer.class);
			assertThat(context.getBean(HttpRequestHandlerAdapter.class))
				.isExactlyInstanceOf(HttpRequestHandlerAdapter.class);
		});
	}

	@Test
	void backsOffWithoutAWebApplication() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionCloseTracker.class)
				.doesNotHaveBean(CloseEventRequestHandlerPostProcessor.class));
	}

	@Test
	void backsOffInAReactiveWebApplication() {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionCloseTracker.class)
				.doesNotHaveBean(CloseEventRequestHandlerPostProcessor.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.socket", "org.springframework.web.servlet" })
	void backsOffWithout(String packageName) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionCloseTracker.class)
				.doesNotHaveBean(CloseEventRequestHandlerPostProcessor.class));
	}

	@Test
	void hasNoStompPartWithoutSpringMessaging() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.messaging"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SessionCloseTracker.class)
				.doesNotHaveBean(CloseEventServletAutoConfiguration.StompConfiguration.class)
				.doesNotHaveBean("closeEventWebSocketMessageBrokerConfigurer"));
	}

	@Test
	void startsWithoutTomcat(CapturedOutput output) {
		this.mvcRunner.withClassLoader(new FilteredClassLoader("org.apache.tomcat.websocket"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SessionCloseTracker.class));
		assertThat(output).doesNotContain("This version of Tomcat is not known");
	}

	@Test
	void knowsTheTomcatOfTheClassPath(CapturedOutput output) {
		this.mvcRunner.run((context) -> assertThat(context).hasSingleBean(SessionCloseTracker.class));
		assertThat(output).doesNotContain("This version of Tomcat is not known");
	}

	@Test
	void warnsOnceOfATomcatThatIsNotKnown(CapturedOutput output) {
		this.mvcRunner.withClassLoader(new FilteredClassLoader("org.apache.tomcat.websocket.WsFrameBase"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(SessionCloseTracker.class));
		assertThat(output).containsOnlyOnce("This version of Tomcat is not known");
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
	void backsOffForOwnRequestHandlers() {
		this.contextRunner.withUserConfiguration(OwnRequestHandlers.class)
			.run((context) -> assertThat(context).hasSingleBean(WebSocketRequestHandlers.class)
				.hasBean("ownRequestHandlers"));
	}

	@Test
	void adapterOfSpringMvcIsReplaced() {
		this.mvcRunner.run((context) -> {
			assertThat(context).hasSingleBean(HttpRequestHandlerAdapter.class);
			assertThat(context.getBean(HttpRequestHandlerAdapter.class))
				.isInstanceOf(CloseEventHttpRequestHandlerAdapter.class);
		});
	}

	@Test
	void adapterOfTheApplicationIsNotReplaced() {
		this.mvcRunner.withUserConfiguration(OwnAdapter.class)
			.run((context) -> assertThat(context.getBean("ownAdapter")).isExactlyInstanceOf(SpecialAdapter.class));
	}

	@Test
	void adapterIsReplacedUnderLazyInitialization() {
		this.mvcRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				ConfigurableListableBeanFactory beanFactory = context.getSourceApplicationContext().getBeanFactory();
				assertThat(beanFactory.containsSingleton("closeEventWebSocketRequestHandlers")).isFalse();
				assertThat(context.getBean(HttpRequestHandlerAdapter.class))
					.isInstanceOf(CloseEventHttpRequestHandlerAdapter.class);
			});
	}

	@Test
	void postProcessorMakesNothingEarly(CapturedOutput output) {
		this.mvcRunner.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
	}

	@Test
	void requestHandlerThatIsABeanIsDecorated() {
		this.contextRunner.withUserConfiguration(RequestHandlerBean.class).run((context) -> {
			WebSocketHttpRequestHandler requestHandler = context.getBean(WebSocketHttpRequestHandler.class);
			assertThat(chain(requestHandler.getWebSocketHandler()))
				.containsOnlyOnce("io.github.closeevent.servlet.CloseEventWebSocketHandler");
			assertThat(WebSocketHandlerDecorator.unwrap(requestHandler.getWebSocketHandler()))
				.isSameAs(context.getBean(TextWebSocketHandler.class));
		});
	}

	@Test
	void handlersInTheMappingStayAsTheyAre() {
		this.contextRunner.withUserConfiguration(MappedHandler.class).run((context) -> {
			WebSocketHttpRequestHandler mapped = (WebSocketHttpRequestHandler) context
				.getBean(SimpleUrlHandlerMapping.class)
				.getUrlMap()
				.get("/chat");
			assertThat(chain(mapped.getWebSocketHandler()))
				.doesNotContain("io.github.closeevent.servlet.CloseEventWebSocketHandler");
		});
	}

	@Test
	void decoratorOfTheStompLayerIsTheInnermost() {
		this.mvcRunner.withUserConfiguration(Stomp.class).run((context) -> {
			assertThat(context).hasNotFailed();
			List<WebSocketMessageBrokerConfigurer> configurers = context
				.getBeanProvider(WebSocketMessageBrokerConfigurer.class)
				.stream()
				.sorted(AnnotationAwareOrderComparator.INSTANCE)
				.toList();
			assertThat(configurers).hasSize(2);
			assertThat(context.getBean("subProtocolWebSocketHandler")).isInstanceOf(SubProtocolWebSocketHandler.class);
			SimpleUrlHandlerMapping mapping = context.getBean("stompWebSocketHandlerMapping",
					SimpleUrlHandlerMapping.class);
			WebSocketHttpRequestHandler endpoint = (WebSocketHttpRequestHandler) mapping.getHandlerMap().get("/stomp");
			List<String> chain = chain(endpoint.getWebSocketHandler());
			assertThat(chain).last().isEqualTo(SubProtocolWebSocketHandler.class.getName());
			assertThat(chain.subList(chain.size() - 3, chain.size() - 1)).containsExactly(
					Stomp.ApplicationDecorator.class.getName(), "io.github.closeevent.servlet.StompWebSocketHandler");
		});
	}

	private static List<String> chain(WebSocketHandler handler) {
		List<String> chain = new ArrayList<>();
		WebSocketHandler candidate = handler;
		chain.add(candidate.getClass().getName());
		while (candidate instanceof WebSocketHandlerDecorator decorator) {
			candidate = decorator.getDelegate();
			chain.add(candidate.getClass().getName());
		}
		return chain;
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTracker {

		@Bean
		SessionCloseTracker ownTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher) {
			return new SessionCloseTracker(records, watch, publisher,
					new TrackingSettings(Duration.ofSeconds(1), (session) -> true, CloseCodes.standard()), () -> "",
					true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDecoratorFactory {

		@Bean
		CloseEventWebSocketHandlerDecoratorFactory ownDecoratorFactory(SessionCloseTracker tracker) {
			return new CloseEventWebSocketHandlerDecoratorFactory(tracker);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRequestHandlers {

		@Bean
		WebSocketRequestHandlers ownRequestHandlers(CloseEventWebSocketHandlerDecoratorFactory decoratorFactory) {
			return new WebSocketRequestHandlers(decoratorFactory);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnAdapter {

		@Bean
		SpecialAdapter ownAdapter() {
			return new SpecialAdapter();
		}

	}

	static class SpecialAdapter extends HttpRequestHandlerAdapter {

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestHandlerBean {

		@Bean
		TextWebSocketHandler handler() {
			return new TextWebSocketHandler();
		}

		@Bean
		WebSocketHttpRequestHandler requestHandler(TextWebSocketHandler handler) {
			return new WebSocketHttpRequestHandler(handler);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MappedHandler {

		@Bean
		SimpleUrlHandlerMapping mapping() {
			return new SimpleUrlHandlerMapping(
					Map.of("/chat", new WebSocketHttpRequestHandler(new TextWebSocketHandler())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocketMessageBroker
	static class Stomp implements WebSocketMessageBrokerConfigurer {

		@Override
		public void registerStompEndpoints(StompEndpointRegistry registry) {
			registry.addEndpoint("/stomp");
		}

		@Override
		public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
			registration.addDecoratorFactory(ApplicationDecorator::new);
		}

		/**
		 * A decorator of the application.
		 */
		static class ApplicationDecorator extends WebSocketHandlerDecorator {

			ApplicationDecorator(WebSocketHandler delegate) {
				super(delegate);
			}

		}

	}

}
