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

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the last sessions ended, on the page.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "close-event.history.capacity=50") // So that its history is its own.
class PageSummaryTests extends AbstractPageTests {

	PageSummaryTests(Browser browser) {
		super(browser);
	}

	@Test
	void summaryCountsEveryEnding() {
		this.page.awaitText("#summary-state", "None has ended yet.");
		for (int i = 0; i < 2; i++) {
			close(this.page.connect(Flavour.RAW), "4001");
		}
		close(this.page.connect(Flavour.STOMP), "4002");
		this.page.awaitText("#summary tr[data-code='4001'] .count", "2");
		this.page.awaitText("#summary tr[data-code='4001'] .name", "4001 Kicked");
		this.page.awaitText("#summary tr[data-code='4002'] .count", "1");
		this.page.awaitText("#summary tr[data-code='4002'] .not-clean", "0");
		this.page.awaitText("#summary-state", "3 since");
		assertThat(this.browser.takeErrors()).isEmpty();
	}

	private void close(String key, String code) {
		this.page.closeByServer(code, "");
		assertThat(this.page.browserTold(key).code()).isEqualTo(Integer.parseInt(code));
	}

}
