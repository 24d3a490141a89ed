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

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;

/**
 * What the JVM knows of this process.
 */
final class ProcessFigures {

	/**
	 * What a first collection queues, such as references, a later one frees.
	 */
	private static final int COLLECTIONS = 3;

	private static final CpuTime cpu = new CpuTime();

	private static final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

	private static final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private ProcessFigures() {
	}

	static long cpu() {
		return cpu.read();
	}

	static long compilers() {
		return cpu.readCompilers();
	}

	static String collect() {
		memory.gc();
		return "ok";
	}

	/**
	 * Return what the last collection has left. What is used now has in it the buffers of
	 * threads that have allocated since, which take megabytes at a time.
	 */
	static long heap() {
		for (int i = 0; i < COLLECTIONS; i++) {
			memory.gc();
		}
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
			.mapToLong((pool) -> pool.getCollectionUsage().getUsed())
			.sum();
	}

	static String threads() {
		return threads.getThreadCount() + " " + threads.getPeakThreadCount();
	}

	static void resetThreads() {
		threads.resetPeakThreadCount();
	}

}
