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

package io.github.closeevent.benchmarks.control;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.sun.management.OperatingSystemMXBean;

/**
 * The CPU time of this process. The JVM knows it in steps of 10 ms only, which is more
 * than close-event costs in a window, so the threads are asked one by one where Linux
 * says, and those that compile are left out: they have work only at first. So is the one
 * that asks. Of a thread that has ended the time since the last reading is lost.
 */
final class CpuTime {

	private static final Path THREADS = Path.of("/proc/self/task");

	private static final String ON_CPU = "schedstat";

	/**
	 * Linux cuts the names of threads.
	 */
	private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre.*");

	private static final Pattern NOT_COUNTED = Pattern.compile(COMPILER + "|" + Control.THREAD);

	private static final OperatingSystemMXBean system = ManagementFactory
		.getPlatformMXBean(OperatingSystemMXBean.class);

	private static final CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();

	private final boolean exact = Files.isReadable(Path.of("/proc/self", ON_CPU));

	private Map<Path, Long> known = Map.of();

	private long total;

	/**
	 * Return the CPU time in nanoseconds.
	 */
	synchronized long read() {
		return (this.exact) ? readThreads() : system.getProcessCpuTime();
	}

	private long readThreads() {
		Map<Path, Long> current = readThreads(NOT_COUNTED.asMatchPredicate().negate());
		current.forEach((thread, time) -> this.total += Math.max(0, time - this.known.getOrDefault(thread, 0L)));
		this.known = current;
		return this.total;
	}

	/**
	 * Return how long was compiled, in nanoseconds: CPU time where that is known.
	 */
	synchronized long readCompilers() {
		return (this.exact)
				? readThreads(COMPILER.asMatchPredicate()).values().stream().mapToLong(Long::longValue).sum()
				: TimeUnit.MILLISECONDS.toNanos(compilation.getTotalCompilationTime());
	}

	private Map<Path, Long> readThreads(Predicate<String> names) {
		Map<Path, Long> times = new HashMap<>();
		try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
			for (Path thread : threads) {
				if (names.test(name(thread))) {
					times.put(thread, read(thread));
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return times;
	}

	private static String name(Path thread) {
		try {
			return Files.readString(thread.resolve("comm")).strip();
		}
		catch (IOException ex) {
			// It has ended in this moment.
			return "";
		}
	}

	private long read(Path thread) {
		try {
			String line = Files.readString(thread.resolve(ON_CPU));
			return Long.parseLong(line.substring(0, line.indexOf(' ')));
		}
		catch (IOException ex) {
			// It has ended in this moment.
			return this.known.getOrDefault(thread, 0L);
		}
	}

}
