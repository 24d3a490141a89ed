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

package io.github.closeevent.test;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

import io.github.closeevent.test.RawWebSocket.Frame;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Writes and reads frames (RFC 6455, section 5.2).
 */
final class RawFrames {

	static final int CONTINUATION = 0;

	static final int TEXT = 1;

	static final int BINARY = 2;

	static final int CLOSE = 8;

	static final int PING = 9;

	static final int PONG = 10;

	private static final int MAX_HEADER_LENGTH = 14;

	private RawFrames() {
	}

	static byte[] encode(boolean fin, int rsv, int opcode, boolean masked, byte[] payload) {
		byte[] mask = new byte[4];
		if (masked) {
			ThreadLocalRandom.current().nextBytes(mask);
		}
		ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER_LENGTH + payload.length);
		putHeader(frame, fin, rsv, opcode, masked ? mask : null, payload.length);
		for (int i = 0; i < payload.length; i++) {
			frame.put((byte) (payload[i] ^ mask[i % 4]));
		}
		return bytes(frame);
	}

	/**
	 * A header without anything behind it.
	 * @param length the length to announce, an unsigned number
	 */
	static byte[] encodeHeader(int opcode, boolean masked, long length) {
		ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER_LENGTH);
		putHeader(frame, true, 0, opcode, masked ? new byte[4] : null, length);
		return bytes(frame);
	}

	private static void putHeader(ByteBuffer frame, boolean fin, int rsv, int opcode, byte @Nullable [] mask,
			long length) {
		Assert.isTrue(rsv >= 0 && rsv <= 7, "'rsv' must fit into 3 bits");
		Assert.isTrue(opcode >= 0 && opcode <= 15, "'opcode' must fit into 4 bits");
		frame.put((byte) ((fin ? 0x80 : 0) | (rsv << 4) | opcode));
		int maskBit = (mask != null) ? 0x80 : 0;
		if (length >= 0 && length < 126) {
			frame.put((byte) (maskBit | length));
		}
		else if (length >= 0 && length <= 0xFFFF) {
			frame.put((byte) (maskBit | 126)).putShort((short) length);
		}
		else {
			frame.put((byte) (maskBit | 127)).putLong(length);
		}
		if (mask != null) {
			frame.put(mask);
		}
	}

	private static byte[] bytes(ByteBuffer frame) {
		return Arrays.copyOf(frame.array(), frame.position());
	}

	static byte[] closePayload(int code, String reason) {
		Assert.isTrue(code >= 0 && code <= 0xFFFF, "'code' must fit into 16 bits");
		byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(2 + bytes.length).putShort((short) code).put(bytes).array();
	}

	/**
	 * Reads a whole frame.
	 * @param masked whether the frame must be masked
	 */
	static Frame read(RawConnection connection, boolean masked, long deadline) throws IOException {
		WireHeader header = new WireHeader();
		while (!header.isComplete()) {
			require(connection, header.count() + 1, deadline);
			header.add((byte) connection.peek(header.count()));
			check(header, masked);
		}
		int length = (int) header.length();
		require(connection, header.count() + length, deadline);
		connection.take(header.count());
		byte[] payload = connection.take(length);
		for (int i = 0; i < length; i++) {
			payload[i] = header.unmask(payload[i], i);
		}
		return new Frame(header.isFin(), header.rsv(), header.opcode(), payload);
	}

	private static void check(WireHeader header, boolean masked) throws IOException {
		if (header.count() >= 2 && header.isMasked() != masked) {
			throw new ProtocolException("The other end sent " + (masked ? "an unmasked" : "a masked") + " frame");
		}
		long length = header.length();
		if (length < 0 || length > RawConnection.MAX_LENGTH) {
			throw new ProtocolException("The other end announced a frame of " + Long.toUnsignedString(length)
					+ " bytes, more than " + RawConnection.MAX_LENGTH);
		}
	}

	private static void require(RawConnection connection, int length, long deadline) throws IOException {
		while (connection.available() < length) {
			if (!connection.fill(deadline)) {
				throw new EOFException(
						"The connection ended" + ((connection.available() > 0) ? " within a frame" : ""));
			}
		}
	}

}
