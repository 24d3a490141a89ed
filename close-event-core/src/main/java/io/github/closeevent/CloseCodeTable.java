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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data behind {@link CloseCode}. Names are those of the registry of 2026-06-10; the
 * sentences are our own.
 *
 * @since 0.1.0
 */
final class CloseCodeTable {

	private static final String NOT_SPOKEN = "A real close cannot have this code, so one end does not follow the"
			+ " protocol, and would not the next time.";

	private static final CloseCodeFacts NOT_USED = never("Not used", "Not used as a close code, and never sent.",
			NOT_SPOKEN);

	private static final CloseCodeFacts RESERVED = never("Reserved for the protocol",
			"Kept for future revisions of the WebSocket protocol. It has no meaning yet and may not be sent.",
			NOT_SPOKEN);

	private static final CloseCodeFacts EXTENSION = never("Reserved for extensions",
			"Kept for extensions of the WebSocket protocol. None has defined it, so it may not be sent.", NOT_SPOKEN);

	private static final CloseCodeFacts LIBRARY = later("Library or framework",
			"Left to libraries and frameworks, which register such codes with IANA. This one was free in 2026.",
			"The library that uses the code decides; if that is not known, a delay does the least harm.");

	private static final CloseCodeFacts APPLICATION = later("Private use",
			"Left to the application and its clients, which agree on the meaning. It cannot be registered.",
			"The application that uses the code decides; if that is not known, a delay does the least harm.");

	private static final CloseCodeFacts OUT_OF_RANGE = never("Out of range",
			"Above every range that RFC 6455 defines, and may not be sent.", NOT_SPOKEN);

	private static final CloseCode[] PROTOCOL = {
			code(1000,
					never("Normal Closure", "The connection has served its purpose.",
							"Nothing failed: whoever closed the connection was done with it.")),
			code(1001, later("Going Away", "One end goes away: a server shuts down, or a browser leaves the page.",
					"Another server, or the next process, can take over. All clients of a server get this code at"
							+ " once, so each waits for a random time.")),
			code(1002,
					never("Protocol error", "One end broke the rules of the WebSocket protocol.",
							"The same software would break the same rule again.")),
			code(1003, never("Unsupported Data",
					"One end got a kind of data that it cannot handle, for example binary where it knows only text.",
					"The same client would send or get the same kind of data again.")),
			code(1004, never("Reserved", "Reserved. It has no meaning yet and may not be sent.", NOT_SPOKEN)),
			code(1005, never("No Status Rcvd",
					"The Close frame had no code. This stands in for the missing code and is never sent.",
					"Somebody closed in good order without naming a fault, which is as good as a normal closure.")),
			code(1006, later("Abnormal Closure",
					"The connection ended without a Close frame, for example because a line was cut or a process"
							+ " died. This stands in for the missing code and is never sent.",
					"Such faults often pass. RFC 6455 section 7.2.3 asks for a random first delay, of 5 seconds at"
							+ " most, and for growing ones after that.")),
			code(1007,
					never("Invalid frame payload data",
							"A message held data that does not fit its type, for example text that is not UTF-8.",
							"The same software would send the same bytes again.")),
			code(1008, never("Policy Violation",
					"One end refused to go on for a policy of its own. Used if no other code fits, or to keep the"
							+ " details back.",
					"The policy would refuse the same client again; something has to change first, such as a new"
							+ " login.")),
			code(1009,
					never("Message Too Big", "A message was larger than the end that got it allows.",
							"The same message would be too big again.")),
			code(1010,
					never("Mandatory Ext.",
							"The client needs an extension that the server did not agree to in the opening handshake.",
							"The server would not agree to it the next time either.")),
			code(1011,
					later("Internal Error",
							"Something unexpected kept one end from going on, for example an exception in a handler.",
							"The fault may pass, but a client that comes back at once is likely to meet it again.")),
			code(1012,
					later("Service Restart", "The service restarts.",
							"It is back soon. A random delay of 5 to 30 seconds keeps all its clients from returning at"
									+ " once.")),
			code(1013, later("Try Again Later", "The server is overloaded and sheds some of its clients.",
					"Coming back soon would add to the load: use another address of the service, or wait long, or"
							+ " until the user asks.")),
			code(1014,
					later("Bad Gateway",
							"A gateway or proxy got a bad answer from the server behind it, as with 502 in HTTP.",
							"The server behind the gateway may recover.")),
			code(1015, never("TLS handshake",
					"The TLS handshake failed, for example because a certificate was not trusted. This stands in for"
							+ " the missing code and is never sent.",
					"The certificate or the settings of TLS have to be put right first.")) };

	private static final CloseCode UNAUTHORIZED = code(3000, never("Unauthorized",
			"The client has to sign in first, as with 401 in HTTP. SockJS (\"Go away!\") and other libraries use the"
					+ " same number for an ordinary close.",
			"It would be refused again without a new login, and an ordinary close needs no new connection."));

	private static final CloseCode FORBIDDEN = code(3003,
			never("Forbidden", "The client is known but lacks a permission, as with 403 in HTTP.",
					"The same user would be refused again."));

	private static final CloseCode TIMEOUT = code(3008, new CloseCodeFacts("Timeout",
			"One end took too long to answer, as with 408 in HTTP.", ReconnectAdvice.NOW,
			"One session was slow, not the whole service, so clients do not return in a crowd; HTTP lets a client"
					+ " repeat at once as well."));

	private static final int KIND = -1;

	/**
	 * Every name of the table, ignoring case, with its code or {@link #KIND}.
	 */
	private static final Map<String, Integer> NAMES = names();

	private CloseCodeTable() {
	}

	private static Map<String, Integer> names() {
		Map<String, Integer> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (CloseCode code : PROTOCOL) {
			names.put(code.getName(), code.getCode());
		}
		for (CloseCode code : List.of(UNAUTHORIZED, FORBIDDEN, TIMEOUT)) {
			names.put(code.getName(), code.getCode());
		}
		for (CloseCodeFacts kind : List.of(NOT_USED, RESERVED, EXTENSION, LIBRARY, APPLICATION, OUT_OF_RANGE)) {
			names.put(kind.name(), KIND);
		}
		return names;
	}

	/**
	 * Whether the table has a name, ignoring case, for another code than this one or for
	 * a kind of codes.
	 */
	static boolean isNameOfOther(String name, int code) {
		Integer owner = NAMES.get(name);
		return owner != null && owner != code;
	}

	/**
	 * Whether a name is that of a kind of codes.
	 */
	static boolean isNameOfKind(String name) {
		return Integer.valueOf(KIND).equals(NAMES.get(name));
	}

	/**
	 * Whether the table has a row for the code itself, not only for its kind.
	 */
	static boolean isNamed(int code) {
		return (code >= CloseCode.NORMAL_CLOSURE && code <= CloseCode.TLS_HANDSHAKE) || code == UNAUTHORIZED.getCode()
				|| code == FORBIDDEN.getCode() || code == TIMEOUT.getCode();
	}

	static CloseCode get(int code) {
		return switch (code) {
			case 3000 -> UNAUTHORIZED;
			case 3003 -> FORBIDDEN;
			case 3008 -> TIMEOUT;
			default -> {
				int index = code - CloseCode.NORMAL_CLOSURE;
				yield (index >= 0 && index < PROTOCOL.length) ? PROTOCOL[index] : code(code, kind(code));
			}
		};
	}

	private static CloseCodeFacts kind(int code) {
		return switch (CloseCodeRange.of(code)) {
			case NOT_USED -> NOT_USED;
			case PROTOCOL -> (code < 2000) ? RESERVED : EXTENSION;
			case LIBRARY -> LIBRARY;
			case APPLICATION -> APPLICATION;
			case OUT_OF_RANGE -> OUT_OF_RANGE;
		};
	}

	private static CloseCode code(int code, CloseCodeFacts facts) {
		return new CloseCode(code, facts);
	}

	private static CloseCodeFacts never(String name, String description, String why) {
		return new CloseCodeFacts(name, description, ReconnectAdvice.NEVER, why);
	}

	private static CloseCodeFacts later(String name, String description, String why) {
		return new CloseCodeFacts(name, description, ReconnectAdvice.LATER, why);
	}

}
