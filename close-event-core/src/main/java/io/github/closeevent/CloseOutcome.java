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
 * How a session ended, in few enough words for a metric or an alert. It is told by the
 * code alone; whether the closing handshake was completed is
 * {@link CloseEvent#wasClean()}.
 *
 * @since 0.1.0
 */
public enum CloseOutcome {

	/**
	 * Somebody was done with the session: 1000, or 1005, a Close frame without a code.
	 */
	NORMAL,

	/**
	 * One end goes away or restarts: 1001 or 1012.
	 */
	GOING_AWAY,

	/**
	 * There was no Close frame, or it never got out: 1006.
	 */
	ABNORMAL,

	/**
	 * One end said what is wrong: 1002, 1003, 1007-1011 or 1013-1015. Or the application
	 * failed with an exception, whatever its server sent then.
	 */
	ERROR,

	/**
	 * A code of a library, a framework or the application, who know its meaning:
	 * 3000-4999.
	 */
	APPLICATION,

	/**
	 * A code without a meaning: all others. Few servers let one through.
	 */
	UNKNOWN;

	/**
	 * Return the outcome of a close.
	 * @param event the close
	 * @return its outcome
	 */
	public static CloseOutcome of(CloseEvent event) {
		boolean failed = event.getInitiator() == CloseInitiator.APPLICATION && event.getError() != null;
		return (failed) ? ERROR : of(event.getCode());
	}

	/**
	 * Return the outcome that a code stands for.
	 * @param code the code, 0-65535
	 * @return its outcome
	 * @throws IllegalArgumentException if the code is outside 0-65535
	 */
	public static CloseOutcome of(int code) {
		return switch (CloseCodeRange.of(code)) {
			case PROTOCOL -> ofProtocol(code);
			case LIBRARY, APPLICATION -> APPLICATION;
			case NOT_USED, OUT_OF_RANGE -> UNKNOWN;
		};
	}

	private static CloseOutcome ofProtocol(int code) {
		return switch (code) {
			case CloseCode.NORMAL_CLOSURE, CloseCode.NO_STATUS_RECEIVED -> NORMAL;
			case CloseCode.GOING_AWAY, CloseCode.SERVICE_RESTART -> GOING_AWAY;
			case CloseCode.ABNORMAL_CLOSURE -> ABNORMAL;
			case CloseCode.PROTOCOL_ERROR, CloseCode.UNSUPPORTED_DATA, CloseCode.INVALID_PAYLOAD,
					CloseCode.POLICY_VIOLATION, CloseCode.MESSAGE_TOO_BIG, CloseCode.MANDATORY_EXTENSION,
					CloseCode.INTERNAL_ERROR, CloseCode.TRY_AGAIN_LATER, CloseCode.BAD_GATEWAY,
					CloseCode.TLS_HANDSHAKE ->
				ERROR;
			default -> UNKNOWN;
		};
	}

}
