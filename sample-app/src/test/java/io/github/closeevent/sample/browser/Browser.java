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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Chromium without a window. It resolves no name and reaches no address but this
 * machine's, and remembers what it was asked to fetch.
 */
final class Browser implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	static Browser start(Chromium chromium) {
		ChromeDriverService service = new ChromeDriverService.Builder()
			.usingDriverExecutable(chromium.driver().toFile())
			.usingAnyFreePort()
			.build();
		ChromeDriver driver = new ChromeDriver(service, options(chromium));
		driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
		return new Browser(driver);
	}

	private static ChromeOptions options(Chromium chromium) {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium.browser().toFile());
		// As root, and in most containers, there is neither a sandbox nor much of
		// /dev/shm.
		options.addArguments("--headless", "--no-sandbox", "--disable-dev-shm-usage", "--lang=en");
		// Selenium sees no text in what still fades in.
		options.addArguments("--force-prefers-reduced-motion");
		options.addArguments("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1");
		options.setCapability("goog:loggingPrefs", logs);
		return options;
	}

	ChromeDriver driver() {
		return this.driver;
	}

	/**
	 * Open a tab and go on in it.
	 */
	String openTab() {
		return this.driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
	}

	void switchTo(String tab) {
		this.driver.switchTo().window(tab);
	}

	/**
	 * Close all other tabs and go on in this one.
	 */
	void closeAllBut(String tab) {
		for (String other : this.driver.getWindowHandles()) {
			if (!other.equals(tab)) {
				switchTo(other);
				this.driver.close();
			}
		}
		switchTo(tab);
	}

	/**
	 * Make the current tab look as it would on another screen.
	 */
	void setLooks(String colorScheme, int width, int height) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < height));
	}

	void resetLooks() {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of());
		this.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
	}

	/**
	 * Take a picture of the page, also of what is below the fold.
	 */
	void screenshot(Path file) throws IOException {
		Map<String, Object> answer = this.driver.executeCdpCommand("Page.captureScreenshot",
				Map.of("captureBeyondViewport", true));
		Files.createDirectories(Objects.requireNonNull(file.getParent()));
		Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
	}

	/**
	 * Return the hosts that pages asked anything of, since this was last called.
	 */
	List<@Nullable String> takeHosts() {
		return logs(LogType.PERFORMANCE).map((entry) -> JSON.readTree(entry.getMessage()).path("message"))
			.map(Browser::requested)
			.filter((uri) -> !List.of("", "data", "blob", "about").contains(Objects.toString(uri.getScheme(), "")))
			.map(URI::getHost)
			.toList();
	}

	private static URI requested(JsonNode message) {
		JsonNode params = message.path("params");
		return URI.create(switch (message.path("method").asString()) {
			case "Network.requestWillBeSent" -> params.path("request").path("url").asString();
			case "Network.webSocketCreated" -> params.path("url").asString();
			default -> "";
		});
	}

	/**
	 * Return the errors that the console shows, since this was last called.
	 */
	List<String> takeErrors() {
		return logs(LogType.BROWSER).filter((entry) -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	private Stream<LogEntry> logs(String type) {
		return this.driver.manage().logs().get(type).getAll().stream();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
