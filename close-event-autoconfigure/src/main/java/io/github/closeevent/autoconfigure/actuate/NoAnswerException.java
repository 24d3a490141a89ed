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

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * Thrown if there is no answer but a message. JMX shows it, and over HTTP it has a status
 * of its own.
 */
@SuppressWarnings("serial")
final class NoAnswerException extends InvalidEndpointRequestException {

	private static final int ACCEPTED = 202;

	private static final int BAD_REQUEST = 400;

	private static final int NOT_FOUND = 404;

	private final int status;

	private final String text;

	private NoAnswerException(int status, String message) {
		super(message, message);
		this.status = status;
		this.text = message;
	}

	static NoAnswerException notYet(String message) {
		return new NoAnswerException(ACCEPTED, message);
	}

	static NoAnswerException bad(String parameter, String value, String message) {
		return new NoAnswerException(BAD_REQUEST, "'" + parameter + "' is '" + value + "'. " + message);
	}

	static NoAnswerException bad(String message) {
		return new NoAnswerException(BAD_REQUEST, message);
	}

	static NoAnswerException notFound(String message) {
		return new NoAnswerException(NOT_FOUND, message);
	}

	int getStatus() {
		return this.status;
	}

	String getText() {
		return this.text;
	}

}
