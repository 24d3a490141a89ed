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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Starts the Spring applications. All variants of a server have the same class path, but
 * that plain Spring's lacks close-event.
 */
public final class SpringServers {

	private static final String PACKAGE = "io.github.closeevent.benchmarks.spring.";

	private static final Map<String, String> CONFIGURATIONS = Map.of("tomcat", "servlet.ServletEcho", "jetty",
			"servlet.ServletEcho", "netty", "reactive.ReactiveEcho");

	private static final Pattern CLOSE_EVENT = Pattern.compile(".*/close-event-[a-z-]+/target/classes");

	private final Java java;

	private final Path benchmarks;

	/**
	 * Create the applications.
	 * @param java starts them
	 * @param benchmarks the directory in which they were built
	 */
	public SpringServers(Java java, Path benchmarks) {
		this.java = java;
		this.benchmarks = benchmarks;
	}

	/**
	 * Return which servers there are.
	 * @return their names in the order of the report
	 */
	public static List<String> names() {
		return List.of("tomcat", "jetty", "netty");
	}

	/**
	 * Start applications and wait until all of them listen.
	 * @param server the server on which they run
	 * @param variants which of them
	 * @param arguments further arguments of Spring Boot
	 * @return the applications
	 */
	public Lineup start(String server, List<Variant> variants, String... arguments) {
		return Lineup
			.start(variants.stream().map((variant) -> launch(variant.title(), server, variant, arguments)).toList());
	}

	/**
	 * Return how to start an application.
	 * @param name what it is called in the report
	 * @param server the server on which it runs
	 * @param variant what it has of close-event
	 * @param arguments further arguments of Spring Boot
	 * @return how to start it
	 */
	public Lineup.Launch launch(String name, String server, Variant variant, String... arguments) {
		List<String> command = new ArrayList<>(List.of("-cp", classPath(server, variant), PACKAGE + "BenchmarkServer",
				PACKAGE + CONFIGURATIONS.get(server)));
		command.addAll(variant.arguments());
		command.addAll(Arrays.asList(arguments));
		return new Lineup.Launch(name, this.java.command(command), this.java.log(server + "-" + variant.title()));
	}

	private String classPath(String server, Variant variant) {
		Path module = this.benchmarks.resolve("spring-" + server);
		try {
			String dependencies = Files.readString(module.resolve("target/classpath")).strip();
			List<String> entries = List.of(dependencies.split(File.pathSeparator));
			List<String> plain = entries.stream().filter((entry) -> !CLOSE_EVENT.matcher(entry).matches()).toList();
			if (plain.size() == entries.size()) {
				throw new IllegalStateException(
						"close-event is not on the class path of " + server + " as it was built");
			}
			return String.join(File.pathSeparator, (variant.hasCloseEvent()) ? entries : plain);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("There is no server " + server, ex);
		}
	}

}
