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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends the application SIGTERM while pages are open.
 */
@ExtendWith(ChromiumExtension.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There are no signals")
@Timeout(180)
class PageShutdownTests {

	/**
	 * 128 and the number of SIGTERM, as of every JVM that it ends.
	 */
	private static final int TERMINATED = 143;

	private final Browser browser;

	private final SamplePage page;

	PageShutdownTests(Browser browser) {
		this.browser = browser;
		this.page = new SamplePage(browser);
	}

	@AfterEach
	void leaveThePage() {
		this.browser.driver().get("about:blank");
	}

	@Test
	void pagesAreToldWhyAndComeBack() throws Exception {
		String first = this.browser.driver().getWindowHandle();
		Map<String, String> tabs = new LinkedHashMap<>();
		int port;
		try (SampleProcess application = SampleProcess.start(0)) {
			port = application.port();
			for (Flavour flavour : Flavour.values()) {
				tabs.put(this.browser.openTab(), this.page.open(port).connect(flavour));
				this.page.rememberStates();
			}
			application.terminate();
			assertThat(application.awaitExit()).isEqualTo(TERMINATED);
		}
		tabs.forEach((tab, key) -> {
			this.browser.switchTo(tab);
			assertThat(this.page.browserTold(key)).isEqualTo(BrowserTold.clean(1001, "Server is shutting down"));
			assertThat(this.page.states()).anyMatch(SamplePage::isGoingAway);
			this.page.awaitText("#sessions-state", "The server is not reached.");
		});
		try (SampleProcess application = SampleProcess.start(port)) {
			for (String tab : tabs.keySet()) {
				this.browser.switchTo(tab);
				this.page.awaitText("#feed-status", "live");
				this.page.awaitText("#sessions-state", "None.");
				this.browser.driver().close();
			}
		}
		this.browser.switchTo(first);
	}

}
