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

import java.util.ArrayList;
import java.util.List;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseEventListener;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.listener.CloseEventListenerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link CloseEventListenerAutoConfiguration} and its failure analysis.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloseEventListenerAutoConfigurationTests {

	private static final String[] PROPERTIES = { "app.codes=1006,kicked", "close-event.codes.4001.name=Kicked" };

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CloseEventAutoConfiguration.class,
				CloseEventCodesAutoConfiguration.class, CloseEventListenerAutoConfiguration.class))
		.withUserConfiguration(Listener.class)
		.withPropertyValues(PROPERTIES);

	@Test
	void filtersByTheWordsOfTheApplication() {
		this.contextRunner.run((context) -> assertThat(heard(context)).containsExactly(1006, 4001));
	}

	@Test
	void needsNoWebAndNoWebSocket() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet",
					"org.springframework.transaction"))
			.run((context) -> assertThat(heard(context)).containsExactly(1006, 4001));
	}

	@Test
	void needsNoCloseCodes() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CloseEventListenerAutoConfiguration.class))
			.withUserConfiguration(Listener.class)
			.withPropertyValues("app.codes=1006")
			.run((context) -> assertThat(heard(context)).containsExactly(1006));
	}

	@Test
	void listenersStartIfDisabled() {
		disabledRunner()
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CloseEventListenerFactory.class));
	}

	@ParameterizedTest
	@CsvSource({ "app.codes=Kickd, codes = \"Kickd\"",
			"close-event.codes.4001.name=4001, close-event.codes.4001.name" })
	void filtersAndNamesAreCheckedIfDisabled(String property, String blamed) {
		disabledRunner().withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining(blamed));
	}

	private static WebApplicationContextRunner disabledRunner() {
		return new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CloseEventAutoConfiguration.class,
					CloseEventCodesAutoConfiguration.class, CloseEventListenerAutoConfiguration.class))
			.withUserConfiguration(Listener.class)
			.withPropertyValues(PROPERTIES)
			.withPropertyValues("close-event.enabled=false");
	}

	@Test
	void backsOffBeforeTheApplicationsFactory() {
		this.contextRunner.withUserConfiguration(OwnFactory.class)
			.run((context) -> assertThat(context).hasSingleBean(CloseEventListenerFactory.class).hasBean("ownFactory"));
	}

	@Test
	void everyContextHasItsFactory() {
		this.contextRunner.run((parent) -> this.contextRunner.withParent(parent)
			.run((context) -> assertThat(heard(context)).containsExactly(1006, 4001)));
	}

	@Test
	void lazyApplicationFilters() {
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(heard(context)).containsExactly(1006, 4001));
	}

	@Test
	void nothingIsMadeTooEarly(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Processors.class).run((context) -> {
			assertThat(context.getBean(RecordingPostProcessor.class).processed).contains("closeEventCloseCodes")
				.anyMatch((name) -> name.endsWith(CloseEventProperties.class.getName()));
			assertThat(context).hasSingleBean(CloseCodes.class);
		});
		assertThat(output).doesNotContain("not eligible for getting processed by all BeanPostProcessors");
	}

	@Test
	void startOfAnApplicationWarnsOfNothing(CapturedOutput output) {
		try (ConfigurableApplicationContext context = application("app.codes=Kicked").run()) {
			assertThat(heard(context)).containsExactly(4001);
		}
		assertThat(output).contains("Started");
		assertThat(OwnWarnings.in(output)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "true" })
	void badFilterIsDescribedWithItsRemedy(String lazy, CapturedOutput output) {
		SpringApplication application = application("app.codes=Kickd", "spring.main.lazy-initialization=" + lazy);
		assertThatThrownBy(application::run).hasRootCauseMessage(
				"Invalid @CloseEventListener on method '%s.closed(CloseEvent)' of bean '%s': codes = \"Kickd\" (from \"${app.codes}\") %s"
					.formatted(Listener.class.getName(), beanName(),
							"is no close code, range of codes, or name from close-event.codes. " + remedy()));
		assertThat(output.toString().replace("\r", "")).contains("APPLICATION FAILED TO START")
			.contains("Description:\n\nInvalid @CloseEventListener on method '" + Listener.class.getName()
					+ ".closed(CloseEvent)' of bean '" + beanName() + "': codes = \"Kickd\" (from \"${app.codes}\")"
					+ " is no close code, range of codes, or name from close-event.codes.\n")
			.contains("Action:\n\n" + remedy() + "\n");
	}

	private static String beanName() {
		return "closeEventListenerAutoConfigurationTests.Listener";
	}

	private static String remedy() {
		return "Write a code (\"1006\"), a range (\"4000-4099\"), or a name of your own. The known names are: Kicked.";
	}

	private static SpringApplication application(String... properties) {
		return new SpringApplicationBuilder(Application.class, Listener.class).web(WebApplicationType.NONE)
			.properties("close-event.codes.4001.name=Kicked", "spring.jmx.enabled=false")
			.properties(properties)
			.build();
	}

	private static List<Integer> heard(ApplicationContext context) {
		for (int code : new int[] { 1000, 1006, 4000, 4001 }) {
			context.publishEvent(
					new CloseEvent(WebSocketSessionInfo.builder("1").build(), CloseEventInit.create().code(code)));
		}
		return context.getBean(Listener.class).heard;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		private final List<Integer> heard = new ArrayList<>();

		@CloseEventListener(codes = "${app.codes}")
		void closed(CloseEvent event) {
			this.heard.add(event.getCode());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		static CloseEventListenerFactory ownFactory() {
			return new CloseEventListenerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Processors {

		@Bean
		static RecordingPostProcessor recordingPostProcessor() {
			return new RecordingPostProcessor();
		}

	}

	/**
	 * Sees every bean that is made in time.
	 */
	static class RecordingPostProcessor implements BeanPostProcessor {

		private final List<String> processed = new ArrayList<>();

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			this.processed.add(beanName);
			return bean;
		}

	}

}
