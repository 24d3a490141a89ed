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

import java.util.Comparator;
import java.util.List;

import io.github.closeevent.CloseReport;
import io.github.closeevent.WebSocketSessionInfo;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer with what became of the sessions that were asked to close.
 *
 * @param asked how many were asked
 * @param clean the ids of those that ended clean, the oldest first as in all lists
 * @param notClean the ids of those that ended otherwise
 * @param refused the ids of those that are still open
 */
record CloseReportDescriptor(int asked, List<String> clean, List<String> notClean,
		List<String> refused) implements OperationResponseBody {

	static CloseReportDescriptor of(CloseReport report) {
		return new CloseReportDescriptor(report.asked(), ids(report.clean()), ids(report.notClean()),
				ids(report.refused()));
	}

	private static List<String> ids(List<WebSocketSessionInfo> sessions) {
		return sessions.stream()
			.sorted(Comparator.comparing(WebSocketSessionInfo::getOpenedAt))
			.map(WebSocketSessionInfo::getId)
			.toList();
	}

}
