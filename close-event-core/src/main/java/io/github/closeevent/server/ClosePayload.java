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

package io.github.closeevent.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payload of a Close frame (RFC 6455 section 5.5.1).
 */
final class ClosePayload {

	static final int MAX_LENGTH = 125;

	private static final char REPLACEMENT = '\ufffd';

	private ClosePayload() {
	}

	/**
	 * Read what a peer sent.
	 * @return the frame, or null if it is not a valid one
	 */
	static @Nullable CloseFrame parse(ByteBuffer payload) {
		if (!payload.hasRemaining()) {
			return CloseFrame.EMPTY;
		}
		if (payload.remaining() < 2 || payload.remaining() > MAX_LENGTH) {
			return null;
		}
		int code = Short.toUnsignedInt(payload.getShort());
		if (!CloseCode.of(code).isWireLegal()) {
			return null;
		}
		String reason = decode(payload);
		return (reason != null) ? new CloseFrame(code, reason) : null;
	}

	/**
	 * Decode what may not be valid. Strings replace what is not, which costs much less
	 * than a decoder that refuses it.
	 */
	private static @Nullable String decode(ByteBuffer payload) {
		byte[] bytes = new byte[payload.remaining()];
		payload.get(bytes);
		String text = new String(bytes, StandardCharsets.UTF_8);
		return (text.indexOf(REPLACEMENT) == -1 || isValid(bytes)) ? text : null;
	}

	private static boolean isValid(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	/**
	 * Read what this end sent, whatever that was.
	 */
	static CloseFrame read(ByteBuffer payload) {
		if (payload.remaining() < 2) {
			return CloseFrame.EMPTY;
		}
		return new CloseFrame(Short.toUnsignedInt(payload.getShort()),
				StandardCharsets.UTF_8.decode(payload).toString());
	}

}
