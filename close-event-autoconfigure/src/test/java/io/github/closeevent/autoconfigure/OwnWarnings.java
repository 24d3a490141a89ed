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

package io.github.closeevent.autoconfigure;

import java.util.List;
import java.util.regex.Pattern;

import org.springframework.boot.test.system.CapturedOutput;

/**
 * Finds the warnings in the output of an application that are about us: others, such as
 * one about a slow look-up of the host name, depend on the machine.
 */
final class OwnWarnings {

	/**
	 * Our packages, in full or as in the name of a logger that is abbreviated, or what is
	 * left of them if even that is too long.
	 */
	private static final Pattern OWN = Pattern
		.compile(".*\\bWARN\\b.*(\\b(io\\.github\\.closeevent|i\\.g\\.c)\\.|\\.CloseEvent\\w+ +:).*");

	private static final String TOO_EARLY = "not eligible for";

	private OwnWarnings() {
	}

	static List<String> in(CapturedOutput output) {
		return output.toString()
			.lines()
			.filter((line) -> OWN.matcher(line).matches() || line.contains(TOO_EARLY))
			.toList();
	}

}
