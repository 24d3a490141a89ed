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

package io.github.closeevent.tomcat;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the lines of a log, and finds them by their key-values.
 */
final class CollectedLines extends AppenderBase<ILoggingEvent> {

	private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();

	@Override
	protected void append(ILoggingEvent line) {
		this.lines.add(line);
	}

	List<ILoggingEvent> all() {
		return List.copyOf(this.lines);
	}

	Stream<ILoggingEvent> with(String key, Object value) {
		return this.lines.stream().filter((line) -> Objects.equals(value(line, key), value));
	}

	static @Nullable Object value(ILoggingEvent line, String key) {
		return line.getKeyValuePairs()
			.stream()
			.filter((pair) -> pair.key.equals(key))
			.map((pair) -> pair.value)
			.findFirst()
			.orElse(null);
	}

}
