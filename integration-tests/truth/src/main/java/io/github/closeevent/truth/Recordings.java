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

package io.github.closeevent.truth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the contract wrote down in {@code target/truth} of each module, a file for each of
 * its classes.
 *
 * @param rows the rows, in the order of their endpoints and as they were recorded there
 * @param versions what was tested
 * @param missing the classes that wrote nothing
 */
record Recordings(List<Row> rows, String versions, List<String> missing) {

	private static final String COMMENT = "# ";

	/**
	 * Read what was recorded.
	 * @param modules the directory of all modules with tests
	 * @return the rows
	 */
	static Recordings read(Path modules) {
		List<Row> rows = new ArrayList<>();
		Set<String> versions = new LinkedHashSet<>();
		List<String> missing = new ArrayList<>();
		for (Path source : contractClasses(modules)) {
			String name = source.getFileName().toString().replace(".java", "");
			Path recorded = module(modules, source).resolve(Path.of("target", "truth", name + ".tsv"));
			if (!Files.exists(recorded)) {
				missing.add(name);
				continue;
			}
			Endpoint endpoint = Endpoint.ofTestClass(name);
			lines(recorded).filter((line) -> !line.startsWith(COMMENT))
				.map((line) -> Row.parse(endpoint, line))
				.forEach(rows::add);
			lines(recorded).filter((line) -> line.startsWith(COMMENT))
				.flatMap((line) -> Stream.of(line.substring(COMMENT.length()).split(", ")))
				.forEach(versions::add);
		}
		return new Recordings(rows, String.join(", ", versions), missing);
	}

	/**
	 * Files are only read for sources that are there, because those of renamed classes
	 * stay until the module is cleaned. What clients are told has no table.
	 */
	private static List<Path> contractClasses(Path modules) {
		try (Stream<Path> sources = Files.find(modules, 12, (path,
				attributes) -> path.getFileName().toString().matches("(?!\\w*Client)\\w+ContractOn\\w+Tests\\.java"))) {
			return sources
				.sorted(Comparator
					.comparing((path) -> Endpoint.ofTestClass(path.getFileName().toString().replace(".java", ""))))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path module(Path modules, Path source) {
		return modules.resolve(modules.relativize(source).getName(0));
	}

	private static Stream<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
