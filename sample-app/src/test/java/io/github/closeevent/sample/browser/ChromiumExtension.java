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

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tests a {@link Browser}, one for all of them. Without Chromium they are skipped,
 * or fail if {@value #REQUIRED} is {@code true}.
 */
class ChromiumExtension implements ExecutionCondition, ParameterResolver {

	static final String REQUIRED = "close-event.browser.required";

	private static final Logger logger = LoggerFactory.getLogger(ChromiumExtension.class);

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(ChromiumExtension.class);

	private final ChromiumSearch search;

	private final boolean required;

	ChromiumExtension() {
		this(ChromiumSearch.ofThisMachine(), Boolean.getBoolean(REQUIRED));
	}

	ChromiumExtension(ChromiumSearch search, boolean required) {
		this.search = search;
		this.required = required;
	}

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		ConditionEvaluationResult result = evaluate();
		if (result.isDisabled()) {
			// Surefire's console has the number of tests that were skipped, but not why.
			logger.warn(result.getReason().orElseThrow());
		}
		return result;
	}

	ConditionEvaluationResult evaluate() {
		try {
			return ConditionEvaluationResult.enabled("Found " + this.search.find());
		}
		catch (NoChromiumException ex) {
			if (this.required) {
				throw ex;
			}
			return ConditionEvaluationResult.disabled(ex.getMessage());
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Browser.class;
	}

	@Override
	public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(Browser.class, (key) -> Browser.start(this.search.find()), Browser.class);
	}

}
