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

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;

import com.sun.management.ThreadMXBean;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Counts CPU time and allocated bytes of all Java threads for each operation. CPU time is
 * steady on a machine that does other things too, where the time of the wall is not.
 * <p>
 * A benchmark that prepares its operations pauses it meanwhile, which the profilers of
 * JMH cannot do.
 */
public final class Meter implements InternalProfiler {

	static final String NANOS = "cpu";

	static final String BYTES = "bytes";

	private static final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static long nanos;

	private static long bytes;

	/**
	 * Count from now on.
	 */
	static void resume() {
		count(-1);
	}

	/**
	 * Count no more.
	 */
	static void pause() {
		count(1);
	}

	private static void count(int sign) {
		long[] ids = threads.getAllThreadIds();
		nanos += sign * sum(threads.getThreadCpuTime(ids));
		bytes += sign * sum(threads.getThreadAllocatedBytes(ids));
	}

	private static long sum(long[] values) {
		long sum = 0;
		for (long value : values) {
			// What has just ended counts as -1.
			sum += Math.max(0, value);
		}
		return sum;
	}

	@Override
	public String getDescription() {
		return "CPU time and allocated bytes of all Java threads for each operation";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmarkParams, IterationParams iterationParams) {
		nanos = 0;
		bytes = 0;
		resume();
	}

	@Override
	public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmarkParams,
			IterationParams iterationParams, IterationResult result) {
		pause();
		double operations = (double) result.getMetadata().getMeasuredOps() * iterationParams.getBatchSize();
		return List.of(new ScalarResult(NANOS, nanos / operations, "ns/op", AggregationPolicy.AVG),
				new ScalarResult(BYTES, bytes / operations, "B/op", AggregationPolicy.AVG));
	}

}
