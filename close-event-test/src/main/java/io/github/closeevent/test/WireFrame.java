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

import java.nio.charset.StandardCharsets;

import io.github.closeevent.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a frame that was on the wire.
 *
 * @param fin whether it is the last frame of its message
 * @param rsv the three reserved bits as a number, RSV1 being 4
 * @param opcode the opcode
 * @param masked whether it was masked
 * @param length the length that it announced, an unsigned number
 * @param payload the first part of the payload of a Close frame, nothing of any other
 * @since 0.1.0
 */
public record WireFrame(boolean fin, int rsv, int opcode, boolean masked, long length, byte[] payload) {

	/**
	 * Return whether this is a Close frame, valid or not.
	 * @return whether this is a Close frame
	 */
	public boolean isClose() {
		return this.opcode == RawFrames.CLOSE;
	}

	/**
	 * Return code and reason of a Close frame.
	 * @return code and reason, or {@code null} if this is no Close frame, or its payload
	 * is half a code
	 */
	public @Nullable CloseFrame closeFrame() {
		if (!isClose() || this.payload.length == 1) {
			return null;
		}
		if (this.payload.length == 0) {
			return (this.length == 0) ? CloseFrame.EMPTY : null;
		}
		int code = ((this.payload[0] & 0xFF) << 8) | (this.payload[1] & 0xFF);
		return new CloseFrame(code, new String(this.payload, 2, this.payload.length - 2, StandardCharsets.UTF_8));
	}

	/**
	 * One line, safe to log.
	 * @return this frame as text
	 */
	@Override
	public String toString() {
		CloseFrame close = closeFrame();
		return (this.masked ? "masked " : "unmasked ") + name() + " frame, " + (this.fin ? "" : "FIN=0, ")
				+ ((this.rsv != 0) ? "RSV=" + this.rsv + ", " : "") + Long.toUnsignedString(this.length) + " bytes"
				+ ((close != null) ? ", " + close : "");
	}

	private String name() {
		return switch (this.opcode) {
			case RawFrames.CONTINUATION -> "continuation";
			case RawFrames.TEXT -> "text";
			case RawFrames.BINARY -> "binary";
			case RawFrames.CLOSE -> "Close";
			case RawFrames.PING -> "Ping";
			case RawFrames.PONG -> "Pong";
			default -> "opcode " + this.opcode;
		};
	}

}
