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

import java.util.List;

/**
 * What an application has switched on.
 */
public enum Features {

	/**
	 * Spring alone.
	 */
	SPRING("close-event.enabled=false"),

	/**
	 * The starter, in an application without meters.
	 */
	DEFAULT,

	/**
	 * The meters of sessions and closes.
	 */
	METRICS("benchmark.metrics=true"),

	/**
	 * The history that the actuator endpoint shows.
	 */
	HISTORY("management.endpoints.web.exposure.include=closeevents"),

	/**
	 * The observation of each close, with the handlers of Spring Boot.
	 */
	OBSERVATION("benchmark.metrics=true", "benchmark.observation=true",
			"spring.autoconfigure.exclude="
					+ "io.github.closeevent.autoconfigure.observation.CloseEventMetricsAutoConfiguration"),

	/**
	 * Meters and history.
	 */
	METRICS_AND_HISTORY("benchmark.metrics=true", "management.endpoints.web.exposure.include=closeevents"),

	/**
	 * All that there is for listeners on the caller's thread.
	 */
	ALL("benchmark.metrics=true", "benchmark.observation=true",
			"management.endpoints.web.exposure.include=closeevents"),

	/**
	 * Listeners run on an executor.
	 */
	ASYNC("close-event.async.enabled=true");

	private final List<String> properties;

	Features(String... properties) {
		this.properties = List.of(properties);
	}

	List<String> getProperties() {
		return this.properties;
	}

}
