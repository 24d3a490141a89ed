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

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WebSocketSessionInfo} and {@link WebSocketSessionInfoBuilder}.
 */
class WebSocketSessionInfoTests {

	private static final URI CHAT = URI.create("wss://user:password@example.org/chat;jsessionid=1/room?token=2#3");

	private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("peer", 4711);

	private static final WebSocketSessionInfo FULL = WebSocketSessionInfo.builder("7")
		.webSocketSessionId("spring")
		.uri(CHAT)
		.contextPath("/chat")
		.pathPattern("/chat/{room}")
		.subProtocol("v12.stomp")
		.principalName("ada")
		.remoteAddress(ADDRESS)
		.attributes(Map.of("key", "value"))
		.transport("sockjs-xhr-streaming")
		.side(WebSocketSessionInfo.Side.CLIENT)
		.openedAt(Instant.EPOCH)
		.build();

	@Test
	void defaults() {
		Instant before = Instant.now();
		WebSocketSessionInfo info = WebSocketSessionInfo.builder("7").build();
		assertThat(info.getId()).isEqualTo("7");
		assertThat(info.getWebSocketSessionId()).isEqualTo("7");
		assertThat(info.getUri()).isNull();
		assertThat(info.getPath()).isNull();
		assertThat(info.getPathPattern()).isNull();
		assertThat(info.getSubProtocol()).isNull();
		assertThat(info.getPrincipalName()).isNull();
		assertThat(info.getRemoteAddress()).isNull();
		assertThat(info.getAttributes()).isSameAs(Map.of());
		assertThat(info.getTransport()).isEqualTo("websocket");
		assertThat(info.getSide()).isEqualTo(WebSocketSessionInfo.Side.SERVER);
		assertThat(info.getOpenedAt()).isBetween(before, Instant.now());
	}

	@ParameterizedTest
	@CsvSource({ "wss://h/app/chat?token=1#x,/app,/chat", "wss://h/app/chat,'',/app/chat", "wss://h/chat,/app,/chat",
			"wss://h/application/chat,/app,/application/chat", "wss://h/app/a;b=c/d%2Fe,/app,/a/d%2Fe",
			"wss://h/app,/app,''", "wss://h/app/,/app,/", "/app/chat,/app,/chat", "wss://h,/app,''" })
	void pathIsThatWithinTheApplication(URI uri, String contextPath, String path) {
		WebSocketSessionInfo info = WebSocketSessionInfo.builder("7").uri(uri).contextPath(contextPath).build();
		assertThat(info.getPath()).isEqualTo(path);
		assertThat(info.withAttributes(Map.of("a", "b")).getPath()).isEqualTo(path);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/%61pp/chat/1        | /app  | /chat/1
			/%61%70%70/chat/1    | /app  | /chat/1
			/x/../app/chat/1     | /app  | /chat/1
			/%2e%2e/app/chat/1   | /app  | /chat/1
			/x/%2E%2e/app/chat/1 | /app  | /chat/1
			/./app/chat/1        | /app  | /chat/1
			//app/chat/1         | /app  | /chat/1
			/app;a=b/chat/1      | /app  | /chat/1
			/..;a=b/app/chat/1   | /app  | /chat/1
			/app/%63hat//1       | /app  | /%63hat//1
			/app/../app/chat/1   | /app  | /../app/chat/1
			/a/./b//chat         | /a/b  | //chat
			/a//b/chat           | /a/b  | /chat
			/a%2Fb/chat          | /a/b  | /chat
			/%C3%A4pp/chat       | /äpp  | /chat
			/%c3%a4pp/chat       | /äpp  | /chat
			/äpp/chat            | /äpp  | /chat
			/äpp/chat            | /%C3%A4pp | /chat
			/a%20b/chat          | /a b  | /chat
			/100%25/chat         | /100% | /chat
			/a%3Bb/chat          | /a;b  | /chat
			/%61ppp/chat         | /app  | /%61ppp/chat
			/x/app/chat          | /app  | /x/app/chat
			/%FF/chat            | /app  | /%FF/chat
			/chat                | /     | /chat
			""")
	void contextPathIsFoundHoweverItIsSpelled(String requested, String contextPath, String path) {
		URI uri = URI.create("wss://h" + requested + "?app");
		assertThat(WebSocketSessionInfo.builder("7").uri(uri).contextPath(contextPath).build().getPath())
			.isEqualTo(path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/app" })
	void pathWithNothingToStripIsThatOfTheUri(String contextPath) {
		URI uri = URI.create("wss://h/chat/1?token=2");
		assertThat(WebSocketSessionInfo.builder("7").uri(uri).contextPath(contextPath).build().getPath())
			.isSameAs(uri.getRawPath());
	}

	@Test
	void uriWithoutAPathHasNone() {
		URI uri = URI.create("mailto:app");
		assertThat(WebSocketSessionInfo.builder("7").uri(uri).contextPath("/app").build().getPath()).isNull();
	}

	@Test
	void everyFactIsKept() {
		assertThat(FULL.getId()).isEqualTo("7");
		assertThat(FULL.getWebSocketSessionId()).isEqualTo("spring");
		assertThat(FULL.getUri()).isSameAs(CHAT);
		assertThat(FULL.getPath()).isEqualTo("/room");
		assertThat(FULL.getPathPattern()).isEqualTo("/chat/{room}");
		assertThat(FULL.getSubProtocol()).isEqualTo("v12.stomp");
		assertThat(FULL.getPrincipalName()).isEqualTo("ada");
		assertThat(FULL.getRemoteAddress()).isSameAs(ADDRESS);
		assertThat(FULL.getAttributes()).containsOnly(Map.entry("key", "value"));
		assertThat(FULL.getTransport()).isEqualTo("sockjs-xhr-streaming");
		assertThat(FULL.getSide()).isEqualTo(WebSocketSessionInfo.Side.CLIENT);
		assertThat(FULL.getOpenedAt()).isEqualTo(Instant.EPOCH);
	}

	@Test
	void attributesAreAShallowCopy() {
		StringBuilder value = new StringBuilder("value");
		Map<String, Object> attributes = new HashMap<>();
		attributes.put("key", value);
		attributes.put("none", null);
		WebSocketSessionInfo copy = FULL.withAttributes(attributes);
		attributes.put("late", 1);
		assertThat(copy.getAttributes()).containsOnlyKeys("key", "none").containsEntry("none", null);
		assertThat(copy.getAttributes().get("key")).isSameAs(value);
	}

	@Test
	void attributesOfTheBuilderAreCopiedWhenItBuilds() {
		Map<String, Object> attributes = new HashMap<>();
		attributes.put("none", null);
		WebSocketSessionInfo info = WebSocketSessionInfo.builder("7").attributes(attributes).build();
		attributes.clear();
		assertThat(info.getAttributes()).containsOnlyKeys("none");
	}

	@Test
	void attributesCannotBeModified() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> FULL.getAttributes().put("key", "other"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> FULL.withAttributes(Map.of()).getAttributes().put("key", "other"));
	}

	@Test
	void copyDiffersInItsAttributesOnly() {
		WebSocketSessionInfo copy = FULL.withAttributes(Map.of());
		assertThat(copy.getAttributes()).isSameAs(Map.of());
		assertThat(copy).usingRecursiveComparison().ignoringFields("attributes").isEqualTo(FULL);
		assertThat(FULL.getAttributes()).containsOnlyKeys("key");
	}

	@Test
	void equalByIdentity() {
		WebSocketSessionInfo copy = FULL.withAttributes(FULL.getAttributes());
		assertThat(copy).isNotEqualTo(FULL);
	}

	@Test
	void toStringHasNeitherQueryNorAttributes() {
		assertThat(FULL).hasToString("WebSocketSessionInfo[id=\"7\", path=\"/chat/room\", "
				+ "pathPattern=\"/chat/{room}\", transport=\"sockjs-xhr-streaming\", side=CLIENT, "
				+ "principalName=\"ada\"]");
	}

	@ParameterizedTest
	@CsvSource({ "ws://host/a?token=1, '\"/a\"'", "ws://host?token=1, '\"\"'", "/a/%0d%0a?b, '\"/a/%0d%0a\"'",
			"/;token=1/a;b=2;c, '\"//a\"'", "mailto:token, null", ", null" })
	void toStringShowsThePathAlone(URI uri, String path) {
		assertThat(WebSocketSessionInfo.builder("7").uri(uri).build().toString()).contains(", path=" + path + ", ");
	}

	@Test
	@SuppressWarnings("NullAway")
	void missingFactsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> WebSocketSessionInfo.builder(""))
			.withMessageContaining("'id'");
		WebSocketSessionInfoBuilder builder = WebSocketSessionInfo.builder("7");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.webSocketSessionId(null))
			.withMessageContaining("'webSocketSessionId'");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.attributes(null))
			.withMessageContaining("'attributes'");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.transport(""))
			.withMessageContaining("'transport'");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.side(null)).withMessageContaining("'side'");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.openedAt(null))
			.withMessageContaining("'openedAt'");
		assertThatIllegalArgumentException().isThrownBy(() -> FULL.withAttributes(null))
			.withMessageContaining("'attributes'");
	}

}
