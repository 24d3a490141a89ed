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

package io.github.closeevent.sample.observability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.closeevent.CloseInitiator;
import io.github.closeevent.CloseOutcome;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.sample.SampleApplication;
import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The queries of the dashboard and of the alert rules ask for what the sample exports.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class DashboardTests {

	private static final Path DASHBOARD = Path.of("../docs/grafana/close-event.json");

	private static final Path ALERTS = Path.of("../docs/prometheus/close-event-alerts.yml");

	private static final Path ALERT_TESTS = Path.of("../docs/prometheus/close-event-alerts-test.yml");

	/**
	 * Labels that Prometheus adds.
	 */
	private static final Set<String> ADDED = Set.of("job", "instance");

	private static final Pattern METRIC = Pattern.compile("\\b((?:websocket|closeevent)_\\w+)");

	private static final Pattern SELECTOR = Pattern.compile("\\b((?:websocket|closeevent)_\\w+)\\{([^}]*)}");

	/**
	 * Tells whether an application was there before.
	 */
	private static final String GUARD = "closeevent_queue_size";

	/**
	 * What a rule has computed for another one.
	 */
	private static final Pattern RECORDED = Pattern.compile("\\bjob:\\w+:\\w+(?:\\{[^}]*})?");

	private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*=");

	/**
	 * Labels whose values are known.
	 */
	private static final Map<String, Set<String>> VALUES = Map.of("side", names(WebSocketSessionInfo.Side.values()),
			"outcome", names(CloseOutcome.values()), "initiator", names(CloseInitiator.values()), "clean",
			Set.of("true", "false"));

	private static final Pattern VALUE = Pattern.compile("\\b(side|outcome|initiator|clean)=~?\"([^\"$]*)\"");

	private static final Pattern GROUPING = Pattern.compile("\\b(?:by|ignoring) \\(([^)]*)\\)");

	private ConfigurableApplicationContext context;

	private Map<String, Set<String>> exported;

	@BeforeAll
	void exportEverything() throws Exception {
		this.context = SpringApplication.run(SampleApplication.class, "--server.port=0",
				"--spring.main.banner-mode=off");
		int port = ((ServletWebServerApplicationContext) this.context).getWebServer().getPort();
		try (RawWebSocket open = RawWebSocket.connect(port, "/chat");
				RawWebSocket closed = RawWebSocket.connect(port, "/chat")) {
			closed.sendClose(1000);
			closed.readUntilClose(Duration.ofSeconds(10));
			await()
				.untilAsserted(() -> assertThat(scrape(port)).contains("websocket_connection_duration_seconds_count{"));
			this.exported = parse(scrape(port));
			open.sendClose(1000);
		}
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@Test
	void dashboardAsksForWhatIsExported() throws IOException {
		List<String> queries = dashboardQueries();
		assertThat(queries).hasSizeGreaterThan(10).allMatch((query) -> METRIC.matcher(query).find());
		assertExported(queries);
	}

	@Test
	void variablesOfTheDashboardAreTakenFromWhatIsExported() throws IOException {
		List<String> queries = new ArrayList<>();
		dashboard().at("/templating/list").forEach((variable) -> queries.add(variable.at("/query/query").asString()));
		assertThat(queries).isNotEmpty();
		assertExported(queries);
	}

	@Test
	void alertsAskForWhatIsExported() throws IOException {
		List<String> queries = alertQueries();
		assertThat(queries).hasSizeGreaterThan(3);
		assertExported(queries.stream().map((query) -> RECORDED.matcher(query).replaceAll("")).toList());
	}

	@Test
	void onlyValuesThatThereAreAreAskedFor() throws IOException {
		List<String> texts = new ArrayList<>(dashboardQueries());
		texts.add(Files.readString(ALERTS));
		texts.add(Files.readString(ALERT_TESTS));
		for (String text : texts) {
			VALUE.matcher(text)
				.results()
				.forEach((match) -> assertThat(VALUES.get(match.group(1))).as(text)
					.contains(match.group(2).split("\\|")));
		}
		assertThat(texts).anyMatch((text) -> VALUE.matcher(text).find());
	}

	@Test
	void prometheusUnderstandsTheDashboard(@TempDir Path directory) throws Exception {
		StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
		int number = 0;
		for (String query : dashboardQueries()) {
			String plain = query.replace("$__rate_interval", "1m").replaceAll("\\$\\w+", ".*");
			rules.append("      - record: panel:").append(number++).append('\n');
			rules.append("        expr: '").append(plain.replace("'", "''")).append("'\n");
		}
		Path file = Files.writeString(directory.resolve("dashboard.yml"), rules);
		Promtool.run("check", "rules", file.toString());
	}

	@Test
	void prometheusUnderstandsTheAlerts() throws Exception {
		Promtool.run("check", "rules", ALERTS.toString());
	}

	@Test
	void alertsFireWhenTheyShould() throws Exception {
		Promtool.run("test", "rules", ALERT_TESTS.toString());
	}

	private static Set<String> names(Enum<?>[] values) {
		return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
	}

	private void assertExported(Collection<String> queries) {
		for (String query : queries) {
			List<String> metrics = METRIC.matcher(query).results().map((match) -> match.group(1)).toList();
			assertThat(this.exported.keySet()).as(query).containsAll(metrics);
			SELECTOR.matcher(query)
				.results()
				.forEach((match) -> assertLabels(query, match.group(1),
						LABEL.matcher(match.group(2)).results().map((label) -> label.group(1))));
			GROUPING.matcher(query)
				.results()
				.map((match) -> match.group(1).split(",\\s*"))
				.forEach((labels) -> metrics.stream()
					.filter((metric) -> !metric.equals(GUARD))
					.forEach((metric) -> assertLabels(query, metric, Arrays.stream(labels))));
		}
	}

	private void assertLabels(String query, String metric, Stream<String> labels) {
		assertThat(this.exported.get(metric)).as(query)
			.containsAll(labels.filter((label) -> !ADDED.contains(label)).toList());
	}

	private static JsonNode dashboard() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(DASHBOARD));
	}

	private static List<String> dashboardQueries() throws IOException {
		List<String> queries = new ArrayList<>();
		for (JsonNode panel : dashboard().get("panels")) {
			panel.path("targets").forEach((target) -> queries.add(target.get("expr").asString()));
		}
		return queries;
	}

	private static List<String> alertQueries() throws IOException {
		Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Files.readString(ALERTS));
		return file.get("groups")
			.stream()
			.flatMap((group) -> group.get("rules").stream())
			.map((rule) -> String.valueOf(rule.get("expr")))
			.toList();
	}

	private static String scrape(int port) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
			.build();
		return HttpClient.newHttpClient()
			.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
			.body();
	}

	/**
	 * The names of the labels of each metric.
	 */
	private static Map<String, Set<String>> parse(String text) {
		Map<String, Set<String>> labels = new TreeMap<>();
		Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$")
			.matcher(text)
			.results()
			.forEach((match) -> labels.computeIfAbsent(match.group(1), (name) -> new TreeSet<>())
				.addAll(labelNames(match)));
		return labels;
	}

	private static Set<String> labelNames(MatchResult series) {
		String labels = (series.group(2) != null) ? series.group(2) : "";
		return LABEL.matcher(labels).results().map((match) -> match.group(1)).collect(Collectors.toSet());
	}

}
