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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opens the page before each test, and sees to it that nothing but this machine is asked
 * for anything.
 */
@ExtendWith(ChromiumExtension.class)
@Timeout(60)
abstract class AbstractPageTests {

	final Browser browser;

	final SamplePage page;

	@LocalServerPort
	int port;

	AbstractPageTests(Browser browser) {
		this.browser = browser;
		this.page = new SamplePage(browser);
	}

	@BeforeEach
	void openPage() {
		this.page.open(this.port);
		// Those of the page that was here before.
		this.browser.takeErrors();
	}

	@AfterEach
	void onlyThisMachineWasAskedForAnything() {
		assertThat(this.browser.takeHosts()).isNotEmpty().isSubsetOf("localhost", "127.0.0.1");
	}

}
