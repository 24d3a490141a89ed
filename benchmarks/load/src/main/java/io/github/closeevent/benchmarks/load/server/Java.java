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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM on which this runs, for servers.
 *
 * @param prefix what pins a server to its core, or nothing
 * @param logs the directory for the servers' own output
 */
public record Java(List<String> prefix, Path logs) {

	/**
	 * Room for all sessions from the start, so that windows do not differ by how often a
	 * heap had to grow. The collector is the one that the JVM chooses by itself on one
	 * core. It leaves up to 5 % of garbage where it is in three of four full collections,
	 * unless told not to, and then nobody could tell what a session needs.
	 */
	private static final List<String> OPTIONS = List.of("-Xms3g", "-Xmx3g", "-Xmn600m", "-XX:+UseSerialGC",
			"-XX:MarkSweepAlwaysCompactCount=1");

	/**
	 * Return the command of a server.
	 * @param arguments the class path, the main class and its arguments
	 * @return the complete command
	 */
	public List<String> command(List<String> arguments) {
		List<String> command = new ArrayList<>(this.prefix);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(OPTIONS);
		command.addAll(arguments);
		return command;
	}

	/**
	 * Return the file for a server's own output.
	 * @param name the server's name
	 * @return the file
	 */
	public File log(String name) {
		return this.logs.resolve(name.replace(' ', '-') + ".log").toFile();
	}

}
