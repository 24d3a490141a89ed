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

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseReport;
import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.history.CloseEventHistory;
import io.github.closeevent.history.SessionEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@link Endpoint @Endpoint} that shows how sessions ended and which are open, and closes
 * some. All parameters are text, so that a bad value gets an answer that says what would
 * be right.
 */
@Endpoint(id = "closeevents", defaultAccess = Access.READ_ONLY)
class CloseEventsEndpoint {

	private final CloseEventHistory history;

	private final WebSocketSessions sessions;

	private final SessionClosing closing;

	private final CloseCodes codes;

	private final Sanitizer sanitizer;

	private final Show showValues;

	CloseEventsEndpoint(CloseEventHistory history, WebSocketSessions sessions, SessionClosing closing, CloseCodes codes,
			Sanitizer sanitizer, Show showValues) {
		this.history = history;
		this.sessions = sessions;
		this.closing = closing;
		this.codes = codes;
		this.sanitizer = sanitizer;
		this.showValues = showValues;
	}

	@ReadOperation
	ClosesDescriptor closes(@Nullable String code, @Nullable String path, @Nullable String user,
			@Nullable String initiator, @Nullable String clean, @Nullable String since, @Nullable String limit) {
		return closes(new CloseQuery.Parameters(code, path, user, initiator, clean, since, limit),
				this.showValues.isShown(true));
	}

	@ReadOperation
	Object view(@Selector String view, @Nullable String code, @Nullable String path, @Nullable String user,
			@Nullable String initiator, @Nullable String clean, @Nullable String since, @Nullable String limit) {
		return view(view, new CloseQuery.Parameters(code, path, user, initiator, clean, since, limit),
				this.showValues.isShown(true));
	}

	@DeleteOperation
	CloseReportDescriptor close(@Selector String kind, @Selector String name, @Nullable String code,
			@Nullable String reason) {
		return switch (kind) {
			case "sessions" -> closeSession(name, code, reason);
			case "users" -> CloseReportDescriptor
				.of(this.closing.close((session) -> name.equals(session.getPrincipalName()), code, reason));
			default ->
				throw NoAnswerException.notFound("Only 'sessions' and 'users' can be closed, not '" + kind + "'.");
		};
	}

	private CloseReportDescriptor closeSession(String id, @Nullable String code, @Nullable String reason) {
		CloseReport report = this.closing.close((session) -> session.getId().equals(id), code, reason);
		if (report.asked() == 0) {
			throw NoAnswerException.notFound("No open session has the id '" + id + "'.");
		}
		return CloseReportDescriptor.of(report);
	}

	Object view(String view, CloseQuery.Parameters parameters, boolean shown) {
		return switch (view) {
			case "summary" -> summary(parameters, shown);
			case "sessions" -> sessions(parameters, shown);
			default -> throw NoAnswerException.notFound("There are 'summary' and 'sessions', but no '" + view + "'.");
		};
	}

	ClosesDescriptor closes(CloseQuery.Parameters parameters, boolean shown) {
		CloseQuery query = new CloseQuery(parameters, this.codes, shown);
		List<CloseDescriptor> closes = find(query, shown);
		return new ClosesDescriptor(first(closes, query.getLimit()), closes.size(), this.history.getRecorded(),
				this.history.getCapacity());
	}

	private SummaryDescriptor summary(CloseQuery.Parameters parameters, boolean shown) {
		CloseQuery query = new CloseQuery(parameters, this.codes, shown);
		List<CloseDescriptor> closes = find(query, shown);
		return SummaryDescriptor.of(first(closes, query.getLimit(closes.size())), this.history.getRecorded(),
				this.history.getCapacity());
	}

	private List<CloseDescriptor> find(CloseQuery query, boolean shown) {
		DescribedValues values = new DescribedValues(this.sanitizer, shown);
		return this.history.getCloses().stream().map(values::describe).filter(query::matches).toList();
	}

	private SessionsDescriptor sessions(CloseQuery.Parameters parameters, boolean shown) {
		parameters.checkForSessions();
		CloseQuery query = new CloseQuery(parameters, this.codes, shown);
		DescribedValues values = new DescribedValues(this.sanitizer, shown);
		List<SessionDescriptor> matched = this.sessions.stream()
			.map((session) -> values.describe(SessionEntry.of(session, this.history.getAttributes())))
			.filter(query::matches)
			.sorted(Comparator.comparing(SessionDescriptor::openedAt).reversed())
			.toList();
		return new SessionsDescriptor(first(matched, query.getLimit()), matched.size(), this.sessions.count());
	}

	private static <T> List<T> first(List<T> list, int limit) {
		return list.subList(0, Math.min(limit, list.size()));
	}

}
