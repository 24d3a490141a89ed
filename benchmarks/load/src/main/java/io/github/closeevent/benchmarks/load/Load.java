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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.closeevent.benchmarks.load.client.LoadClient;
import io.github.closeevent.benchmarks.load.report.Documentation;
import io.github.closeevent.benchmarks.load.report.Markdown;
import io.github.closeevent.benchmarks.load.report.Report;
import io.github.closeevent.benchmarks.load.report.ReportFiles;
import io.github.closeevent.benchmarks.load.report.ServerReport;
import io.github.closeevent.benchmarks.load.server.Java;
import io.github.closeevent.benchmarks.load.server.SpringServers;

/**
 * Measures servers and reports. The script {@code run} starts it.
 */
public final class Load {

	private Load() {
	}

	/**
	 * Measure, or write what was measured into the documentation.
	 * @param args {@code full} or {@code quick} and the servers or {@code peers}, or
	 * {@code docs} and the page
	 * @throws IOException if the report cannot be written
	 */
	public static void main(String[] args) throws IOException {
		Path benchmarks = Path.of(System.getProperty("benchmarks"));
		ReportFiles files = new ReportFiles(benchmarks.resolve("load/target"));
		if (args[0].equals("docs")) {
			Documentation.update(Path.of(args[1]), new ReportFiles(benchmarks.resolve("parts/target")), files);
			return;
		}
		boolean quick = args[0].equals("quick");
		Settings settings = (quick) ? Settings.quick(Machine.openFiles()) : Settings.full(Machine.openFiles());
		List<String> names = Arrays.asList(args).subList(1, args.length);
		Report report = measure(benchmarks, settings, names);
		String text = Markdown.of(report);
		files.write((names.contains(PeerRun.NAME)) ? ReportFiles.PEERS : ReportFiles.LOAD, report, text, quick);
		System.out.println(text);
		System.out.println(report.summary());
	}

	private static Report measure(Path benchmarks, Settings settings, List<String> names) throws IOException {
		Machine machine = Machine.current();
		Java java = new Java(machine.serverPrefix(), Files.createDirectories(benchmarks.resolve("load/target/logs")));
		SpringServers spring = new SpringServers(java, benchmarks);
		List<ServerReport> reports = new ArrayList<>();
		long begin = System.nanoTime();
		try (LoadClient client = new LoadClient()) {
			for (String name : names) {
				reports.add((name.equals(PeerRun.NAME)) ? new PeerRun(benchmarks, java, spring, client, settings).run()
						: new SpringRun(name, spring, client, settings).run());
			}
		}
		long seconds = (System.nanoTime() - begin) / 1_000_000_000;
		return new Report(Runtime.version().toString(), machine.toString(), seconds, machine.notes(settings), reports);
	}

}
