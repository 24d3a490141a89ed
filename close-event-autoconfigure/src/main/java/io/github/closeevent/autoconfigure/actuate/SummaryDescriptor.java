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

package io.github.closeevent.autoconfigure.actuate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer with counts of closes.
 *
 * @param from the time of the oldest close that was counted
 * @param to the time of the newest
 * @param closes how many were counted
 * @param clean how many of them were clean
 * @param notClean how many were not
 * @param codes the counts of each code, the most frequent first
 * @param paths the counts of each path pattern, the most frequent first
 * @param recorded how many closes there were since the application has started
 * @param capacity how many are kept
 */
record SummaryDescriptor(@Nullable Instant from, @Nullable Instant to, int closes, int clean, int notClean,
		List<CodeCounts> codes, List<PathCounts> paths, long recorded, int capacity) implements OperationResponseBody {

	/**
	 * What stands for the pattern of a session that has none, or none that is known.
	 */
	private static final String UNKNOWN = "UNKNOWN";

	/**
	 * Count closes.
	 * @param closes the closes, newest first
	 */
	static SummaryDescriptor of(List<CloseDescriptor> closes, long recorded, int capacity) {
		int clean = clean(closes);
		return new SummaryDescriptor(closes.isEmpty() ? null : closes.get(closes.size() - 1).closedAt(),
				closes.isEmpty() ? null : closes.get(0).closedAt(), closes.size(), clean, closes.size() - clean,
				codes(closes), paths(closes), recorded, capacity);
	}

	private static int clean(List<CloseDescriptor> closes) {
		return (int) closes.stream().filter(CloseDescriptor::wasClean).count();
	}

	private static List<CodeCounts> codes(List<CloseDescriptor> closes) {
		return grouped(closes, CloseDescriptor::code).values()
			.stream()
			.map(CodeCounts::of)
			.sorted(Comparator.comparingInt(CodeCounts::closes).reversed().thenComparing(CodeCounts::code))
			.toList();
	}

	private static List<PathCounts> paths(List<CloseDescriptor> closes) {
		return grouped(closes, SummaryDescriptor::pathPattern).values()
			.stream()
			.map(PathCounts::of)
			.sorted(Comparator.comparingInt(PathCounts::closes).reversed().thenComparing(PathCounts::pathPattern))
			.toList();
	}

	private static <K> Map<K, List<CloseDescriptor>> grouped(List<CloseDescriptor> closes,
			Function<CloseDescriptor, K> key) {
		return closes.stream().collect(Collectors.groupingBy(key));
	}

	private static String pathPattern(CloseDescriptor close) {
		String pattern = close.session().pathPattern();
		return (pattern != null) ? pattern : UNKNOWN;
	}

	/**
	 * How many closes had a code.
	 *
	 * @param code the code
	 * @param name its name
	 * @param closes all of them
	 * @param clean those that were clean
	 * @param notClean those that were not
	 */
	record CodeCounts(int code, String name, int closes, int clean, int notClean) {

		private static CodeCounts of(List<CloseDescriptor> closes) {
			CloseDescriptor first = closes.get(0);
			int clean = SummaryDescriptor.clean(closes);
			return new CodeCounts(first.code(), first.name(), closes.size(), clean, closes.size() - clean);
		}

	}

	/**
	 * How many closes the sessions of a path pattern had.
	 *
	 * @param pathPattern the pattern
	 * @param closes all of them
	 * @param clean those that were clean
	 * @param notClean those that were not
	 */
	record PathCounts(String pathPattern, int closes, int clean, int notClean) {

		private static PathCounts of(List<CloseDescriptor> closes) {
			int clean = SummaryDescriptor.clean(closes);
			return new PathCounts(SummaryDescriptor.pathPattern(closes.get(0)), closes.size(), clean,
					closes.size() - clean);
		}

	}

}
