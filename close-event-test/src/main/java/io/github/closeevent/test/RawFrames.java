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
import java.util.concurrent.ThreadLocalRandom;

import io.github.closeevent.test.RawWebSocket.Frame;

import org.springframework.util.Assert;

/**
 * Writes and reads frames (RFC 6455, section 5.2).
 */
final class RawFrames {

	static final int TEXT = 1;

	static final int CLOSE = 8;

	static final int PING = 9;

	private RawFrames() {
	}

	static byte[] encode(boolean fin, int rsv, int opcode, boolean masked, byte[] payload) {
		Assert.isTrue(rsv >= 0 && rsv <= 7, "'rsv' must fit into 3 bits");
		Assert.isTrue(opcode >= 0 && opcode <= 15, "'opcode' must fit into 4 bits");
		ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
		frame.put((byte) ((fin ? 0x80 : 0) | (rsv << 4) | opcode));
		int maskBit = (masked ? 0x80 : 0);
		if (payload.length < 126) {
			frame.put((byte) (maskBit | payload.length));
		}
		else if (payload.length <= 0xFFFF) {
			frame.put((byte) (maskBit | 126)).putShort((short) payload.length);
		}
		else {
			frame.put((byte) (maskBit | 127)).putLong(payload.length);
		}
		byte[] mask = new byte[4];
		if (masked) {
			ThreadLocalRandom.current().nextBytes(mask);
			frame.put(mask);
		}
		for (int i = 0; i < payload.length; i++) {
			frame.put((byte) (payload[i] ^ mask[i % 4]));
		}
		byte[] bytes = new byte[frame.flip().remaining()];
		frame.get(bytes);
		return bytes;
	}

	static Frame read(RawConnection connection, long deadline) throws IOException {
		require(connection, 2, deadline);
		int first = connection.peek(0);
		int second = connection.peek(1);
		if ((second & 0x80) != 0) {
			throw new ProtocolException("The server sent a masked frame");
		}
		int lengthBytes = switch (second) {
			case 126 -> 2;
			case 127 -> 8;
			default -> 0;
		};
		require(connection, 2 + lengthBytes, deadline);
		long length = (lengthBytes == 0) ? second : 0;
		for (int i = 0; i < lengthBytes; i++) {
			length = (length << 8) | connection.peek(2 + i);
		}
		if (length < 0 || length > RawConnection.MAX_LENGTH) {
			throw new ProtocolException("The server announced a frame of " + Long.toUnsignedString(length)
					+ " bytes, more than " + RawConnection.MAX_LENGTH);
		}
		require(connection, 2 + lengthBytes + (int) length, deadline);
		connection.take(2 + lengthBytes);
		return new Frame((first & 0x80) != 0, (first >> 4) & 7, first & 15, connection.take((int) length));
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
