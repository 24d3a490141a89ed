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

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ends connections of every flavour in every way and compares what the browser and the
 * server were told.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.heartbeat=200ms", "sample.silence=500ms" })
class BrowserTests extends AbstractPageTests {

	BrowserTests(Browser browser) {
		super(browser);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void pageCloses(Flavour flavour, AskedToClose asked) {
		String key = this.page.connect(flavour);
		this.page.close(asked.code(), asked.reason());
		assertThat(this.page.browserTold(key)).isEqualTo(asked.browser());
		assertThat(this.page.serverTold(key)).isEqualTo(asked.server());
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	static Stream<Arguments> pageCloses() {
		return Arrays.stream(Flavour.values())
			.flatMap((flavour) -> AskedToClose.over(flavour).stream().map((asked) -> Arguments.of(flavour, asked)));
	}

	@ParameterizedTest
	@EnumSource
	void serverCloses(Flavour flavour) {
		String key = this.page.connect(flavour);
		this.page.closeByServer("4001", "too loud");
		assertThat(this.page.browserTold(key)).isEqualTo(BrowserTold.clean(4001, "too loud"));
		assertThat(this.page.serverTold(key)).isEqualTo(Endings.closedByApplication(4001, "too loud"));
		assertThat(this.page.text(SamplePage.ending(key, ""))).contains("Kicked", "the application",
				"A moderator removed the user.");
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void serverClosesWithoutACode(Flavour flavour) {
		String key = this.page.connect(flavour);
		this.page.closeByServer("", "");
		ServerTold expected = Endings.closedWithoutACode(flavour);
		assertThat(this.page.browserTold(key)).isEqualTo(BrowserTold.clean(expected.code(), expected.reason()));
		assertThat(this.page.serverTold(key)).isEqualTo(expected);
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void handlerFails(Flavour flavour) {
		String key = this.page.connect(flavour);
		this.page.click("#server-throw");
		ServerTold expected = Endings.failed(flavour);
		assertThat(this.page.browserTold(key)).isEqualTo(BrowserTold.clean(expected.code(), ""));
		assertThat(this.page.serverTold(key)).isEqualTo(expected);
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void connectionIsLost(Flavour flavour) {
		String key = this.page.connect(flavour);
		this.page.click("#plug");
		assertThat(this.page.browserTold(key)).isEqualTo(Endings.lost(flavour));
		assertThat(this.page.serverTold(key)).isEqualTo(ServerTold.lost());
		assertThat(this.browser.takeErrors()).allMatch(BrowserTests::isOfALostConnection);
	}

	@ParameterizedTest
	@EnumSource
	void tabIsClosed(Flavour flavour) {
		String watching = this.browser.driver().getWindowHandle();
		this.browser.openTab();
		String key = this.page.open(this.port).connect(flavour);
		this.browser.driver().close();
		this.browser.switchTo(watching);
		assertThat(this.page.serverTold(key)).isIn(Endings.gone(flavour));
		assertNoScriptWasTold(flavour, key);
		assertThat(this.page.ending(key)).containsEntry("mine", "false");
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void pageIsLeft(Flavour flavour) {
		String key = this.page.connect(flavour);
		this.page.click("#away");
		SamplePage.waiting().until(() -> this.browser.driver().getCurrentUrl().endsWith("/away.html"));
		this.page.open(this.port);
		assertThat(this.page.serverTold(key)).isIn(Endings.gone(flavour));
		assertNoScriptWasTold(flavour, key);
		assertThat(this.page.ending(key)).containsEntry("mine", "true");
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	/**
	 * The client of SockJS may be told, and say so, while its page goes.
	 */
	private void assertNoScriptWasTold(Flavour flavour, String key) {
		if (flavour == Flavour.RAW || flavour == Flavour.STOMP) {
			assertThat(this.page.showsBrowser(key)).isFalse();
		}
	}

	private static boolean isOfALostConnection(String error) {
		return error.contains("WebSocket connection to") || error.contains("net::ERR_");
	}

}
