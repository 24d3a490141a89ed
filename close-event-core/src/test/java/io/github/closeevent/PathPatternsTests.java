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

package io.github.closeevent;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PathPatterns}.
 */
class PathPatternsTests {

	private static final List<String> PATTERNS = List.of("/", "/**", "/chat", "/chat/", "/chat/**", "/chat/rooms/**",
			"/a.b-c_d~e/**", "/chat/*", "/chat/{id}", "/chat/{id}/x", "/chat/{id}/**", "/{a}", "/{a}/", "/{a}/**",
			"/{a}/{b}", "/{a}/rooms/{b}", "/{a}/{b}/{c}/**", "/chat/x{id}", "/chat/{id}x", "/chat/{id:x}",
			"/chat/{*rest}", "/ch?t", "/%63hat", "/c%20d/**", "/c d", "/chat+/**", "/../**", "/**/x");

	private static final List<String> PATHS = List.of("", "/", "//", "chat", "/chat", "/chat/", "//chat", "/chat//",
			"/chat//x", "/chat/x", "/chats", "/chats/x", "/Chat", "/CHAT/x", "/chat/rooms", "/chat/rooms/1", "/chat/.",
			"/%63hat", "/%63hat/x", "/chat%2Fx", "/chat/%2e", "/chat;v=1", "/chat;v=1/x", "/chat;", "/;/chat",
			"/a.b-c_d~e", "/a.b-c_d~e/f", "/aXb-c_d~e", "/c%20d", "/c d", "/chat+/x", "/chat%2B/x", "/../chat", "/x",
			"/chat/x/x", "/chat/x/", "/chat/x/y", "/chat/x/x/x", "/chat/rooms/", "/chat//x/x", "/chat/x//",
			"/chat/x;v=1", "/chat/x;v=1/x", "/chat/%78");

	@Test
	void matchesAsSpringDoes() {
		for (String text : PATTERNS) {
			PathPattern pattern = PathPatternParser.defaultInstance.parse(text);
			PathPatterns patterns = new PathPatterns(List.of(pattern));
			for (String path : PATHS) {
				assertThat(patterns.matches(path)).as("%s matches %s", text, path)
					.isEqualTo(pattern.matches(PathContainer.parsePath(path)));
			}
		}
	}

	@Test
	void oneOfSeveralPatternsIsEnough() {
		PathPatterns patterns = PathPatterns.of("/news, /chat/**, /rooms/{id}");
		assertThat(List.of("/news", "/chat/1", "/rooms/1", "/%6eews")).allMatch(patterns::matches);
		assertThat(List.of("/news/1", "/rooms/1/2", "/%6eew")).noneMatch(patterns::matches);
	}

	@Test
	void optionsOfAnotherParserStay() {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(false);
		assertThat(new PathPatterns(List.of(parser.parse("/chat/**"))).matches("/CHAT/x")).isTrue();
	}

	@Test
	void nothingMatchesWithoutPatternsOrPath() {
		assertThat(new PathPatterns(List.of()).isEmpty()).isTrue();
		assertThat(new PathPatterns(List.of()).matches("/")).isFalse();
		assertThat(PathPatterns.of("/**").matches(null)).isFalse();
	}

}
