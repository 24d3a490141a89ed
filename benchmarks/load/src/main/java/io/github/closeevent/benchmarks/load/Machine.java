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

package io.github.closeevent.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * What is to be known of the machine.
 *
 * @param serverPrefix what pins a server to its core, or nothing
 */
record Machine(List<String> serverPrefix) {

	private static final String UNKNOWN_PROCESSOR = "unknown processor";

	static Machine current() {
		String prefix = System.getProperty("server.prefix", "");
		return new Machine((prefix.isEmpty()) ? List.of() : List.of(prefix.split(" ")));
	}

	/**
	 * Return how many files a process may have open, its sessions among them.
	 */
	static long openFiles() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getMaxFileDescriptorCount() : Long.MAX_VALUE;
	}

	List<String> notes(Settings settings) {
		List<String> notes = new ArrayList<>();
		notes.add((this.serverPrefix.isEmpty()) ? "Neither servers nor load have a core of their own."
				: "The servers on one core, the load on another.");
		if (settings.quick()) {
			notes.add("Quick: the JIT compiler was not done, so the figures are rough.");
		}
		if (settings.isShortOfFiles()) {
			notes.add("At most " + settings.many() + " sessions, because of `ulimit -n`.");
		}
		return notes;
	}

	@Override
	public String toString() {
		return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
				+ System.getProperty("os.arch") + ", " + processor();
	}

	/**
	 * Linux says what it is; others do not.
	 */
	private static String processor() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(UNKNOWN_PROCESSOR);
		}
		catch (IOException | UncheckedIOException ex) {
			return UNKNOWN_PROCESSOR;
		}
	}

}
