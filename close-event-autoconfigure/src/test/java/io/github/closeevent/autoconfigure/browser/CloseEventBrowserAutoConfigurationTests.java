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

package io.github.closeevent.autoconfigure.browser;

import io.github.closeevent.autoconfigure.CloseEventCodesAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventReconnectAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the conditions of {@link CloseEventBrowserAutoConfiguration} and
 * {@link CloseEventReactiveBrowserAutoConfiguration}.
 */
class CloseEventBrowserAutoConfigurationTests {

	private static final String ENABLED = "close-event.client.enabled=true";

	private static final String ROUTES = "closeEventBrowserRoutes";

	private static final AutoConfigurations OURS = AutoConfigurations.of(CloseEventCodesAutoConfiguration.class,
			CloseEventReconnectAutoConfiguration.class, CloseEventBrowserAutoConfiguration.class,
			CloseEventReactiveBrowserAutoConfiguration.class);

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(OURS);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(OURS);

	@Test
	void servesNothingByDefault() {
		this.servlet.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ROUTES));
		this.reactive.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ROUTES));
	}

	@Test
	void servesNothingIfDisabled() {
		this.servlet.withPropertyValues("close-event.client.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ROUTES));
		this.reactive.withPropertyValues("close-event.client.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ROUTES));
	}

	@Test
	void servesWhatTheFlavourOfTheApplicationServes() {
		this.servlet.withPropertyValues(ENABLED)
			.run((context) -> assertThat(context)
				.hasSingleBean(org.springframework.web.servlet.function.RouterFunction.class)
				.doesNotHaveBean(org.springframework.web.reactive.function.server.RouterFunction.class));
		this.reactive.withPropertyValues(ENABLED)
			.run((context) -> assertThat(context)
				.hasSingleBean(org.springframework.web.reactive.function.server.RouterFunction.class)
				.doesNotHaveBean(org.springframework.web.servlet.function.RouterFunction.class));
	}

	@Test
	void backsOffWithoutAWebApplication() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues(ENABLED)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ROUTES));
	}

	@Test
	void backsOffWithoutTheRoutesOfTheFlavour() {
		this.servlet.withPropertyValues(ENABLED)
			.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ROUTES));
		this.reactive.withPropertyValues(ENABLED)
			.withClassLoader(
					new FilteredClassLoader(org.springframework.web.reactive.function.server.RouterFunction.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ROUTES));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.reactive", "reactor", "org.springframework.web.socket" })
	void servletApplicationStartsWithout(String packageName) {
		this.servlet.withPropertyValues(ENABLED)
			.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasNotFailed().hasBean(ROUTES));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.servlet", "jakarta.servlet", "org.springframework.web.socket" })
	void reactiveApplicationStartsWithout(String packageName) {
		this.reactive.withPropertyValues(ENABLED)
			.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasNotFailed().hasBean(ROUTES));
	}

	@Test
	void scriptIsTakenAlongIntoANativeImage() {
		RuntimeHints hints = new RuntimeHints();
		new BrowserFileRuntimeHints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("io/github/closeevent/autoconfigure/browser/reconnect.js")).accepts(hints);
	}

}
