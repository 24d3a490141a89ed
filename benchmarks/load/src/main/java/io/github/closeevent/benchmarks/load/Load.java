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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.report.Markdown;
import io.github.closeevent.benchmarks.load.report.Report;
import io.github.closeevent.benchmarks.load.report.ServerReport;
import io.github.closeevent.benchmarks.load.report.Verdict;
import io.github.closeevent.benchmarks.load.server.Java;
import io.github.closeevent.benchmarks.load.server.SpringServers;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures servers and reports. The script {@code run} starts it.
 */
public final class Load {

	private static final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private Load() {
	}

	/**
	 * Measure.
	 * @param args {@code quick} or {@code full}, and the servers
	 * @throws IOException if the report cannot be written
	 */
	public static void main(String[] args) throws IOException {
		Path benchmarks = Path.of(System.getProperty("benchmarks"));
		Path target = Files.createDirectories(benchmarks.resolve("load/target/logs")).getParent();
		List<String> prefix = List.of(System.getProperty("server.prefix", "").split(" "));
		boolean pinned = !prefix.get(0).isEmpty();
		SpringServers servers = new SpringServers(new Java((pinned) ? prefix : List.of(), target.resolve("logs")),
				benchmarks);
		Settings settings = (args[0].equals("quick")) ? Settings.quick(openFiles()) : Settings.full(openFiles());
		long begin = System.nanoTime();
		List<ServerReport> reports = new ArrayList<>();
		try (LoadClient client = new LoadClient()) {
			for (String server : Arrays.asList(args).subList(1, args.length)) {
				reports.add(new SpringRun(server, servers, client, settings).run());
			}
		}
		Report report = new Report(Runtime.version().toString(), machine(), (System.nanoTime() - begin) / 1_000_000_000,
				notes(settings, pinned), reports);
		Files.writeString(target.resolve("load.json"), json.writeValueAsString(report));
		String text = Markdown.of(report);
		Files.writeString(target.resolve("load.md"), text);
		System.out.println(text);
		boolean missed = reports.stream()
			.flatMap((each) -> each.targets().stream())
			.anyMatch((each) -> each.verdict() == Verdict.MISSED);
		System.out.println((missed) ? "Some targets are missed." : "All targets are met.");
	}

	private static long openFiles() {
		return (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)
				? system.getMaxFileDescriptorCount() : Long.MAX_VALUE;
	}

	private static String machine() {
		return Runtime.version().feature() + " on " + System.getProperty("os.name") + " "
				+ System.getProperty("os.arch");
	}

	private static List<String> notes(Settings settings, boolean pinned) {
		List<String> notes = new ArrayList<>();
		notes.add((pinned) ? "Servers on one core, the load on another."
				: "Neither servers nor load have a core of their own.");
		if (settings.quick()) {
			notes.add("Quick: too short for a JIT compiler to be done, so the figures are rough.");
		}
		if (settings.isShortOfFiles()) {
			notes.add("Only " + settings.many() + " sessions at once, because of `ulimit -n`.");
		}
		return notes;
	}

}
