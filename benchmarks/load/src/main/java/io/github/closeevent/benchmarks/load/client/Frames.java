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

package io.github.closeevent.benchmarks.load.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What clients write, made once.
 */
final class Frames {

	static final int TEXT = 0x1;

	static final int CLOSE = 0x8;

	private static final int FIN = 0x80;

	private static final int MASKED = 0x80;

	private static final byte[] MASK = { 0x12, 0x34, 0x56, 0x78 };

	private static final int NORMAL = 1000;

	private static final int MESSAGE_LENGTH = 64;

	private static final ByteBuf HANDSHAKE = shared("""
			GET /echo HTTP/1.1\r
			Host: localhost\r
			Upgrade: websocket\r
			Connection: Upgrade\r
			Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
			Sec-WebSocket-Version: 13\r
			\r
			""".getBytes(StandardCharsets.US_ASCII));

	private static final ByteBuf PING = shared("""
			GET /ping HTTP/1.1\r
			Host: localhost\r
			Connection: close\r
			\r
			""".getBytes(StandardCharsets.US_ASCII));

	private static final ByteBuf CLOSE_FRAME = shared(
			frame(CLOSE, ByteBuffer.allocate(2).putShort((short) NORMAL).array()));

	private static final ByteBuf MESSAGE = shared(
			frame(TEXT, "m".repeat(MESSAGE_LENGTH).getBytes(StandardCharsets.US_ASCII)));

	private Frames() {
	}

	static ByteBuf handshake() {
		return HANDSHAKE.duplicate();
	}

	static ByteBuf ping() {
		return PING.duplicate();
	}

	static ByteBuf close() {
		return CLOSE_FRAME.duplicate();
	}

	static ByteBuf message() {
		return MESSAGE.duplicate();
	}

	private static byte[] frame(int opcode, byte[] payload) {
		byte[] frame = new byte[2 + MASK.length + payload.length];
		frame[0] = (byte) (FIN | opcode);
		frame[1] = (byte) (MASKED | payload.length);
		System.arraycopy(MASK, 0, frame, 2, MASK.length);
		for (int i = 0; i < payload.length; i++) {
			frame[2 + MASK.length + i] = (byte) (payload[i] ^ MASK[i % MASK.length]);
		}
		return frame;
	}

	private static ByteBuf shared(byte[] bytes) {
		return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
	}

}
