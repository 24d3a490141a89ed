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

package io.github.closeevent.benchmarks.control;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The line between a measured server and the load generator that started it. The server
 * says {@code ready} and its port, then answers each line of its standard input with one
 * line of its standard output. When the input ends, so does the process, so that no
 * server outlives its run.
 *
 * <table>
 * <caption>Commands that every server knows</caption>
 * <tr>
 * <td>{@code reset}</td>
 * <td>forgets the ends and the highest number of threads</td>
 * </tr>
 * <tr>
 * <td>{@code ended}</td>
 * <td>number of ends, and when the last one was told</td>
 * </tr>
 * <tr>
 * <td>{@code times}</td>
 * <td>when each of the last ends was told, in their order</td>
 * </tr>
 * <tr>
 * <td>{@code cpu}</td>
 * <td>CPU time of this process in nanoseconds, where it is known without what compiles
 * and without this line</td>
 * </tr>
 * <tr>
 * <td>{@code compilers}</td>
 * <td>how long was compiled, in nanoseconds</td>
 * </tr>
 * <tr>
 * <td>{@code collect}</td>
 * <td>collects the garbage</td>
 * </tr>
 * <tr>
 * <td>{@code heap}</td>
 * <td>used bytes of the heap after full collections</td>
 * </tr>
 * <tr>
 * <td>{@code threads}</td>
 * <td>number of threads, now and at most since the reset</td>
 * </tr>
 * <tr>
 * <td>{@code exit}</td>
 * <td>ends the process, without an answer</td>
 * </tr>
 * </table>
 *
 * Times are those of {@link System#nanoTime()}, which all processes of a Linux machine
 * share.
 */
public final class Control {

	static final String THREAD = "control";

	private final Map<String, Supplier<String>> commands = new ConcurrentHashMap<>();

	private final Ends ends = new Ends();

	private final PrintStream answers;

	private Control(PrintStream answers) {
		this.answers = answers;
		on("reset", this::reset);
		on("ended", () -> this.ends.count() + " " + this.ends.last());
		on("times", this.ends::times);
		on("cpu", () -> String.valueOf(ProcessFigures.cpu()));
		on("compilers", () -> String.valueOf(ProcessFigures.compilers()));
		on("collect", ProcessFigures::collect);
		on("heap", () -> String.valueOf(ProcessFigures.heap()));
		on("threads", ProcessFigures::threads);
	}

	/**
	 * Start to answer. Call this first in {@code main}: what anybody prints on
	 * {@link System#out} from now on goes to {@link System#err}.
	 * @return the control of this process
	 */
	public static Control start() {
		Control control = new Control(
				new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
		System.setOut(System.err);
		new Thread(control::answer, THREAD).start();
		return control;
	}

	/**
	 * Tell the load generator that the server listens.
	 * @param port the port it listens on
	 */
	public void ready(int port) {
		this.answers.println("ready " + port);
	}

	/**
	 * Note that the server's listener, or the last callback of its handler, was told of
	 * an end.
	 */
	public void ended() {
		this.ends.add(System.nanoTime());
	}

	/**
	 * Answer one more command.
	 * @param command the command, a single word
	 * @param answer returns the answer, a single line
	 * @return this control
	 */
	public Control on(String command, Supplier<String> answer) {
		this.commands.put(command, answer);
		return this;
	}

	private String reset() {
		this.ends.reset();
		ProcessFigures.resetThreads();
		return "ok";
	}

	private void answer() {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = reader.readLine(); line != null && !line.equals("exit"); line = reader.readLine()) {
				this.answers.println(answer(line));
			}
		}
		catch (IOException ex) {
			System.err.println("Cannot read commands any more: " + ex);
		}
		// Nothing is to be closed in good order, and open sessions would be waited for.
		Runtime.getRuntime().halt(0);
	}

	private String answer(String command) {
		Supplier<String> answer = this.commands.get(command);
		try {
			return (answer != null) ? answer.get() : "unknown command " + command;
		}
		catch (RuntimeException ex) {
			return "failed: " + ex;
		}
	}

}
