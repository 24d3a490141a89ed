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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.history.CloseEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers of the endpoint in which all that depends on the run is replaced: times by
 * others in the same order, durations by what lies between these, ids and ports by fixed
 * ones.
 */
final class ExampleAnswers {

	private static final Instant START = Instant.parse("2026-01-31T14:04:03.250Z");

	private static final Duration STEP = Duration.ofSeconds(14);

	private static final String PREFIX = "5f0c2a91-";

	private static final JsonMapper JSON = JsonMapper.builder()
		.defaultPrettyPrinter(new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n"))
			.withObjectIndenter(new DefaultIndenter("  ", "\n")))
		.build();

	private final EndpointApplication application;

	private final List<String> times;

	private final String prefix;

	ExampleAnswers(EndpointApplication application) {
		this.application = application;
		Stream<Instant> closes = application.history()
			.getCloses()
			.stream()
			.flatMap((close) -> Stream.of(close.session().openedAt(), close.closedAt()));
		Stream<Instant> sessions = application.sessions().stream().map(WebSocketSessionInfo::getOpenedAt);
		this.times = Stream.concat(closes, sessions)
			.collect(Collectors.toCollection(TreeSet::new))
			.stream()
			.map(Instant::toString)
			.toList();
		CloseEntry any = application.history().getCloses().get(0);
		this.prefix = any.session().id().replaceFirst("-.*", "-");
	}

	/**
	 * Request an example.
	 * @return the answer as the page shows it
	 */
	String get(String method, String path, @Nullable String user) {
		String body = this.application.request(method, path.replace(PREFIX, this.prefix), user).body();
		Object json = JSON.readValue(body, Object.class);
		return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(replaceAll(json));
	}

	@SuppressWarnings("unchecked")
	private Object replaceAll(Object json) {
		if (json instanceof List<?> list) {
			return list.stream().map(this::replaceAll).toList();
		}
		if (json instanceof Map<?, ?> map) {
			Map<String, Object> object = (Map<String, Object>) map;
			object.replaceAll((name, value) -> replaceAll(value));
			object.computeIfPresent("duration", (name, value) -> duration(object));
			return object;
		}
		return (json instanceof String text) ? replace(text) : json;
	}

	private static String duration(Map<String, Object> close) {
		Map<?, ?> session = (Map<?, ?>) close.get("session");
		return Duration
			.between(Instant.parse((String) session.get("openedAt")), Instant.parse((String) close.get("closedAt")))
			.toString();
	}

	private String replace(String text) {
		int time = this.times.indexOf(text);
		if (time != -1) {
			return START.plus(STEP.multipliedBy(time)).toString();
		}
		return text.replace(this.prefix, PREFIX).replaceFirst("^127\\.0\\.0\\.1:\\d+$", "127.0.0.1:50412");
	}

}
