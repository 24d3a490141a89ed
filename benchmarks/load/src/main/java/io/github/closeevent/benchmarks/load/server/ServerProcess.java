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

package io.github.closeevent.benchmarks.load.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A measured server, which answers the commands of {@code Control}. It ends with this
 * process at the latest, because its standard input does.
 */
public final class ServerProcess implements AutoCloseable {

	private static final long TIMEOUT_SECONDS = 120;

	private static final String READY = "ready ";

	private static final long COMPILED_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private static final int COMPILED_LOOKS = 150;

	private final String name;

	private final Process process;

	private final PrintStream commands;

	private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

	private final File log;

	private int port;

	/**
	 * Start a server.
	 * @param name what it is called in the report
	 * @param command how to start it
	 * @param log where its own output goes
	 */
	public ServerProcess(String name, List<String> command, File log) {
		this.name = name;
		this.log = log;
		try {
			this.process = new ProcessBuilder(command).redirectError(log).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.commands = new PrintStream(this.process.getOutputStream(), true, StandardCharsets.UTF_8);
		Thread reader = new Thread(this::read, "answers of " + name);
		reader.setDaemon(true);
		reader.start();
		// A server that does not read its input would outlive an interrupted run.
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().forEach(this.answers::add);
		}
		catch (IOException | UncheckedIOException ex) {
			this.answers.add("failed: " + ex);
		}
	}

	/**
	 * Wait until the server listens.
	 */
	public void awaitReady() {
		String line = answer("become ready");
		if (!line.startsWith(READY)) {
			throw new IllegalStateException(this.name + " said '" + line + "' instead of its port, see " + this.log);
		}
		this.port = Integer.parseInt(line.substring(READY.length()));
	}

	public String name() {
		return this.name;
	}

	public int port() {
		return this.port;
	}

	/**
	 * Ask the server.
	 * @param command the command
	 * @return its answer
	 */
	public String ask(String command) {
		this.commands.println(command);
		return answer(command);
	}

	/**
	 * Ask the server for numbers.
	 * @param command the command
	 * @return the numbers of its answer
	 */
	public long[] numbers(String command) {
		String answer = ask(command);
		try {
			return Stream.of(answer.split(" ")).filter((word) -> !word.isEmpty()).mapToLong(Long::parseLong).toArray();
		}
		catch (NumberFormatException ex) {
			throw new IllegalStateException(this.name + " answered '" + answer + "' to " + command, ex);
		}
	}

	/**
	 * Return the CPU time that the server has used.
	 * @return nanoseconds
	 */
	public long cpu() {
		return LongStream.of(numbers("cpu")).sum();
	}

	/**
	 * Return the time that the server has compiled.
	 * @return nanoseconds
	 */
	public long compilers() {
		return numbers("compilers")[0];
	}

	/**
	 * Wait until the server has compiled what it is busy with, which it does beside its
	 * work and, on the one core that it has, may do late. Gives up after some seconds.
	 * @return what {@link #compilers()} says then
	 */
	public long awaitCompiled() {
		long compiled = compilers();
		long more = Long.MAX_VALUE;
		for (int look = 0; look < COMPILED_LOOKS && more >= COMPILED_LOOK_NANOS / 10; look++) {
			LockSupport.parkNanos(COMPILED_LOOK_NANOS);
			long before = compiled;
			compiled = compilers();
			more = compiled - before;
		}
		return compiled;
	}

	private String answer(String command) {
		try {
			String answer = null;
			for (long second = 0; answer == null && second < TIMEOUT_SECONDS; second++) {
				answer = this.answers.poll(1, TimeUnit.SECONDS);
				if (answer == null && !this.process.isAlive()) {
					throw new IllegalStateException(this.name + " has ended, see " + this.log);
				}
			}
			return required(answer, command);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while " + this.name + " should " + command, ex);
		}
	}

	private String required(@Nullable String answer, String command) {
		if (answer == null) {
			throw new IllegalStateException(this.name + " did not " + command + ", see " + this.log);
		}
		return answer;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
