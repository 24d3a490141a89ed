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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What a {@link CloseEvent} is made from. Its first three members and their defaults are
 * those of the DOM's {@code CloseEventInit} (WHATWG WebSockets Standard, the
 * {@code CloseEvent} interface): {@code wasClean} is {@code false}, {@code code} is 0 and
 * {@code reason} is empty.
 * <p>
 * Immutable and safe to share between threads: each method returns a new instance and
 * leaves the old one as it was. <pre class="code">
 * CloseEventInit.create().wasClean(true).code(CloseCode.GOING_AWAY).initiator(CloseInitiator.PEER)
 * </pre>
 *
 * @since 0.1.0
 */
public final class CloseEventInit {

	private static final CloseEventInit DEFAULTS = new CloseEventInit(false, 0, "", CloseInitiator.NETWORK, null, null,
			null, null, CloseCodes.standard());

	private final boolean wasClean;

	private final int code;

	private final String reason;

	private final CloseInitiator initiator;

	private final @Nullable CloseFrame sent;

	private final @Nullable CloseFrame received;

	private final @Nullable Throwable error;

	private final @Nullable Instant closedAt;

	private final CloseCodes codes;

	private CloseEventInit(boolean wasClean, int code, String reason, CloseInitiator initiator,
			@Nullable CloseFrame sent, @Nullable CloseFrame received, @Nullable Throwable error,
			@Nullable Instant closedAt, CloseCodes codes) {
		this.wasClean = wasClean;
		this.code = code;
		this.reason = reason;
		this.initiator = initiator;
		this.sent = sent;
		this.received = received;
		this.error = error;
		this.closedAt = closedAt;
		this.codes = codes;
	}

	/**
	 * Return the defaults.
	 * @return an instance that says: not clean, code 0, no reason, no Close frame in
	 * either direction, no error, closed now, by the network
	 */
	public static CloseEventInit create() {
		return DEFAULTS;
	}

	/**
	 * Set whether the closing handshake was completed.
	 * @param wasClean whether it was; {@code false} by default
	 * @return a new instance
	 */
	public CloseEventInit wasClean(boolean wasClean) {
		return new CloseEventInit(wasClean, this.code, this.reason, this.initiator, this.sent, this.received,
				this.error, this.closedAt, this.codes);
	}

	/**
	 * Set the code. The web takes a larger number modulo 65536; here it is refused.
	 * @param code the code, 0-65535; 0 by default
	 * @return a new instance
	 * @throws IllegalArgumentException if the code is outside 0-65535
	 */
	public CloseEventInit code(int code) {
		CloseCode.check(code);
		return new CloseEventInit(this.wasClean, code, this.reason, this.initiator, this.sent, this.received,
				this.error, this.closedAt, this.codes);
	}

	/**
	 * Set the reason.
	 * @param reason the reason of the Close frame, not {@code null}; empty by default
	 * @return a new instance
	 * @throws IllegalArgumentException if the reason is {@code null}
	 */
	public CloseEventInit reason(String reason) {
		Assert.notNull(reason, "'reason' must not be null");
		return new CloseEventInit(this.wasClean, this.code, reason, this.initiator, this.sent, this.received,
				this.error, this.closedAt, this.codes);
	}

	/**
	 * Set who decided first that the session ends.
	 * @param initiator the initiator, not {@code null}; {@link CloseInitiator#NETWORK} by
	 * default, because nothing is known of a Close frame
	 * @return a new instance
	 * @throws IllegalArgumentException if the initiator is {@code null}
	 */
	public CloseEventInit initiator(CloseInitiator initiator) {
		Assert.notNull(initiator, "'initiator' must not be null");
		return new CloseEventInit(this.wasClean, this.code, this.reason, initiator, this.sent, this.received,
				this.error, this.closedAt, this.codes);
	}

	/**
	 * Set the Close frame that this end put on the wire.
	 * @param sent the frame, or {@code null} if there was none, as by default
	 * @return a new instance
	 */
	public CloseEventInit sent(@Nullable CloseFrame sent) {
		return new CloseEventInit(this.wasClean, this.code, this.reason, this.initiator, sent, this.received,
				this.error, this.closedAt, this.codes);
	}

	/**
	 * Set the valid Close frame of the peer that this end parsed.
	 * @param received the frame, or {@code null} if there was none, as by default
	 * @return a new instance
	 */
	public CloseEventInit received(@Nullable CloseFrame received) {
		return new CloseEventInit(this.wasClean, this.code, this.reason, this.initiator, this.sent, received,
				this.error, this.closedAt, this.codes);
	}

	/**
	 * Set the exception that led to the close.
	 * @param error the exception, or {@code null} if there was none, as by default
	 * @return a new instance
	 */
	public CloseEventInit error(@Nullable Throwable error) {
		return new CloseEventInit(this.wasClean, this.code, this.reason, this.initiator, this.sent, this.received,
				error, this.closedAt, this.codes);
	}

	/**
	 * Set the time of the close.
	 * @param closedAt the time, or {@code null} for the time at which the event is
	 * constructed, as by default
	 * @return a new instance
	 */
	public CloseEventInit closedAt(@Nullable Instant closedAt) {
		return new CloseEventInit(this.wasClean, this.code, this.reason, this.initiator, this.sent, this.received,
				this.error, closedAt, this.codes);
	}

	/**
	 * Set the words for the codes of the event.
	 * @param codes the codes, not {@code null}; those of the registry by default
	 * @return a new instance
	 * @throws IllegalArgumentException if the codes are {@code null}
	 */
	public CloseEventInit codes(CloseCodes codes) {
		Assert.notNull(codes, "'codes' must not be null");
		return new CloseEventInit(this.wasClean, this.code, this.reason, this.initiator, this.sent, this.received,
				this.error, this.closedAt, codes);
	}

	boolean wasClean() {
		return this.wasClean;
	}

	int getCode() {
		return this.code;
	}

	String getReason() {
		return this.reason;
	}

	CloseInitiator getInitiator() {
		return this.initiator;
	}

	@Nullable CloseFrame getSent() {
		return this.sent;
	}

	@Nullable CloseFrame getReceived() {
		return this.received;
	}

	@Nullable Throwable getError() {
		return this.error;
	}

	@Nullable Instant getClosedAt() {
		return this.closedAt;
	}

	CloseCodes getCodes() {
		return this.codes;
	}

}
