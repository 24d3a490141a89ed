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
import java.time.Duration;

import io.github.closeevent.test.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads what the page says in words: what happened, who did it, and why the two ends were
 * told different things.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.heartbeat=200ms", "sample.silence=1500ms" })
class PageWordsTests extends AbstractPageTests {

	PageWordsTests(Browser browser) {
		super(browser);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					RAW          | 4999 | The browser closed: 4999 Private use   | the browser | Both ends agree.
					RAW          |      | The browser closed: 1005 No Status Rcvd| the browser | The server answered with 1000
					STOMP        | 1000 | The browser closed: 1000 Normal Closure| the browser | Both ends agree.
					SOCKJS       | 3000 | The browser closed: 1005 No Status Rcvd| the browser | SockJS tells its page the code
					SOCKJS_HTTP  | 4999 | The browser left without a word        | nobody      | no way to say good-bye over HTTP
					""")
	void closeByTheBrowserIsExplained(Flavour flavour, String code, String headline, String who, String why) {
		String key = this.page.connect(flavour);
		this.page.close((code != null) ? code : "", "");
		this.page.browserTold(key);
		assertWords(key, headline, who, why);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					RAW    | #server-close | The application closed: 4001 Kicked              | the application         | Both ends agree.
					RAW    | #server-throw | The handler failed: 1011 Internal Error          | the application         | IllegalStateException left the handler
					STOMP  | #server-throw | The server or framework closed: 1002 Protocol error | the server or framework | STOMP answers what it cannot handle with an ERROR frame
					RAW    | #plug         | The connection was lost                          | nobody                  | No Close frame was sent or received.
					""")
	void otherEndingIsExplained(Flavour flavour, String button, String headline, String who, String why) {
		String key = this.page.connect(flavour);
		this.page.click(button);
		this.page.browserTold(key);
		assertWords(key, headline, who, why);
	}

	@Test
	void tabThatIsClosedIsExplained() {
		String watching = this.browser.driver().getWindowHandle();
		this.browser.openTab();
		String key = this.page.open(this.port).connect(Flavour.RAW);
		this.browser.driver().close();
		this.browser.switchTo(watching);
		assertWords(key, "The page was left or closed", "the browser",
				"1001 is what a browser sends for a page that was left or a tab that was closed. No script was there");
		assertThat(this.page.text(SamplePage.ending(key, " .browser"))).contains("Nothing: its page was gone.");
	}

	@Test
	void clientThatIsNoPageIsNotCalledABrowser() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/chat")) {
			client.sendClose(1012, "I am no page");
			client.readUntilClose(Duration.ofSeconds(10));
		}
		String ending = "#endings li.ending:has(.server[data-reason='I am no page'])";
		SamplePage.waiting().until(() -> !this.page.elements(ending).isEmpty());
		assertThat(this.page.text(ending)).contains("The client closed: 1012 Service Restart", "another client",
				"Not known: it is no page of this browser.", "The server does not know 1012, and answered with 1002.");
	}

	@Test
	void waitForASilentServerIsTold() {
		String key = this.page.connect(Flavour.RAW);
		// Not while it is silent: typing takes its time on a busy machine.
		this.page.fill("#browser-code", "4999");
		this.page.click("#server-silence");
		this.page.click("#browser-close");
		assertThat(this.page.text("#status")).isEqualTo("waiting for the server's answer …");
		this.page.browserTold(key);
		assertWords(key, "The browser closed: 4999 Private use", "the browser", "The browser waited 1.");
	}

	@Test
	void connectionThatNeverOpensIsExplained() {
		this.browser.driver()
			.executeScript(
					"WebSocket = class extends WebSocket { constructor(url) { super(String(url).replace('/chat', '/nowhere')); } }");
		this.page.click("#connect");
		SamplePage.waiting().until(() -> !this.page.elements("#endings li.ending .why").isEmpty());
		SamplePage.waiting()
			.untilAsserted(() -> assertThat(this.page.text("#endings li.ending")).contains("It never opened",
					"There was no session, so there is no CloseEvent."));
		assertThat(this.page.text("#status")).isEqualTo("not connected");
	}

	@Test
	void bothEndsAreStillShownAfterAReload() {
		String watching = this.browser.driver().getWindowHandle();
		String other = this.browser.openTab();
		String key = this.page.open(this.port).connect(Flavour.RAW);
		this.page.close("4999", "");
		BrowserTold told = this.page.browserTold(key);
		this.browser.switchTo(watching);
		this.page.open(this.port);
		assertThat(this.page.browserTold(key)).isEqualTo(told);
		this.page.click("#clear");
		this.page.open(this.port);
		assertThat(this.page.elements(SamplePage.ending(key, ""))).isEmpty();
		this.browser.switchTo(other);
		this.browser.driver().close();
		this.browser.switchTo(watching);
	}

	@Test
	void endingComesIntoViewOnAPhone() {
		this.browser.setLooks("light", 360, 740);
		try {
			this.page.open(this.port);
			String key = this.page.connect(Flavour.RAW);
			this.page.close("4999", "");
			this.page.serverTold(key);
			SamplePage.waiting()
				.until(() -> (Boolean) this.browser.driver()
					.executeScript(
							"const { top, bottom } = document.querySelector(arguments[0]).getBoundingClientRect();"
									+ "return top >= 0 && bottom <= innerHeight",
							SamplePage.ending(key, " .headline")));
		}
		finally {
			this.browser.resetLooks();
		}
	}

	private void assertWords(String key, String headline, String who, String why) {
		this.page.serverTold(key);
		assertThat(this.page.text(SamplePage.ending(key, " .headline"))).isEqualTo(headline);
		assertThat(this.page.text(SamplePage.ending(key, " .server dl"))).contains("Who closed\n" + who);
		assertThat(this.page.text(SamplePage.ending(key, " .why"))).contains(why);
	}

}
