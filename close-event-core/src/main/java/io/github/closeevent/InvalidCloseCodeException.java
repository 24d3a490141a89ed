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

package io.github.closeevent;

/**
 * Thrown if what should be a close code, a range of them or a name is none. Its message
 * has the value, escaped so that it is safe to log, the problem and the remedy.
 *
 * @since 0.1.0
 * @see CloseCodeFilter
 */
@SuppressWarnings("serial")
public class InvalidCloseCodeException extends IllegalArgumentException {

	private final String value;

	private final String problem;

	private final String remedy;

	InvalidCloseCodeException(String value, String problem, String remedy) {
		super(LogText.quote(value) + " " + problem + ". " + remedy);
		this.value = value;
		this.problem = problem;
		this.remedy = remedy;
	}

	/**
	 * Return what was written.
	 * @return the value as it was written, so not to be trusted
	 */
	public String getValue() {
		return this.value;
	}

	/**
	 * Return what is wrong with the value.
	 * @return the predicate of a sentence, without its full stop
	 */
	public String getProblem() {
		return this.problem;
	}

	/**
	 * Return what would be right.
	 * @return one or more sentences
	 */
	public String getRemedy() {
		return this.remedy;
	}

}
