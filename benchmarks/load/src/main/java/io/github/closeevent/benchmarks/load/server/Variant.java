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

package io.github.closeevent.benchmarks.load.server;

import java.util.List;

/**
 * What a measured application has of close-event.
 */
public enum Variant {

	/**
	 * Plain Spring.
	 */
	PLAIN("plain", false, List.of()),

	/**
	 * Plain Spring in a second process: what differs from the first is noise.
	 */
	PLAIN_AGAIN("plain again", false, List.of()),

	/**
	 * The starter, and nobody who listens, neither metrics nor history.
	 */
	NO_LISTENER("no listener", true,
			List.of(Variant.NO_OBSERVATION, "--management.endpoints.web.exposure.include=health,prometheus",
					"--spring.autoconfigure.exclude=io.github.closeevent.autoconfigure.observation"
							+ ".CloseEventMetricsAutoConfiguration")),

	/**
	 * The starter with one listener, metrics and history.
	 */
	LISTENER("one listener", true, List.of("--benchmark.listener=true", Variant.NO_OBSERVATION)),

	/**
	 * One listener that sleeps once it is told to, called by the executor.
	 */
	SLOW_LISTENER("slow listener", true, List.of("--benchmark.listener=true", Variant.NO_OBSERVATION,
			"--benchmark.pause=10ms", "--close-event.async.enabled=true"));

	private static final String NO_OBSERVATION = "--management.observations.enable.websocket.close=false";

	private final String title;

	private final boolean closeEvent;

	private final List<String> arguments;

	Variant(String title, boolean closeEvent, List<String> arguments) {
		this.title = title;
		this.closeEvent = closeEvent;
		this.arguments = arguments;
	}

	/**
	 * Return what the report calls it.
	 * @return the name of the process
	 */
	public String title() {
		return this.title;
	}

	boolean hasCloseEvent() {
		return this.closeEvent;
	}

	List<String> arguments() {
		return this.arguments;
	}

}
