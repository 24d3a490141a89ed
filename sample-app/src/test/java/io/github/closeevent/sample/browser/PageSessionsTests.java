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

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Closes sessions from the list on the page, its own and those of other tabs.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.heartbeat=200ms", "sample.silence=500ms" })
class PageSessionsTests extends AbstractPageTests {

	private String first = "";

	PageSessionsTests(Browser browser) {
		super(browser);
	}

	@BeforeEach
	void rememberTheFirstTab() {
		this.first = this.browser.driver().getWindowHandle();
	}

	@AfterEach
	void closeOtherTabs() {
		this.browser.closeAllBut(this.first);
	}

	@Test
	void closingAllOfAUserLeavesOthersOpen() {
		Map<String, String> alices = new LinkedHashMap<>();
		for (Flavour flavour : Flavour.values()) {
			String tab = this.browser.openTab();
			alices.put(tab, this.page.open(this.port).connect(flavour, "alice"));
		}
		this.browser.switchTo(this.first);
		String bob = this.page.connect(Flavour.RAW, "bob");
		for (String key : alices.values()) {
			awaitListed(key);
			assertThat(this.page.text(SamplePage.session(key, ""))).contains("alice", "another tab", "open for");
		}
		awaitListed(bob);
		assertThat(this.page.text(SamplePage.session(bob, ""))).contains("bob", "WebSocket", "this tab");
		this.page.awaitText("#users button[data-user=alice]", "Close all of alice (5)");
		this.page.fill("#sessions-code", "4001");
		this.page.fill("#sessions-reason", "too loud");
		this.page.click("#users button[data-user=alice]");
		this.page.awaitText("#sessions-answer", "5 asked to close, 5 ended clean.");
		SamplePage.waiting().until(() -> this.page.elements("#sessions li").size() == 1);
		assertThat(this.page.isOpen()).isTrue();
		alices.forEach((tab, key) -> {
			this.browser.switchTo(tab);
			assertThat(this.page.browserTold(key)).isEqualTo(BrowserTold.clean(4001, "too loud"));
			assertThat(this.page.serverTold(key)).isEqualTo(Endings.closedByApplication(4001, "too loud"));
		});
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void sessionIsClosedFromAnotherTab(Flavour flavour) {
		String key = this.page.connect(flavour);
		this.browser.openTab();
		this.page.open(this.port);
		awaitListed(key);
		assertThat(this.page.ending(key)).isEmpty();
		assertThat(this.page.text(SamplePage.session(key, ""))).contains("no name");
		this.page.fill("#sessions-code", "1012");
		this.page.click(SamplePage.session(key, " button"));
		this.page.awaitText("#sessions-answer", "1 asked to close, 1 ended clean.");
		assertThat(this.page.serverTold(key)).isEqualTo(Endings.closedByApplication(1012, ""));
		this.browser.switchTo(this.first);
		assertThat(this.page.browserTold(key)).isEqualTo(BrowserTold.clean(1012, ""));
	}

	@Test
	void badCodeOrReasonIsRefusedInTheWordsOfTheLibrary() {
		String key = this.page.connect(Flavour.RAW, "alice");
		awaitListed(key);
		this.page.fill("#sessions-code", "1005");
		this.page.awaitText("#sessions-code-info", "No server may send it.");
		this.page.click(SamplePage.session(key, " button"));
		this.page.awaitText("#sessions-error", "1000, 1001, 1008, 1011, 1012, 1013 or 3000-4999");
		this.page.fill("#sessions-code", "4001");
		this.page.fill("#sessions-reason", "é".repeat(62));
		this.page.click("#users button[data-user=alice]");
		this.page.awaitText("#sessions-error", "123");
		assertThat(this.page.isOpen()).isTrue();
	}

	@Test
	void keyboardGoesOnWhenItsButtonIsGone() {
		String key = this.page.connect(Flavour.RAW, "alice");
		awaitListed(key);
		this.page.elements(SamplePage.session(key, " button")).get(0).sendKeys(Keys.ENTER);
		assertThat(this.page.browserTold(key).code()).isEqualTo(4001);
		SamplePage.waiting().until(() -> this.page.elements(SamplePage.session(key, "")).isEmpty());
		assertThat(this.browser.driver().switchTo().activeElement().getDomAttribute("id")).isEqualTo("sessions-title");
		this.page.awaitText("#sessions-state", "None. Connect, here or in another tab.");
	}

	private void awaitListed(String key) {
		SamplePage.waiting().until(() -> !this.page.elements(SamplePage.session(key, "")).isEmpty());
	}

}
