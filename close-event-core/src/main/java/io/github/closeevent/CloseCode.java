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

import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * What is known about a close code: the registry of WebSocket close codes at IANA and the
 * ranges of RFC 6455 section 7.4 as data, for every code from 0 to 65535.
 * <p>
 * RFC 6455 treats 1016-2999 as one block for its future revisions and its extensions.
 * Here they are told apart as many references do: 1016-1999 for the protocol, 2000-2999
 * for extensions. An application that names its own codes has them in its
 * {@link CloseCodes}.
 * <p>
 * Immutable and safe to share between threads; equal if the code is equal, whatever the
 * words.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number">WebSocket
 * Close Code Number Registry</a>
 */
public final class CloseCode {

	/**
	 * 1000, Normal Closure: the connection served its purpose.
	 */
	public static final int NORMAL_CLOSURE = 1000;

	/**
	 * 1001, Going Away: the server shuts down or the browser leaves the page.
	 */
	public static final int GOING_AWAY = 1001;

	/**
	 * 1002, Protocol error: one end broke the rules of the protocol.
	 */
	public static final int PROTOCOL_ERROR = 1002;

	/**
	 * 1003, Unsupported Data: one end got a kind of data that it cannot handle.
	 */
	public static final int UNSUPPORTED_DATA = 1003;

	/**
	 * 1005, No Status Rcvd: the Close frame had no code. Never on the wire.
	 */
	public static final int NO_STATUS_RECEIVED = 1005;

	/**
	 * 1006, Abnormal Closure: there was no Close frame. Never on the wire.
	 */
	public static final int ABNORMAL_CLOSURE = 1006;

	/**
	 * 1007, Invalid frame payload data: for example text that is not UTF-8.
	 */
	public static final int INVALID_PAYLOAD = 1007;

	/**
	 * 1008, Policy Violation: the general code for a refusal.
	 */
	public static final int POLICY_VIOLATION = 1008;

	/**
	 * 1009, Message Too Big: a message was larger than its receiver allows.
	 */
	public static final int MESSAGE_TOO_BIG = 1009;

	/**
	 * 1010, Mandatory Ext.: the server did not agree to an extension the client needs.
	 */
	public static final int MANDATORY_EXTENSION = 1010;

	/**
	 * 1011, Internal Error: something unexpected kept one end from going on.
	 */
	public static final int INTERNAL_ERROR = 1011;

	/**
	 * 1012, Service Restart: the server comes back soon.
	 */
	public static final int SERVICE_RESTART = 1012;

	/**
	 * 1013, Try Again Later: the server is overloaded.
	 */
	public static final int TRY_AGAIN_LATER = 1013;

	/**
	 * 1014, Bad Gateway: a gateway got a bad answer from the server behind it.
	 */
	public static final int BAD_GATEWAY = 1014;

	/**
	 * 1015, TLS handshake: it failed. Never on the wire.
	 */
	public static final int TLS_HANDSHAKE = 1015;

	/**
	 * What {@link #isServerSendable()} allows, in words.
	 */
	static final String SERVER_SENDABLE = "1000, 1001, 1008, 1011, 1012, 1013 or 3000-4999";

	private static final int MAX = 65535;

	/**
	 * How long a name may be, so that it stays a name in a line of a log.
	 */
	private static final int MAX_NAME_LENGTH = 50;

	private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N} ._'/()-]*");

	private final int code;

	private final CloseCodeFacts facts;

	CloseCode(int code, CloseCodeFacts facts) {
		this.code = code;
		this.facts = facts;
	}

	/**
	 * Return what is known about a code. Does not allocate for a code that has a name of
	 * its own.
	 * @param code the code, 0-65535
	 * @return the facts about the code
	 * @throws IllegalArgumentException if the code is outside 0-65535
	 */
	public static CloseCode of(int code) {
		check(code);
		return CloseCodeTable.get(code);
	}

	static void check(int code) {
		if (code < 0 || code > MAX) {
			throw new IllegalArgumentException("Close code " + code + " is outside 0-" + MAX);
		}
	}

	/**
	 * Return this code with a name of the application's own.
	 * @param name the name: a letter, then letters, digits, blanks and the characters
	 * {@code . _ - ' / ( )}, at most 50 in all
	 * @return a copy with the name
	 * @throws IllegalArgumentException if this code is not among 3000-4999, which are the
	 * codes that an application may give a meaning, the name is not as said, or the
	 * registry has it, ignoring case, for another code or kind of codes
	 */
	public CloseCode withName(String name) {
		checkForUse();
		Assert.isTrue(name != null && name.length() <= MAX_NAME_LENGTH && NAME.matcher(name).matches(),
				() -> "Close code " + this.code + " cannot have the name " + LogText.quote(name)
						+ ". A name starts with a letter and has letters, digits, blanks and . _ - ' / ( ), at most "
						+ MAX_NAME_LENGTH + " in all");
		Assert.isTrue(!CloseCodeTable.isNameOfOther(name, this.code),
				() -> "Close code " + this.code + " cannot have the name " + LogText.quote(name)
						+ ", which the registry has for another code or kind of codes");
		return new CloseCode(this.code, new CloseCodeFacts(name, getDescription(), getAdvice(), getAdviceReason()));
	}

	/**
	 * Return this code with a description of the application's own.
	 * @param description what the code means, in a sentence or two of plain text, not
	 * empty
	 * @return a copy with the description
	 * @throws IllegalArgumentException if this code is not among 3000-4999, or the
	 * description is empty
	 */
	public CloseCode withDescription(String description) {
		checkForUse();
		Assert.hasText(description, () -> "The description of close code " + this.code + " must not be empty");
		return new CloseCode(this.code, new CloseCodeFacts(getName(), description, getAdvice(), getAdviceReason()));
	}

	/**
	 * Return this code with advice of the application's own.
	 * @param advice whether a client should connect again after this code, not
	 * {@code null}
	 * @return a copy with the advice
	 * @throws IllegalArgumentException if this code is not among 1000-4999, which are
	 * those that the end of a connection can have, or the advice is {@code null}
	 */
	public CloseCode withAdvice(ReconnectAdvice advice) {
		checkForAdvice();
		Assert.notNull(advice, "'advice' must not be null");
		return new CloseCode(this.code,
				new CloseCodeFacts(getName(), getDescription(), advice, "The application's configuration says so."));
	}

	private void checkForUse() {
		Assert.isTrue(isForUse(), () -> "Close code " + this.code
				+ " cannot have words of an application: only 3000-4999 are for its use");
	}

	void checkForAdvice() {
		Assert.isTrue(
				this.code >= CloseCodeRange.PROTOCOL.getFirst() && this.code <= CloseCodeRange.APPLICATION.getLast(),
				() -> "Close code " + this.code
						+ " cannot have advice of an application: a connection ends with one of 1000-4999");
	}

	/**
	 * Return the number.
	 * @return the code, 0-65535
	 */
	public int getCode() {
		return this.code;
	}

	/**
	 * Return the name that the application gave the code; else the name in the registry,
	 * spelled as there ("Going Away"), or for a code without one the name of its kind of
	 * codes ("Not used", "Private use").
	 * @return the name, never empty
	 */
	public String getName() {
		return this.facts.name();
	}

	/**
	 * Return what the code means, in a sentence or two of plain text.
	 * @return the description, never empty
	 */
	public String getDescription() {
		return this.facts.description();
	}

	/**
	 * Return the range that the code belongs to.
	 * @return the range
	 */
	public CloseCodeRange getRange() {
		return CloseCodeRange.of(this.code);
	}

	/**
	 * Whether the code may travel in a Close frame: 1000-1003, 1007-1014 and 3000-4999
	 * (RFC 6455 sections 7.4.1 and 7.4.2 and the registry). A frame with any other code
	 * breaks the protocol.
	 * @return whether a Close frame may hold the code
	 */
	public boolean isWireLegal() {
		return (this.code >= NORMAL_CLOSURE && this.code <= UNSUPPORTED_DATA)
				|| (this.code >= INVALID_PAYLOAD && this.code <= BAD_GATEWAY) || isForUse();
	}

	/**
	 * Whether a script in a browser may pass the code to {@code WebSocket.close()}: 1000
	 * and 3000-4999 (WHATWG WebSockets Standard, the {@code close(code, reason)} method).
	 * @return whether a client may close with the code
	 */
	public boolean isSendable() {
		return this.code == NORMAL_CLOSURE || isForUse();
	}

	/**
	 * Whether a server may close a session with the code by itself: 1000, 1001, 1008,
	 * 1011, 1012, 1013 and 3000-4999. The other codes that may travel tell of what an
	 * implementation of the protocol found (1002, 1003, 1007, 1009), are a client's
	 * (1010), or cannot be sent by every server (1014).
	 * @return whether a {@link WebSocketCloser} takes the code
	 */
	public boolean isServerSendable() {
		return switch (this.code) {
			case NORMAL_CLOSURE, GOING_AWAY, POLICY_VIOLATION, INTERNAL_ERROR, SERVICE_RESTART, TRY_AGAIN_LATER -> true;
			default -> isForUse();
		};
	}

	/**
	 * Whether an application may give the code a meaning.
	 */
	boolean isForUse() {
		return this.code >= CloseCodeRange.LIBRARY.getFirst() && this.code <= CloseCodeRange.APPLICATION.getLast();
	}

	/**
	 * Return whether a client that knows nothing better should connect again after this
	 * code.
	 * @return the advice
	 */
	public ReconnectAdvice getAdvice() {
		return this.facts.advice();
	}

	/**
	 * Return why {@link #getAdvice()} is what it is, as a sentence of plain text.
	 * @return the reason of the advice, never empty
	 */
	public String getAdviceReason() {
		return this.facts.adviceReason();
	}

	@Override
	public boolean equals(Object other) {
		return this == other || (other instanceof CloseCode that && this.code == that.code);
	}

	@Override
	public int hashCode() {
		return this.code;
	}

	/**
	 * Return number and name.
	 * @return for example {@code 1006 (Abnormal Closure)}
	 */
	@Override
	public String toString() {
		return this.code + " (" + getName() + ")";
	}

}
