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

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventCodesAutoConfiguration;
import io.github.closeevent.history.CloseEventHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link CloseEventsEndpointAutoConfiguration}.
 */
class CloseEventsEndpointAutoConfigurationTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=closeevents";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CloseEventCodesAutoConfiguration.class,
				CloseEventAutoConfiguration.class, CloseEventsEndpointAutoConfiguration.class));

	private final ApplicationContextRunner exposed = this.contextRunner.withPropertyValues(EXPOSED);

	@Test
	void keepsNothingByDefault() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(CloseEventsEndpoint.class)
			.doesNotHaveBean(CloseEventsEndpointWebExtension.class)
			.doesNotHaveBean(CloseEventHistory.class));
	}

	@Test
	void keepsAHundredClosesIfTheEndpointIsExposed() {
		this.exposed.run((context) -> {
			assertThat(context).hasSingleBean(CloseEventsEndpoint.class)
				.hasSingleBean(CloseEventsEndpointWebExtension.class);
			CloseEventHistory history = context.getBean(CloseEventHistory.class);
			assertThat(history.getCapacity()).isEqualTo(100);
			assertThat(history.getAttributes()).isEmpty();
		});
	}

	@Test
	void historyHearsWhatIsPublished() {
		this.exposed.run((context) -> {
			context.publishEvent(event());
			assertThat(context.getBean(CloseEventHistory.class).getCloses()).hasSize(1);
		});
	}

	@Test
	void historyOfALazyApplicationHearsTheFirstClose() {
		this.exposed
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				context.publishEvent(event());
				assertThat(context.getBean(CloseEventHistory.class).getCloses()).hasSize(1);
			});
	}

	@Test
	void historyIsAsItIsConfigured() {
		this.exposed
			.withPropertyValues("close-event.history.capacity=10000", "close-event.history.attributes=tenant,locale")
			.run((context) -> {
				CloseEventHistory history = context.getBean(CloseEventHistory.class);
				assertThat(history.getCapacity()).isEqualTo(10_000);
				assertThat(history.getAttributes()).containsExactly("tenant", "locale");
			});
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 10_001 })
	void capacityThatMakesNoSenseFailsTheStart(int capacity) {
		this.exposed.withPropertyValues("close-event.history.capacity=" + capacity)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContainingAll("close-event.history.capacity", String.valueOf(capacity),
						"from 1 to 10000, such as 100"));
	}

	@Test
	void valuesAreShownToThoseWhoAreConfigured() {
		this.exposed
			.withPropertyValues("management.endpoint.closeevents.show-values=when-authorized",
					"management.endpoint.closeevents.roles=operator,admin")
			.run((context) -> {
				CloseEventsEndpointProperties properties = context.getBean(CloseEventsEndpointProperties.class);
				assertThat(properties.getShowValues()).isEqualTo(Show.WHEN_AUTHORIZED);
				assertThat(properties.getRoles()).containsExactlyInAnyOrder("operator", "admin");
			});
	}

	@Test
	void historyBacksOffBeforeTheApplications() {
		this.exposed.withUserConfiguration(OwnHistory.class)
			.run((context) -> assertThat(context.getBean(CloseEventHistory.class).getCapacity()).isEqualTo(7));
	}

	@Test
	void historyOfTheApplicationNeedsNoEndpoint() {
		this.contextRunner.withUserConfiguration(OwnHistory.class).run((context) -> {
			context.publishEvent(event());
			assertThat(context.getBean(CloseEventHistory.class).getCloses()).hasSize(1);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoint.closeevents.access=NONE", "close-event.enabled=false",
			"management.endpoints.web.exposure.exclude=closeevents" })
	void backsOffWith(String property) {
		this.exposed.withPropertyValues(property).run((context) -> assertNothing(context));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.actuate.autoconfigure", "org.springframework.boot.actuate" })
	void backsOffWithout(String packageName) {
		this.exposed.withClassLoader(new FilteredClassLoader(packageName)).run((context) -> assertNothing(context));
	}

	@Test
	void backsOffWithoutWebSockets() {
		this.exposed
			.withClassLoader(new FilteredClassLoader("org.springframework.web.socket",
					"org.springframework.web.reactive.socket"))
			.run((context) -> assertNothing(context));
	}

	private static void assertNothing(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed()
			.doesNotHaveBean(CloseEventHistory.class)
			.doesNotHaveBean("closeEventsEndpoint")
			.doesNotHaveBean("closeEventsEndpointWebExtension");
	}

	@Test
	void isReadByJmx() {
		jmx().run((context) -> {
			context.publishEvent(event());
			assertThat(context).hasSingleBean(CloseEventsEndpoint.class)
				.doesNotHaveBean(CloseEventsEndpointWebExtension.class);
			assertThat(operations()).containsExactlyInAnyOrder("closes", "view");
			assertThat(invoke("closes", 7)).asString().contains("code=4001", "reason=******", "matched=1");
			assertThat(invoke("view", 8, "summary")).asString().contains("code=4001", "closes=1");
			assertThat(invoke("view", 8, "sessions")).asString().contains("sessions=[], matched=0, open=0");
			assertThatException().isThrownBy(() -> invoke("closes", 7, "70000"))
				.withStackTraceContaining("'code' is '70000'. \"70000\" is no close code");
			assertThatException().isThrownBy(() -> invoke("view", 8, "other"))
				.withStackTraceContaining("There are 'summary' and 'sessions', but no 'other'");
		});
	}

	@Test
	void closesByJmxIfThatIsAllowed() {
		jmx().withPropertyValues("management.endpoint.closeevents.access=UNRESTRICTED").run((context) -> {
			assertThat(operations()).contains("close");
			assertThat(invoke("close", 4, "users", "alice"))
				.hasToString("{asked=0, clean=[], notClean=[], refused=[]}");
		});
	}

	@Test
	void jmxShowsValuesToWhomItLetsIn() {
		jmx().withPropertyValues("management.endpoint.closeevents.show-values=when-authorized").run((context) -> {
			context.publishEvent(event());
			assertThat(invoke("closes", 7)).asString().contains("reason=bye");
		});
	}

	@Test
	void answersHaveHints() {
		RuntimeHints hints = new RuntimeHints();
		new CloseEventsEndpointRuntimeHints().registerHints(hints, null);
		assertThat(List.of(CloseDescriptor.class, SessionDescriptor.class, SummaryDescriptor.CodeCounts.class,
				CloseReportDescriptor.class, MessageDescriptor.class))
			.allSatisfy((type) -> assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints));
	}

	private ApplicationContextRunner jmx() {
		return this.contextRunner
			.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
					JmxEndpointAutoConfiguration.class, JmxAutoConfiguration.class, JacksonAutoConfiguration.class))
			.withPropertyValues("spring.jmx.enabled=true", "spring.jmx.unique-names=true",
					"management.endpoints.jmx.exposure.include=closeevents");
	}

	private static List<String> operations() throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		MBeanInfo info = server.getMBeanInfo(name(server));
		return List.of(info.getOperations()).stream().map(MBeanOperationInfo::getName).toList();
	}

	private static Object invoke(String operation, int parameters, String... first) throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		Object[] arguments = new Object[parameters];
		System.arraycopy(first, 0, arguments, 0, first.length);
		String[] types = new String[parameters];
		Arrays.fill(types, String.class.getName());
		return server.invoke(name(server), operation, arguments, types);
	}

	private static ObjectName name(MBeanServer server) throws Exception {
		return server.queryNames(new ObjectName("org.springframework.boot:type=Endpoint,name=Closeevents,*"), null)
			.iterator()
			.next();
	}

	private static CloseEvent event() {
		return new CloseEvent(
				WebSocketSessionInfo.builder("a-1").attributes(Map.of("tenant", "acme")).principalName("alice").build(),
				CloseEventInit.create().code(4001).reason("bye"));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnHistory {

		@Bean
		CloseEventHistory ownHistory() {
			return new CloseEventHistory(7, List.of());
		}

	}

}
