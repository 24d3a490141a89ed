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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Uses the page as people do: with codes that no browser sends, with many tabs, with the
 * keyboard alone.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.heartbeat=200ms", "sample.silence=500ms" })
class PageTests extends AbstractPageTests {

	private static final int TABS = 10;

	PageTests(Browser browser) {
		super(browser);
	}

	@ParameterizedTest
	@EnumSource
	void refusedCloseShowsTheErrorAndLeavesTheConnectionOpen(Flavour flavour) {
		String key = this.page.connect(flavour);
		for (String code : List.of("999", "1001", "1006", "2999", "5000")) {
			this.page.close(code, "");
			this.page.awaitText("#browser-error", "InvalidAccessError");
			this.page.close("1000", "r".repeat(124));
			this.page.awaitText("#browser-error", "SyntaxError");
		}
		this.page.click("#server-message");
		this.page.awaitText("#answer", "hello");
		assertThat(this.page.isOpen()).isTrue();
		this.page.close("4000", "");
		assertThat(this.page.browserTold(key).code()).isEqualTo(4000);
		assertThat(this.page.text("#browser-error")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "RAW", "STOMP" })
	void reasonIsMeasuredInBytesAndNeedsACode(Flavour flavour) {
		String key = this.page.connect(flavour);
		this.page.close("4000", "é".repeat(62));
		this.page.awaitText("#browser-error", "SyntaxError");
		this.page.close("", "no code");
		this.page.awaitText("#browser-error", "InvalidAccessError");
		this.page.close("4000", "é".repeat(61));
		assertThat(this.page.serverTold(key)).isEqualTo(ServerTold.clean(CloseInitiator.PEER, 4000, "é".repeat(61)));
	}

	@Test
	void reasonIsShownAsText() {
		String markup = "<img src=x onerror=alert(1)>";
		String key = this.page.connect(Flavour.RAW);
		this.page.close("4000", markup);
		assertThat(this.page.serverTold(key).reason()).isEqualTo(markup);
		assertThat(this.page.text(SamplePage.ending(key, " .browser"))).contains(markup);
		assertThat(this.page.text(SamplePage.ending(key, " .server"))).contains(markup);
		assertThat(this.page.elements(SamplePage.ending(key, " img"))).isEmpty();
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void serverRefusesACodeThatNoFrameMayHold(Flavour flavour) {
		this.page.connect(flavour);
		this.page.closeByServer("1005", "");
		this.page.awaitText("#answer", "No Close frame may hold 1005");
		assertThat(this.page.isOpen()).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = { "RAW", "STOMP" })
	void silentServerAnswersWhenItReadsAgain(Flavour flavour) {
		String key = this.page.connect(flavour);
		this.page.click("#server-silence");
		this.page.close("4000", "");
		assertThat(this.page.browserTold(key)).isEqualTo(BrowserTold.clean(4000, ""));
		assertThat(this.page.serverTold(key)).isEqualTo(ServerTold.clean(CloseInitiator.PEER, 4000, ""));
	}

	@Test
	void codeIsExplainedWhileItIsTyped() {
		this.page.fill("#browser-code", "4001");
		this.page.awaitText("#code-info", "Kicked. A moderator removed the user.");
		this.page.fill("#browser-code", "1001");
		this.page.awaitText("#code-info", "A page may not send it.");
		this.page.fill("#browser-code", "99999");
		this.page.awaitText("#code-info", "a number from 0 to 65535");
	}

	@Test
	void eachOfManyTabsSeesItsOwnEnding() {
		String first = this.browser.driver().getWindowHandle();
		Map<String, String> tabs = new LinkedHashMap<>();
		for (int i = 0; i < TABS; i++) {
			String tab = this.browser.openTab();
			tabs.put(tab, this.page.open(this.port).connect(flavour(i)));
		}
		List<String> keys = new ArrayList<>(tabs.values());
		tabs.forEach((tab, key) -> {
			this.browser.switchTo(tab);
			this.page.closeByServer(String.valueOf(4100 + keys.indexOf(key)), "tab");
		});
		tabs.forEach((tab, key) -> {
			this.browser.switchTo(tab);
			int code = 4100 + keys.indexOf(key);
			assertThat(this.page.browserTold(key)).isEqualTo(BrowserTold.clean(code, "tab"));
			assertThat(this.page.serverTold(key)).isEqualTo(Endings.closedByApplication(code, "tab"));
			keys.forEach((other) -> {
				this.page.serverTold(other);
				assertThat(this.page.ending(other)).containsEntry("mine", String.valueOf(other.equals(key)));
			});
		});
		tabs.keySet().forEach((tab) -> {
			this.browser.switchTo(tab);
			this.browser.driver().close();
		});
		this.browser.switchTo(first);
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	private static Flavour flavour(int tab) {
		return Flavour.values()[tab % Flavour.values().length];
	}

	@Test
	void keyboardIsEnough() {
		tabTo("flavour");
		press(Keys.ARROW_RIGHT);
		tabTo("connect");
		press(Keys.ENTER);
		String key = this.page.awaitOpen();
		tabTo("browser-code");
		press("3001");
		tabTo("browser-reason");
		press("by hand");
		tabTo("browser-close");
		press(Keys.ENTER);
		assertThat(this.page.browserTold(key)).isEqualTo(BrowserTold.clean(3001, "by hand"));
		assertThat(this.page.ending(key)).containsEntry("flavour", Flavour.SOCKJS.value());
	}

	/**
	 * Press the Tab key until an element of this id or name has the focus.
	 */
	private void tabTo(String idOrName) {
		List<String> seen = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			press(Keys.TAB);
			WebElement active = this.browser.driver().switchTo().activeElement();
			String id = active.getDomAttribute("id");
			seen.add((id != null) ? id : String.valueOf(active.getDomAttribute("name")));
			if (seen.contains(idOrName)) {
				return;
			}
		}
		fail("The Tab key reaches %s, but not %s", seen, idOrName);
	}

	private void press(CharSequence keys) {
		this.browser.driver().switchTo().activeElement().sendKeys(keys);
	}

}
