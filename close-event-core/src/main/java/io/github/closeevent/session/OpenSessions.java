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

package io.github.closeevent.session;

import java.util.stream.Stream;

import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessions;

import org.springframework.util.Assert;

/**
 * The open sessions as an application sees them.
 *
 * @since 0.1.0
 */
public final class OpenSessions implements WebSocketSessions {

	private final SessionRecords records;

	public OpenSessions(SessionRecords records) {
		Assert.notNull(records, "'records' must not be null");
		this.records = records;
	}

	@Override
	public int count() {
		return this.records.size();
	}

	@Override
	public Stream<WebSocketSessionInfo> stream() {
		return this.records.stream().map(SessionRecord::snapshot);
	}

}
