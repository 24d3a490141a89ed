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

import org.jspecify.annotations.Nullable;

/**
 * What was seen of a session's end.
 *
 * @param cause the first thing that ended it, or null
 * @param report the container's first report, or null
 * @param writeFailed whether the write of the Close frame failed
 * @since 0.1.0
 */
public record Seen(@Nullable CloseCause cause, @Nullable ReportedClose report, boolean writeFailed) {

	/**
	 * Return when the end began.
	 * @return the time by {@link System#nanoTime()}; now if nothing was seen
	 */
	public long since() {
		CloseCause cause = this.cause;
		ReportedClose report = this.report;
		return (cause != null) ? cause.nanoTime() : (report != null) ? report.nanoTime() : System.nanoTime();
	}

}
