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

package io.github.closeevent.sample.browser;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at what the script that the starter serves exports, without a connection.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ReconnectModuleTests extends AbstractPageTests {

	ReconnectModuleTests(Browser browser) throws IOException {
		super(browser);
	}

	@Test
	@SuppressWarnings("unchecked")
	void hasTheConstantsOfAWebSocket() {
		List<String> both = (List<String>) runAsync("""
				import("/close-event/reconnect.js").then(({ ReconnectingWebSocket }) => {
					const names = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];
					const constants = (type) => JSON.stringify([type, type.prototype].map((owner) =>
						names.map((name) => Object.getOwnPropertyDescriptor(owner, name))));
					done([constants(ReconnectingWebSocket), constants(WebSocket)]);
				})""");
		assertThat(both.get(0)).isEqualTo(both.get(1)).contains("\"value\":3").doesNotContain("null");
	}

	@Test
	void addressThatMakesNoSenseIsRefused() {
		assertThat(runAsync("""
				import("/close-event/reconnect.js").then(({ ReconnectingWebSocket }) => {
					try { new ReconnectingWebSocket("ftp://x"); } catch (error) { done(error.name); }
				})""")).isEqualTo("SyntaxError");
	}

	@Test
	void everyCodeIsKnown() {
		assertThat(runAsync("""
				import("/close-event/reconnect.js").then(({ closeCode }) =>
					done([0, 1006, 2999, 4001, 4003, 65535].map((code) => closeCode(code).name).join()))"""))
			.isEqualTo("Not used,Abnormal Closure,Reserved for extensions,Kicked,Private use,Out of range");
	}

	private Object runAsync(String script) {
		return this.browser.driver().executeAsyncScript("const done = arguments[0];" + script);
	}

}
