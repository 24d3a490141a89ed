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

package io.github.closeevent.autoconfigure.actuate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseReport;
import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketCloser;
import org.jspecify.annotations.Nullable;

/**
 * Closes sessions for somebody who waits.
 */
final class SessionClosing {

	private static final int DEFAULT_CODE = CloseCode.POLICY_VIOLATION;

	private static final String DEFAULT_REASON = "Closed by an operator";

	private final WebSocketCloser closer;

	private final CloseCodes codes;

	private final Duration patience;

	/**
	 * Create one.
	 * @param patience how long to wait for a report
	 */
	SessionClosing(WebSocketCloser closer, CloseCodes codes, Duration patience) {
		this.closer = closer;
		this.codes = codes;
		this.patience = patience;
	}

	/**
	 * Close sessions, and wait for the report.
	 * @throws NoAnswerException if the code or the reason cannot be sent, or the report
	 * does not come in time
	 */
	CloseReport close(SessionSelector selector, @Nullable String code, @Nullable String reason) {
		int number = (code != null) ? parse(code) : DEFAULT_CODE;
		return await(ask(selector, number, (reason != null) ? reason : DEFAULT_REASON));
	}

	private int parse(String text) {
		CloseCode named = this.codes.find(text);
		if (named != null) {
			return named.getCode();
		}
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			throw NoAnswerException.bad("code", text,
					"It must be a close code, such as 1008, or a name from close-event.codes.");
		}
	}

	private CompletableFuture<CloseReport> ask(SessionSelector selector, int code, String reason) {
		try {
			return this.closer.close(selector, code, reason);
		}
		catch (IllegalArgumentException ex) {
			throw NoAnswerException.bad(ex.getMessage() + ".");
		}
	}

	private CloseReport await(CompletableFuture<CloseReport> report) {
		try {
			return report.get(this.patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw NoAnswerException.notYet("The sessions were asked to close, but after " + this.patience.toSeconds()
					+ " s not all of them have ended.");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw NoAnswerException.notYet("The sessions were asked to close.");
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Could not close sessions", ex.getCause());
		}
	}

}
