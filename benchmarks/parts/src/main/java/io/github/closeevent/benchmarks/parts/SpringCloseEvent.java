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

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;

/**
 * An event of an application's own, of the size of a
 * {@link io.github.closeevent.CloseEvent}.
 */
@SuppressWarnings({ "serial", "unused" })
final class SpringCloseEvent extends ApplicationEvent {

	private final boolean wasClean = true;

	private final int code;

	private final @Nullable String reason;

	private final Object initiator = "peer";

	private final Object sent = "sent";

	private final Object received = "received";

	private final @Nullable Throwable error = null;

	private final Object closedAt = "now";

	private final Object codes = "codes";

	SpringCloseEvent(Object source, int code, @Nullable String reason) {
		super(source);
		this.code = code;
		this.reason = reason;
	}

}
