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

import org.jspecify.annotations.Nullable;

/**
 * The header of a frame, byte by byte, and what is wrong with the part that came.
 */
final class WireHeader {

	private final byte[] bytes = new byte[14];

	private int count;

	void add(byte next) {
		this.bytes[this.count++] = next;
	}

	int count() {
		return this.count;
	}

	boolean isComplete() {
		return this.count >= 2 && this.count == 2 + lengthBytes() + (isMasked() ? 4 : 0);
	}

	private int lengthBytes() {
		return switch (this.bytes[1] & 0x7F) {
			case 126 -> 2;
			case 127 -> 8;
			default -> 0;
		};
	}

	private boolean hasLength() {
		return this.count >= 2 && this.count >= 2 + lengthBytes();
	}

	boolean isFin() {
		return (this.bytes[0] & 0x80) != 0;
	}

	int rsv() {
		return (this.bytes[0] >> 4) & 7;
	}

	int opcode() {
		return this.bytes[0] & 15;
	}

	boolean isControl() {
		return opcode() >= RawFrames.CLOSE;
	}

	boolean isMasked() {
		return (this.bytes[1] & 0x80) != 0;
	}

	long length() {
		if (!hasLength()) {
			return 0;
		}
		int lengthBytes = lengthBytes();
		long length = (lengthBytes == 0) ? this.bytes[1] & 0x7F : 0;
		for (int i = 0; i < lengthBytes; i++) {
			length = (length << 8) | (this.bytes[2 + i] & 0xFF);
		}
		return length;
	}

	byte unmask(byte next, long index) {
		return isMasked() ? (byte) (next ^ this.bytes[this.count - 4 + (int) (index % 4)]) : next;
	}

	/**
	 * Looks for an offence.
	 * @param inMessage whether the frame before belongs to a message that goes on
	 * @param masked whether the frame must be masked
	 * @return the first offence, or {@code null} if none can be seen yet
	 */
	@Nullable String offence(boolean inMessage, boolean masked) {
		String offence = offenceOfKind(inMessage);
		if (offence == null && this.count >= 2) {
			offence = offenceOfMaskAndLength(masked);
		}
		return offence;
	}

	private @Nullable String offenceOfKind(boolean inMessage) {
		if (rsv() != 0) {
			return "a reserved bit is set";
		}
		if (isControl()) {
			return (opcode() > RawFrames.PONG) ? "the opcode is reserved"
					: (!isFin()) ? "a control frame is fragmented" : null;
		}
		return switch (opcode()) {
			case RawFrames.CONTINUATION -> (!inMessage) ? "there is no message to continue" : null;
			case RawFrames.TEXT, RawFrames.BINARY -> (inMessage) ? "a message begins within another" : null;
			default -> "the opcode is reserved";
		};
	}

	private @Nullable String offenceOfMaskAndLength(boolean masked) {
		if (isMasked() != masked) {
			return masked ? "not masked" : "masked";
		}
		int shortLength = this.bytes[1] & 0x7F;
		if (isControl() && shortLength > 125) {
			return "a control frame of more than 125 bytes";
		}
		if (opcode() == RawFrames.CLOSE && shortLength == 1) {
			return "half a code";
		}
		return (hasLength() && lengthBytes() > 0) ? offenceOfLongLength() : null;
	}

	private @Nullable String offenceOfLongLength() {
		long length = length();
		if (length < 0 || length > RawConnection.MAX_LENGTH) {
			return "the length that it announces";
		}
		return (length < ((lengthBytes() == 2) ? 126 : 0x10000)) ? "the length is not in its shortest form" : null;
	}

}
