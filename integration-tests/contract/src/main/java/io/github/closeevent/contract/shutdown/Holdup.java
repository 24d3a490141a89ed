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

import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import io.github.closeevent.session.SessionRecords;
import org.awaitility.Awaitility;

import org.springframework.http.HttpHeaders;

/**
 * Where the opening of a session is held up, for clients that ask for it by their
 * sub-protocol.
 */
enum Holdup {

	/**
	 * In the handshake, until new sessions are refused.
	 */
	HANDSHAKE,

	/**
	 * In the handler that is told of the session, until that is closed.
	 */
	OPENING;

	/**
	 * Begins the line of the application that holds somebody up.
	 */
	static final String LINE = "HOLDUP ";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	void untilRefused(SessionRecords records) {
		until(() -> records.getRetryAfter() != null);
	}

	void until(BooleanSupplier condition) {
		System.out.println(LINE + this);
		Awaitility.await().atMost(PATIENCE).until(condition::getAsBoolean);
	}

	boolean isIn(HttpHeaders headers) {
		return subProtocol().equals(headers.getFirst(WebSocketMember.SUB_PROTOCOL));
	}

	String subProtocol() {
		return name().toLowerCase(Locale.ROOT);
	}

}
