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

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodes;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventCodesAutoConfiguration}.
 */
class CloseEventCodesAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CloseEventCodesAutoConfiguration.class))
		.withPropertyValues("close-event.codes.4001.name=Kicked");

	@Test
	void namesTheCodesOfAnyApplication() {
		this.contextRunner.run((context) -> assertThat(context.getBean(CloseCodes.class).find("kicked"))
			.isEqualTo(CloseCode.of(4001)));
	}

	@Test
	void needsNoWebAndNoWebSocket() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CloseCodes.class));
	}

	@Test
	void backsOffBeforeTheApplicationsCodes() {
		this.contextRunner.withUserConfiguration(OwnCodes.class)
			.run((context) -> assertThat(context.getBean(CloseCodes.class).find("Idle")).isEqualTo(CloseCode.of(4002)));
	}

	@Test
	void badNameFailsTheStartOfALazyApplication() {
		this.contextRunner.withPropertyValues("close-event.codes.4002.name=Kicked")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context).hasFailed());
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCodes {

		@Bean
		CloseCodes ownCodes() {
			return CloseCodes.of(List.of(CloseCode.of(4002).withName("Idle")));
		}

	}

}
