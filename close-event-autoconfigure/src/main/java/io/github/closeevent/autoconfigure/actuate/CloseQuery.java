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

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.closeevent.CloseCodeFilter;
import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.PathPatterns;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for. Nothing is found by a value that is not shown: a filter looks
 * at descriptors.
 */
final class CloseQuery {

	private static final int DEFAULT_LIMIT = 100;

	/**
	 * The beginning of a variable that has one.
	 */
	private static final Pattern REGULAR_EXPRESSION = Pattern.compile("\\{[^/{}]*:");

	private final List<Predicate<CloseDescriptor>> closes = new ArrayList<>();

	private final List<Predicate<SessionDescriptor>> sessions = new ArrayList<>();

	private final @Nullable Integer limit;

	/**
	 * Read what a caller has sent.
	 * @throws NoAnswerException if a value makes no sense, or could find what is hidden
	 */
	CloseQuery(Parameters parameters, CloseCodes codes, boolean shown) {
		read("code", parameters.code(), (text) -> CloseCodeFilter.of(text, codes),
				(filter) -> this.closes.add((close) -> filter.matches(close.code())));
		read("path", parameters.path(), CloseQuery::path, this.sessions::add);
		read("user", parameters.user(), (text) -> user(text, shown),
				(user) -> this.sessions.add((session) -> user.equals(session.user())));
		read("initiator", parameters.initiator(), CloseQuery::initiators,
				(initiators) -> this.closes.add((close) -> initiators.contains(close.initiator())));
		read("clean", parameters.clean(), CloseQuery::clean,
				(clean) -> this.closes.add((close) -> close.wasClean() == clean));
		read("since", parameters.since(), CloseQuery::since,
				(since) -> this.closes.add((close) -> !close.closedAt().isBefore(since)));
		String limit = parameters.limit();
		this.limit = (limit != null) ? parse("limit", limit, CloseQuery::limit) : null;
	}

	private static <T> void read(String name, @Nullable String text, Function<String, T> parser, Consumer<T> filter) {
		if (text != null) {
			filter.accept(parse(name, text, parser));
		}
	}

	private static <T> T parse(String name, String text, Function<String, T> parser) {
		try {
			return parser.apply(text);
		}
		catch (IllegalArgumentException ex) {
			throw NoAnswerException.bad(name, text, String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * A pattern finds sessions by the pattern of their mapping too, which is what the
	 * summary shows, and all that is known if paths are hidden.
	 */
	private static Predicate<SessionDescriptor> path(String text) {
		PathPatterns patterns = PathPatterns.of(text);
		List<String> written = PathPatterns.split(text);
		Predicate<SessionDescriptor> equal = (session) -> session.pathPattern() != null
				&& written.contains(session.pathPattern());
		if (REGULAR_EXPRESSION.matcher(text).find()) {
			// That of a mapping, but not to be tried on paths that peers chose.
			return equal;
		}
		return equal.or((session) -> patterns.matches(session.path()) || patterns.matches(session.pathPattern()));
	}

	private static String user(String user, boolean shown) {
		if (!shown) {
			throw new IllegalArgumentException("Users cannot be asked for while they are hidden: it would tell who they"
					+ " are. See 'management.endpoint.closeevents.show-values'.");
		}
		return user;
	}

	private static Set<CloseInitiator> initiators(String text) {
		try {
			return Arrays.stream(text.split(",", -1))
				.map((name) -> CloseInitiator.valueOf(name.strip().toUpperCase(Locale.ROOT)))
				.collect(Collectors.toSet());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("It must be one of peer, application, container and network, or several"
					+ " with commas between them.", ex);
		}
	}

	private static boolean clean(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("It must be true or false.");
		};
	}

	private static Instant since(String text) {
		try {
			return Instant.parse(text);
		}
		catch (DateTimeException ex) {
			throw new IllegalArgumentException("It must be a time, such as 2026-01-31T14:05:00Z.", ex);
		}
	}

	private static int limit(String text) {
		try {
			int limit = Integer.parseInt(text);
			if (limit > 0) {
				return limit;
			}
		}
		catch (NumberFormatException ex) {
			// As a number that is not positive.
		}
		throw new IllegalArgumentException("It must be a positive number, such as 20.");
	}

	boolean matches(CloseDescriptor close) {
		return matches(close.session()) && this.closes.stream().allMatch((filter) -> filter.test(close));
	}

	boolean matches(SessionDescriptor session) {
		return this.sessions.stream().allMatch((filter) -> filter.test(session));
	}

	/**
	 * Return how many to show.
	 */
	int getLimit() {
		return getLimit(DEFAULT_LIMIT);
	}

	int getLimit(int defaultLimit) {
		return (this.limit != null) ? this.limit : defaultLimit;
	}

	/**
	 * What a caller has sent, as text.
	 */
	record Parameters(@Nullable String code, @Nullable String path, @Nullable String user, @Nullable String initiator,
			@Nullable String clean, @Nullable String since, @Nullable String limit) {

		/**
		 * Sessions that are open have no close to ask about.
		 */
		void checkForSessions() {
			refuse("code", this.code);
			refuse("initiator", this.initiator);
			refuse("clean", this.clean);
			refuse("since", this.since);
		}

		private static void refuse(String name, @Nullable String value) {
			if (value != null) {
				throw NoAnswerException.bad(name, value,
						"Open sessions can be asked for by 'path' and 'user' only, and with a 'limit'.");
			}
		}

	}

}
