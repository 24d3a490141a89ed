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

import java.time.Duration;

import io.github.closeevent.ReconnectPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventReconnectAutoConfiguration} and
 * {@link CloseEventClientProperties}.
 */
class CloseEventReconnectAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CloseEventReconnectAutoConfiguration.class));

	@Test
	void hasAPolicyInAnyApplication() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
			.run((context) -> {
				ReconnectPolicy policy = context.getBean(ReconnectPolicy.class);
				assertThat(policy.getInitial()).hasSeconds(5);
				assertThat(policy.getMultiplier()).isEqualTo(2);
				assertThat(policy.getMax()).hasSeconds(60);
				assertThat(policy.getResetAfter()).hasSeconds(10);
			});
	}

	@Test
	void everyKeyIsBound() {
		this.contextRunner
			.withPropertyValues("close-event.client.enabled=true", "close-event.client.path=/a/b-1.~_",
					"close-event.client.backoff.initial=1ms", "close-event.client.backoff.multiplier=1.5",
					"close-event.client.backoff.max=1d", "close-event.client.backoff.reset-after=1s")
			.run((context) -> {
				CloseEventClientProperties properties = context.getBean(CloseEventClientProperties.class);
				assertThat(properties.isEnabled()).isTrue();
				assertThat(properties.getPath()).isEqualTo("/a/b-1.~_");
				ReconnectPolicy policy = context.getBean(ReconnectPolicy.class);
				assertThat(policy.getInitial()).hasMillis(1);
				assertThat(policy.getMultiplier()).isEqualTo(1.5);
				assertThat(policy.getMax()).isEqualTo(Duration.ofDays(1));
				assertThat(policy.getResetAfter()).hasSeconds(1);
			});
	}

	@Test
	void backsOffBeforeTheApplicationsPolicy() {
		this.contextRunner.withUserConfiguration(OwnPolicy.class)
			.run((context) -> assertThat(context).hasSingleBean(ReconnectPolicy.class).hasBean("ownPolicy"));
	}

	@ParameterizedTest
	@ValueSource(classes = { Object.class, OwnPolicy.class })
	void badValueFailsTheStartOfALazyApplication(Class<?> configuration) {
		this.contextRunner.withUserConfiguration(configuration)
			.withPropertyValues("close-event.client.backoff.max=1ms")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context).hasFailed());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			path                | ''       | such as /close-event
			path                | /        | such as /close-event
			path                | ws       | such as /close-event
			path                | /ws/     | such as /close-event
			path                | //ws     | such as /close-event
			path                | /ws/**   | such as /close-event
			path                | /{ws}    | such as /close-event
			path                | /a b     | such as /close-event
			path                | /a?b     | such as /close-event
			path                | /..      | such as /close-event
			path                | /./a     | such as /close-event
			path                | /ws%2Fa  | such as /close-event
			backoff.initial     | 0s       | It must be a positive duration, such as 5s
			backoff.initial     | -1s      | It must be a positive duration, such as 5s
			backoff.initial     | 2m       | not shorter than 'close-event.client.backoff.initial'
			backoff.max         | 4s       | not shorter than 'close-event.client.backoff.initial'
			backoff.max         | 25h      | not longer than 1d
			backoff.multiplier  | 0.5      | It must be a number from 1 to 100, such as 2
			backoff.multiplier  | 101      | It must be a number from 1 to 100, such as 2
			backoff.multiplier  | NaN      | It must be a number from 1 to 100, such as 2
			backoff.reset-after | 999ms    | It must be a duration of at least 1s, such as 10s
			""")
	void badValueFailsTheStartWithKeyAndRemedy(String name, String value, String remedy) {
		this.contextRunner.withPropertyValues("close-event.client." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("close-event.client.")
				.hasMessageContaining(remedy));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPolicy {

		@Bean
		ReconnectPolicy ownPolicy() {
			return ReconnectPolicy.of(Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
		}

	}

}
