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

package io.github.closeevent.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.closeevent.CloseCodeRange;
import io.github.closeevent.autoconfigure.actuate.CloseEventHistoryProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata of {@link CloseEventProperties} and its likes, which editors
 * show.
 */
class ConfigurationMetadataTests {

	private static final String PREFIX = "close-event";

	private static final Map<String, Map<String, Object>> METADATA = readMetadata("properties");

	private static final Map<String, Map<String, Object>> HINTS = readMetadata("hints");

	@Test
	void hasEveryProperty() {
		List<String> properties = new ArrayList<>();
		collect(PREFIX, CloseEventProperties.class, properties);
		collect(PREFIX + ".client", CloseEventClientProperties.class, properties);
		collect(PREFIX + ".history", CloseEventHistoryProperties.class, properties);
		collect(PREFIX + ".logging", CloseEventLoggingProperties.class, properties);
		assertThat(properties).contains("close-event.enabled", "close-event.handshake-timeout",
				"close-event.async.queue-capacity");
		assertThat(METADATA.keySet()).containsExactlyInAnyOrderElementsOf(properties);
	}

	@ParameterizedTest
	@MethodSource("names")
	void hasADescriptionByTheRulesOfBoot(String name) {
		String description = (String) METADATA.get(name).get("description");
		assertThat(description).as(name)
			.isNotBlank()
			.endsWith(".")
			.doesNotContain("\n", "{@", "<p>", "<code>")
			.doesNotMatch("(The|A|An|This) .*");
		String type = (String) METADATA.get(name).get("type");
		if (type.equals(Boolean.class.getName())) {
			assertThat(description).as(name).matches("(Whether|Enable) .*");
		}
		if (type.startsWith(List.class.getName())) {
			assertThat(description).as(name).startsWith("Comma-separated list ");
		}
	}

	@Test
	void timesAreDurations() {
		assertThat(METADATA).hasEntrySatisfying("close-event.handshake-timeout",
				(values) -> assertThat(values).containsEntry("type", "java.time.Duration")
					.containsEntry("defaultValue", "5s"));
	}

	@Test
	void codesAreWordsByNumber() {
		assertThat(METADATA)
			.hasEntrySatisfying("close-event.codes", (values) -> assertThat(values).containsEntry("type",
					"java.util.Map<java.lang.Integer,io.github.closeevent.autoconfigure.CloseEventProperties$Code>"));
	}

	@ParameterizedTest
	@MethodSource("hints")
	void hintIsForAPropertyAndLeavesOtherValues(String name) {
		assertThat(METADATA).containsKey(name.replaceFirst("\\.keys$", ""));
		assertThat(hinted(name, "value")).isNotEmpty();
		assertThat(hinted(name, "description")).allSatisfy((text) -> assertThat((String) text).endsWith("."));
		assertThat(HINTS.get(name).get("providers")).hasToString("[{name=any}]");
	}

	/**
	 * But for 3000, which is warned of.
	 */
	@Test
	void hintedCodesAreTheEndsOfTheRanges() {
		assertThat(hinted("close-event.codes.keys", "value"))
			.isEqualTo(List.of(CloseCodeRange.LIBRARY.getFirst() + 1, CloseCodeRange.LIBRARY.getLast(),
					CloseCodeRange.APPLICATION.getFirst(), CloseCodeRange.APPLICATION.getLast()));
	}

	@Test
	void hintedCodesAreDescribedWithTheirRange() {
		assertThat(hinted("close-event.codes.keys", "description")).satisfiesExactly(
				(text) -> assertThat((String) text).contains("3000-3999"),
				(text) -> assertThat((String) text).contains("3000-3999"),
				(text) -> assertThat((String) text).contains("4000-4999"),
				(text) -> assertThat((String) text).contains("4000-4999"));
	}

	@Test
	void onlyCodesHaveHints() {
		assertThat(HINTS).containsOnlyKeys("close-event.codes.keys");
	}

	private static List<Object> hinted(String name, String attribute) {
		List<Object> hinted = new ArrayList<>();
		for (Object value : (List<?>) HINTS.get(name).get("values")) {
			hinted.add(((Map<?, ?>) value).get(attribute));
		}
		return hinted;
	}

	static Stream<String> hints() {
		return HINTS.keySet().stream();
	}

	static Stream<String> names() {
		return METADATA.keySet().stream();
	}

	/**
	 * Collect what the binder can set: a pair of getter and setter is a property, a
	 * getter of a nested class alone is a group.
	 */
	private static void collect(String prefix, Class<?> type, List<String> properties) {
		for (Method method : type.getDeclaredMethods()) {
			String name = property(method);
			if (name == null) {
				continue;
			}
			String key = prefix + "." + DataObjectPropertyName.toDashedForm(StringUtils.uncapitalize(name));
			if (ReflectionUtils.findMethod(type, "set" + name, method.getReturnType()) != null) {
				properties.add(key);
			}
			else if (method.getReturnType().getEnclosingClass() == type) {
				collect(key, method.getReturnType(), properties);
			}
			else {
				properties.add(key);
			}
		}
	}

	private static String property(Method method) {
		if (method.isSynthetic() || method.getParameterCount() > 0 || method.getReturnType() == void.class) {
			return null;
		}
		if (method.getName().startsWith("get")) {
			return method.getName().substring(3);
		}
		return (method.getName().startsWith("is")) ? method.getName().substring(2) : null;
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> readMetadata(String kind) {
		Map<String, Map<String, Object>> metadata = new TreeMap<>();
		for (URL file : files()) {
			Map<String, Object> json = JsonParserFactory.getJsonParser().parseMap(read(file));
			for (Object entry : (List<Object>) json.getOrDefault(kind, List.of())) {
				Map<String, Object> values = (Map<String, Object>) entry;
				String name = (String) values.get("name");
				if (name.startsWith(PREFIX + ".")) {
					metadata.put(name, values);
				}
			}
		}
		return metadata;
	}

	private static List<URL> files() {
		try {
			return Collections.list(ConfigurationMetadataTests.class.getClassLoader()
				.getResources("META-INF/spring-configuration-metadata.json"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String read(URL file) {
		try (InputStream content = file.openStream()) {
			return new String(content.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
