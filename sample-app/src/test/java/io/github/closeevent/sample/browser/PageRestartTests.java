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

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

import io.github.closeevent.sample.SampleApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Restarts the application under the page, which comes back by itself.
 */
@ExtendWith(ChromiumExtension.class)
@Timeout(120)
class PageRestartTests {

	private final Browser browser;

	private final SamplePage page;

	PageRestartTests(Browser browser) {
		this.browser = browser;
		this.page = new SamplePage(browser);
	}

	@AfterEach
	void leaveThePage() {
		this.browser.driver().get("about:blank");
	}

	@Test
	void pageComesBackWithoutAReload() {
		AtomicReference<String> open = new AtomicReference<>();
		int port = start(0, (first) -> {
			this.page.open(first);
			this.page.rememberStates();
			assertThat(this.page.text("#feed-status")).isEqualTo("live");
			open.set(this.page.connect(Flavour.RAW));
		});
		assertThat(this.page.browserTold(open.get())).isEqualTo(BrowserTold.clean(1001, "Server is shutting down"));
		SamplePage.waiting()
			.untilAsserted(() -> assertThat(this.page.states()).first().matches(SamplePage::isGoingAway));
		assertThat(this.page.text(SamplePage.ending(open.get(), "")))
			// Whether the page hears of its own end depends on which was closed first,
			// the
			// feed or it.
			.containsAnyOf("The application stops", "The server or the framework decided");
		start(port, (second) -> {
			SamplePage.waiting().untilAsserted(() -> assertThat(this.page.text("#feed-status")).isEqualTo("live"));
			assertThat(this.page.elements(SamplePage.ending(open.get(), ""))).hasSize(1);
			String key = this.page.connect(Flavour.RAW);
			this.page.close("4000", "");
			assertThat(this.page.serverTold(key).code()).isEqualTo(4000);
		});
	}

	/**
	 * Run the application for a while.
	 * @return the port that it listened on
	 */
	private static int start(int port, IntConsumer meanwhile) {
		try (ConfigurableApplicationContext application = new SpringApplicationBuilder(SampleApplication.class).run(
				"--server.port=" + port, "--close-event.client.backoff.initial=500ms",
				"--close-event.client.backoff.max=1s")) {
			int actual = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			meanwhile.accept(actual);
			return actual;
		}
	}

}
