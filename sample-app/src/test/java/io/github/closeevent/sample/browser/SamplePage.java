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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page in the browser's current tab. Every method that looks for something waits for
 * it.
 */
final class SamplePage {

	private final Browser browser;

	SamplePage(Browser browser) {
		this.browser = browser;
	}

	/**
	 * Open the page in the current tab.
	 */
	SamplePage open(int port) {
		this.browser.driver().get("http://localhost:" + port + "/");
		waiting().until(() -> "open".equals(data("#feed-status").get("state")));
		return this;
	}

	/**
	 * Connect and return the key of the connection.
	 */
	String connect(Flavour flavour) {
		click("label:has(input[name=flavour][value='%s'])".formatted(flavour.value()));
		click("#connect");
		return awaitOpen();
	}

	/**
	 * Connect as somebody.
	 */
	String connect(Flavour flavour, String name) {
		fill("#name", name);
		return connect(flavour);
	}

	String awaitOpen() {
		waiting().until(this::isOpen);
		return Objects.requireNonNull(data("#status").get("key"));
	}

	boolean isOpen() {
		return "open".equals(data("#status").get("state"));
	}

	void close(String code, String reason) {
		fill("#browser-code", code);
		fill("#browser-reason", reason);
		click("#browser-close");
	}

	void closeByServer(String code, String reason) {
		fill("#server-code", code);
		fill("#server-reason", reason);
		click("#server-close");
	}

	void click(String selector) {
		element(selector).click();
	}

	String text(String selector) {
		return element(selector).getText();
	}

	void awaitText(String selector, String part) {
		waiting().untilAsserted(() -> assertThat(text(selector)).contains(part));
	}

	BrowserTold browserTold(String key) {
		return BrowserTold.of(awaitSide(key, ".browser"));
	}

	ServerTold serverTold(String key) {
		return ServerTold.of(awaitSide(key, ".server"));
	}

	/**
	 * Whether the page shows that a browser was told something of this connection.
	 */
	boolean showsBrowser(String key) {
		return data(side(key, ".browser")).containsKey("code");
	}

	Map<String, String> ending(String key) {
		return data(ending(key, ""));
	}

	List<WebElement> elements(String selector) {
		return this.browser.driver().findElements(By.cssSelector(selector));
	}

	static String ending(String key, String below) {
		return "#endings li.ending[data-key='%s']%s".formatted(key, below);
	}

	static String session(String key, String below) {
		return "#sessions li[data-key='%s']%s".formatted(key, below);
	}

	/**
	 * Remember all that the page will say of the feed, because some of it is not there
	 * for long.
	 */
	void rememberStates() {
		this.browser.driver().executeScript("""
				const status = document.getElementById("feed-status");
				window.states = [];
				new MutationObserver(() => window.states.push(status.textContent)).observe(status, { childList: true });
				""");
	}

	List<String> states() {
		return ((List<?>) Objects.requireNonNull(this.browser.driver().executeScript("return window.states"))).stream()
			.map(String::valueOf)
			.toList();
	}

	/**
	 * Whether the page says that the server went away in good order, and when it tries
	 * again.
	 */
	static boolean isGoingAway(String state) {
		return state.matches("the server goes away: 1001; trying again (at once|in \\d+ s)");
	}

	private static String side(String key, String side) {
		return ending(key, " " + side);
	}

	private Map<String, String> awaitSide(String key, String side) {
		waiting().until(() -> data(side(key, side)).containsKey("code"));
		return data(side(key, side));
	}

	void fill(String selector, String text) {
		WebElement input = element(selector);
		input.clear();
		input.sendKeys(text);
	}

	private WebElement element(String selector) {
		return this.browser.driver().findElement(By.cssSelector(selector));
	}

	/**
	 * Return the data attributes of an element, or none if it is not there.
	 */
	@SuppressWarnings("unchecked")
	private Map<String, String> data(String selector) {
		Object data = this.browser.driver()
			.executeScript("return {...document.querySelector(arguments[0])?.dataset}", selector);
		return (data instanceof Map<?, ?>) ? (Map<String, String>) data : Map.of();
	}

	static ConditionFactory waiting() {
		return await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(25));
	}

}
