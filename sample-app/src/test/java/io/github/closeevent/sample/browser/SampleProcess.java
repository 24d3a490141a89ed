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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.closeevent.sample.SampleApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sample in a process of its own, which can be sent a signal.
 */
final class SampleProcess implements AutoCloseable {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	private final Process process;

	private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	private final int port;

	private SampleProcess(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "output");
		reader.setDaemon(true);
		reader.start();
		try {
			await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive() || started().findAny().isPresent());
			this.port = Integer.parseInt(started().findAny().orElseThrow().group(1));
		}
		catch (RuntimeException ex) {
			close();
			throw new IllegalStateException(output(), ex);
		}
	}

	static SampleProcess start(int port) throws IOException {
		String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
		return new SampleProcess(new ProcessBuilder(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
				"-cp", System.getProperty("java.class.path"), SampleApplication.class.getName(),
				"--server.port=" + port, "--close-event.client.backoff.initial=500ms",
				"--close-event.client.backoff.max=1s")
			.redirectErrorStream(true)
			.start());
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
			output.lines().forEach(this.lines::add);
		}
		catch (IOException | RuntimeException ex) {
			this.lines.add("The output could not be read: " + ex);
		}
	}

	private Stream<MatchResult> started() {
		return this.lines.stream().flatMap((line) -> STARTED.matcher(line).results());
	}

	int port() {
		return this.port;
	}

	/**
	 * Send SIGTERM.
	 */
	void terminate() {
		// Process.destroy() would close the output as well.
		assertThat(this.process.toHandle().destroy()).isTrue();
	}

	int awaitExit() throws InterruptedException {
		assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).as(this::output).isTrue();
		return this.process.exitValue();
	}

	private String output() {
		return "Output of the application:\n" + String.join("\n", this.lines);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
