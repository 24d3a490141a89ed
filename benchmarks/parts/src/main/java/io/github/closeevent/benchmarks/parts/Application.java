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

package io.github.closeevent.benchmarks.parts;

import java.util.Arrays;

import io.github.closeevent.autoconfigure.CloseEventAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventCodesAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventListenerAutoConfiguration;
import io.github.closeevent.autoconfigure.CloseEventLoggingAutoConfiguration;
import io.github.closeevent.autoconfigure.actuate.CloseEventsEndpointAutoConfiguration;
import io.github.closeevent.autoconfigure.observation.CloseEventMetricsAutoConfiguration;
import io.github.closeevent.autoconfigure.observation.CloseEventObservationAutoConfiguration;
import io.github.closeevent.autoconfigure.reactive.CloseEventReactiveAutoConfiguration;
import io.github.closeevent.autoconfigure.servlet.CloseEventServletAutoConfiguration;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.web.context.reactive.AnnotationConfigReactiveWebApplicationContext;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Starts an application that has all of Spring and of close-event but a web server.
 */
final class Application {

	private Application() {
	}

	/**
	 * Start an application of Spring MVC.
	 * @param features what it has switched on
	 * @param listeners the types of its beans
	 */
	static ConfigurableApplicationContext servlet(Features features, Class<?>... listeners) {
		return start(new SpringApplicationBuilder(Sources.class).web(WebApplicationType.SERVLET)
			.contextFactory((type) -> new AnnotationConfigServletWebApplicationContext()), features, listeners);
	}

	/**
	 * Start an application of Spring WebFlux.
	 */
	static ConfigurableApplicationContext reactive() {
		return start(new SpringApplicationBuilder(Sources.class).web(WebApplicationType.REACTIVE)
			.contextFactory((type) -> new AnnotationConfigReactiveWebApplicationContext()), Features.DEFAULT);
	}

	private static ConfigurableApplicationContext start(SpringApplicationBuilder application, Features features,
			Class<?>... listeners) {
		return application.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties(features.getProperties().toArray(String[]::new))
			.properties("logging.level.root=warn")
			.initializers((context) -> register((GenericApplicationContext) context, listeners))
			.run();
	}

	private static void register(GenericApplicationContext context, Class<?>... listeners) {
		Arrays.stream(listeners)
			.forEach((type) -> context.registerBean(context.getId() + context.getBeanDefinitionCount(), type));
	}

	/**
	 * Spring Boot's auto-configurations that ours build on, and ours.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TaskExecutionAutoConfiguration.class, EndpointAutoConfiguration.class,
			CloseEventAutoConfiguration.class, CloseEventCodesAutoConfiguration.class,
			CloseEventListenerAutoConfiguration.class, CloseEventLoggingAutoConfiguration.class,
			CloseEventsEndpointAutoConfiguration.class, CloseEventObservationAutoConfiguration.class,
			CloseEventMetricsAutoConfiguration.class, CloseEventServletAutoConfiguration.class,
			CloseEventReactiveAutoConfiguration.class })
	static class Sources {

		/**
		 * What an application without the actuator lacks.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnProperty("benchmark.metrics")
		@ImportAutoConfiguration({ MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class })
		static class Metrics {

		}

		/**
		 * What an application without observations lacks.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnProperty("benchmark.observation")
		@ImportAutoConfiguration(ObservationAutoConfiguration.class)
		static class Observations {

		}

	}

}
