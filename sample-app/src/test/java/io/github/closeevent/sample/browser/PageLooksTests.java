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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks at the page in light and dark, on a desktop and on a phone. The pictures are in
 * {@code target/screenshots}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "sample.heartbeat=200ms", "sample.silence=500ms" })
@ExtendWith(ChromiumExtension.class)
@Timeout(60)
class PageLooksTests {

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final Browser browser;

	private final SamplePage page;

	@LocalServerPort
	private int port;

	PageLooksTests(Browser browser) {
		this.browser = browser;
		this.page = new SamplePage(browser);
	}

	@AfterEach
	void looksAsBefore() {
		this.browser.resetLooks();
	}

	@ParameterizedTest
	@CsvSource({ "light, desktop, 1280, 800", "dark, desktop, 1280, 800", "light, phone, 360, 740",
			"dark, phone, 360, 740" })
	void pageIsAccessibleAndFitsTheScreen(String colorScheme, String device, int width, int height) throws IOException {
		this.browser.setLooks(colorScheme, width, height);
		this.page.open(this.port);
		this.page.click("#clear");
		assertThat(violations()).isEmpty();
		String tab = this.browser.driver().getWindowHandle();
		endSomeConnections();
		openSomeSessions(tab);
		Path file = SCREENSHOTS.resolve("%s-%s.png".formatted(colorScheme, device));
		this.browser.screenshot(file);
		assertThat(violations()).isEmpty();
		assertThat(this.browser.driver()
			.executeScript(
					"const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth"))
			.as("pixels that do not fit the screen")
			.isEqualTo(0L);
		this.browser.closeAllBut(tab);
	}

	@ParameterizedTest
	@CsvSource({ "light", "dark" })
	void pageThatOneLeavesForIsAccessible(String colorScheme) throws IOException {
		this.browser.setLooks(colorScheme, 360, 740);
		this.browser.driver().get("http://localhost:" + this.port + "/away.html");
		assertThat(violations()).isEmpty();
	}

	/**
	 * One ending of each kind.
	 */
	private void endSomeConnections() {
		String refused = this.page.connect(Flavour.RAW);
		this.page.close("", "");
		this.page.serverTold(refused);
		String closed = this.page.connect(Flavour.STOMP);
		this.page.closeByServer("4001", "too loud");
		this.page.serverTold(closed);
		String failed = this.page.connect(Flavour.SOCKJS);
		this.page.click("#server-throw");
		this.page.serverTold(failed);
		String lost = this.page.connect(Flavour.RAW);
		this.page.click("#plug");
		this.page.serverTold(lost);
		String tab = this.browser.driver().getWindowHandle();
		this.browser.openTab();
		String gone = this.page.open(this.port).connect(Flavour.RAW);
		this.browser.driver().close();
		this.browser.switchTo(tab);
		this.page.serverTold(gone);
	}

	/**
	 * One of this tab, one of another, and an error.
	 */
	private void openSomeSessions(String tab) {
		this.browser.openTab();
		this.page.open(this.port).connect(Flavour.SOCKJS, "bob");
		this.browser.switchTo(tab);
		this.page.connect(Flavour.RAW, "alice");
		SamplePage.waiting().until(() -> this.page.elements("#sessions li").size() == 2);
		this.page.close("1001", "");
	}

	/**
	 * Return what axe finds wrong, each with the elements that it is about.
	 */
	private List<?> violations() throws IOException {
		try (InputStream axe = new ClassPathResource("axe.min.js").getInputStream()) {
			this.browser.driver().executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
		}
		return (List<?>) Objects.requireNonNull(this.browser.driver().executeAsyncScript("""
				const done = arguments[0];
				const node = ({ target, failureSummary }) => `${target} ${failureSummary}`;
				axe.run().then(({ violations }) =>
					done(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(node)}`)));
				"""));
	}

}
