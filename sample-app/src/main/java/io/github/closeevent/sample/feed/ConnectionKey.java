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

package io.github.closeevent.sample.feed;

import java.net.URI;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * The name that the page gives a connection, in the query of its URI, so that it finds
 * its own again among the endings and the open sessions.
 */
public final class ConnectionKey {

	private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{1,40}");

	private ConnectionKey() {
	}

	/**
	 * Find the name.
	 * @param uri the URI of the connection, or null if it is not known
	 * @return the name, or null if there is none
	 */
	public static @Nullable String of(@Nullable URI uri) {
		if (uri == null) {
			return null;
		}
		String key = UriComponentsBuilder.fromUri(uri).build().getQueryParams().getFirst("connection");
		return (key != null && KEY.matcher(key).matches()) ? key : null;
	}

}
