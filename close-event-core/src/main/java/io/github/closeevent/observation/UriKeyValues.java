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

package io.github.closeevent.observation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.closeevent.observation.CloseEventObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The values of the key {@code uri}. There are as many patterns as mappings, unless a
 * mapping of the application's own gives paths, which peers choose, as patterns.
 */
final class UriKeyValues {

	/**
	 * As many as Spring Boot allows for {@code http.server.requests}.
	 */
	static final int LIMIT = 100;

	private static final Log logger = LogFactory.getLog(UriKeyValues.class);

	private static final KeyValue UNKNOWN = LowCardinalityKeyNames.URI.withValue("UNKNOWN");

	private static final KeyValue OTHER = LowCardinalityKeyNames.URI.withValue("OTHER");

	private final Map<String, KeyValue> known = new ConcurrentHashMap<>();

	private final AtomicBoolean warned = new AtomicBoolean();

	KeyValue of(@Nullable String pathPattern) {
		if (pathPattern == null) {
			return UNKNOWN;
		}
		KeyValue known = this.known.get(pathPattern);
		return (known != null) ? known : add(pathPattern);
	}

	private synchronized KeyValue add(String pathPattern) {
		if (this.known.size() < LIMIT) {
			return this.known.computeIfAbsent(pathPattern, LowCardinalityKeyNames.URI::withValue);
		}
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("More than " + LIMIT + " path patterns lead to WebSocket handlers. Those that came later have"
					+ " the value OTHER for 'uri'. Does a handler mapping give the path as its pattern?");
		}
		return OTHER;
	}

}
