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

package io.github.closeevent.contract.shutdown;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.core.ConditionTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A {@link ShutdownApplication}, from its start to its last word.
 */
final class ApplicationProcess implements AutoCloseable {

	/**
	 * 128 and the number of SIGTERM, as of every JVM that it ends.
	 */
	static final int TERMINATED = 143;

	/**
	 * The most lines that are shown when a test fails.
	 */
	private static final int SHOWN = 100;

	private static final Duration START = Duration.ofSeconds(60);

	private final Process process;

	private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	private final Queue<HeardEvent> events = new ConcurrentLinkedQueue<>();

	private final Thread reader = new Thread(this::read, "output");

	private final int port;

	private ApplicationProcess(Process process) {
		this.process = process;
		this.reader.setDaemon(true);
		this.reader.start();
		try {
			this.port = awaitPort();
		}
		catch (AssertionError | RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Start an application and wait until its server does.
	 * @param endpoints the name of the class with its endpoints
	 * @param properties properties, such as {@code server.shutdown=graceful}
	 */
	static ApplicationProcess start(String endpoints, List<String> properties) throws IOException {
		List<String> command = new ArrayList<>(List.of(
				System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-Xmx384m",
				// The start is most of what a test takes.
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
				ShutdownApplication.class.getName(), endpoints, "--server.port=0", "--spring.main.banner-mode=off",
				"--logging.level.root=warn", "--logging.level.io.github.closeevent=info",
				"--logging.level.io.github.closeevent.contract=warn"));
		properties.forEach((property) -> command.add("--" + property));
		return new ApplicationProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
			output.lines().forEach(this::read);
		}
		catch (IOException | RuntimeException ex) {
			this.lines.add("The output could not be read: " + ex);
		}
	}

	private void read(String line) {
		if (HeardEvent.isLine(line)) {
			this.events.add(HeardEvent.parse(line));
		}
		else {
			this.lines.add(line);
		}
	}

	private int awaitPort() {
		awaitLine(ShutdownApplication.READY);
		return Integer
			.parseInt(linesWith(ShutdownApplication.READY).get(0).substring(ShutdownApplication.READY.length()));
	}

	/**
	 * Wait until the application has said something.
	 */
	void awaitLine(String line) {
		await().atMost(START).until(() -> !isAlive() || !linesWith(line).isEmpty());
		assertThat(linesWith(line)).as(this::output).isNotEmpty();
	}

	private List<String> linesWith(String prefix) {
		return this.lines.stream().filter((line) -> line.startsWith(prefix)).toList();
	}

	int port() {
		return this.port;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Send SIGTERM.
	 */
	void terminate() {
		// Process.destroy() would close the output as well.
		assertThat(this.process.toHandle().destroy()).as(this::output).isTrue();
	}

	/**
	 * Wait until the process has ended, and all of its output was read.
	 * @return the exit code
	 */
	int awaitExit(Duration timeout) throws InterruptedException {
		boolean ended = this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
		assertThat(ended).as(() -> "It still runs after " + timeout + "\n" + output()).isTrue();
		this.reader.join(TimeUnit.SECONDS.toMillis(10));
		return this.process.exitValue();
	}

	/**
	 * What the listener has heard so far.
	 */
	List<HeardEvent> events() {
		return List.copyOf(this.events);
	}

	/**
	 * The number of sessions that were left when the listener was destroyed.
	 */
	int sessionsLeft() {
		List<String> left = linesWith(ShutdownApplication.LEFT);
		assertThat(left).as(this::output).hasSize(1);
		return Integer.parseInt(left.get(0).substring(ShutdownApplication.LEFT.length()));
	}

	/**
	 * The end of what the application has said, and some of what it has heard.
	 */
	String output() {
		List<String> all = List.copyOf(this.lines);
		return Stream
			.concat(all.stream().skip(Math.max(0, all.size() - SHOWN)),
					this.events.stream().limit(10).map(HeardEvent::toString))
			.collect(Collectors.joining("\n", "Output of the application:\n", "\n" + this.events.size() + " events\n"));
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			await().atMost(Duration.ofSeconds(10)).until(() -> !isAlive());
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError("The application cannot be killed, process " + this.process.pid(), ex);
		}
	}

}
