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

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

import org.springframework.util.Assert;

/**
 * A Close frame of the WebSocket protocol (RFC 6455 section 5.5.1) as it was on the wire:
 * its code and its reason. On the HTTP transports of SockJS the close message
 * {@code c[code,"reason"]} stands for it.
 * <p>
 * Immutable and safe to share between threads. A frame on the wire has a reason of at
 * most 123 bytes in UTF-8; this type does not check that, nor whether the code
 * {@linkplain CloseCode#isWireLegal() may travel} in a frame: it also holds what a peer
 * sent although it should not have.
 *
 * @param code the code, 0-65535; {@value CloseCode#NO_STATUS_RECEIVED} if the frame was
 * empty and thus had none
 * @param reason the reason, empty if the frame had none, never {@code null}; chosen by
 * whoever sent the frame, so not to be trusted
 * @since 0.1.0
 */
public record CloseFrame(int code, String reason) {

	/**
	 * The Close frame without a code and a reason.
	 */
	public static final CloseFrame EMPTY = new CloseFrame(CloseCode.NO_STATUS_RECEIVED, "");

	/**
	 * The longest reason that fits a frame, in bytes of UTF-8 (RFC 6455 section 5.5).
	 */
	public static final int MAX_REASON_LENGTH = 123;

	/**
	 * Create a frame.
	 * @param code the code, 0-65535
	 * @param reason the reason, or an empty string
	 * @throws IllegalArgumentException if the code is outside 0-65535 or the reason is
	 * {@code null}
	 */
	public CloseFrame {
		CloseCode.check(code);
		Assert.notNull(reason, "'reason' must not be null");
	}

	/**
	 * Create a frame that a server may send.
	 * @param code one of the codes that {@linkplain CloseCode#isServerSendable() a server
	 * may send}
	 * @param reason the reason, at most {@value #MAX_REASON_LENGTH} bytes in UTF-8, or an
	 * empty string
	 * @return the frame
	 * @throws IllegalArgumentException if a server may not send the code, or the reason
	 * is {@code null}, longer, or has half a surrogate pair, which UTF-8 cannot express;
	 * the message says what would be right
	 */
	public static CloseFrame toSend(int code, String reason) {
		CloseFrame frame = new CloseFrame(code, reason);
		Assert.isTrue(CloseCode.of(code).isServerSendable(),
				() -> "A server cannot close with " + CloseCode.of(code) + ". It may use " + CloseCode.SERVER_SENDABLE);
		CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
		try {
			int length = encoder.encode(CharBuffer.wrap(reason)).remaining();
			Assert.isTrue(length <= MAX_REASON_LENGTH, () -> "The reason of a close has at most " + MAX_REASON_LENGTH
					+ " bytes in UTF-8, and this one has " + length + ": " + LogText.quote(reason));
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("The reason of a close is text that UTF-8 can express, and this one has"
					+ " half a surrogate pair: " + LogText.quote(reason), ex);
		}
		return frame;
	}

	/**
	 * Cut a reason that is too long for a frame, between two characters.
	 * @param reason the reason
	 * @return as much of its beginning as fits into {@value #MAX_REASON_LENGTH} bytes of
	 * UTF-8; the same string if all of it does
	 * @throws IllegalArgumentException if the reason is {@code null}
	 */
	public static String truncateReason(String reason) {
		Assert.notNull(reason, "'reason' must not be null");
		if (fits(reason)) {
			return reason;
		}
		CharBuffer characters = CharBuffer.wrap(reason);
		// Stops before the first character that does not fit, surrogate pairs included.
		StandardCharsets.UTF_8.newEncoder().encode(characters, ByteBuffer.allocate(MAX_REASON_LENGTH), true);
		return (characters.hasRemaining()) ? reason.substring(0, characters.position()) : reason;
	}

	/**
	 * Whether a reason is short enough for sure. An encoder, which stops at half a
	 * surrogate pair, costs much more.
	 */
	private static boolean fits(String reason) {
		int length = 0;
		for (int i = 0; i < reason.length() && length <= MAX_REASON_LENGTH; i++) {
			char character = reason.charAt(i);
			if (Character.isSurrogate(character)) {
				return false;
			}
			length += (character < 0x80) ? 1 : (character < 0x800) ? 2 : 3;
		}
		return length <= MAX_REASON_LENGTH;
	}

	/**
	 * One line, safe to log: control characters in the reason are escaped.
	 * @return this frame as text
	 */
	@Override
	public String toString() {
		return toString(CloseCodes.standard());
	}

	String toString(CloseCodes codes) {
		return "CloseFrame[code=" + codes.get(this.code) + ", reason=" + LogText.quote(this.reason) + "]";
	}

}
