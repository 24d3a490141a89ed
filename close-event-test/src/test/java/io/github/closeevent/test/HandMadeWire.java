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

import java.nio.ByteBuffer;

import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.test.WireEntry.Kind;

/**
 * A wire on which a test says what happens, without a socket.
 */
final class HandMadeWire {

	private final Side side;

	private final WireRecorder recorder;

	private int unread;

	HandMadeWire(Side side) {
		this.side = side;
		this.recorder = new WireRecorder(side);
	}

	HandMadeWire peer(byte[] bytes) {
		this.recorder.writing(bytes);
		this.recorder.written();
		return this;
	}

	HandMadeWire peer(int opcode, byte[] payload) {
		return peer(RawFrames.encode(true, 0, opcode, this.side == Side.SERVER, payload));
	}

	HandMadeWire peerCloses(int code, String reason) {
		return peer(RawFrames.CLOSE, RawFrames.closePayload(code, reason));
	}

	HandMadeWire peerFails() {
		this.recorder.writeFailed();
		return this;
	}

	HandMadeWire peerEnds(Kind kind) {
		this.recorder.ending(kind, this.unread);
		this.unread = 0;
		return this;
	}

	HandMadeWire session(byte[] bytes) {
		this.recorder.read(bytes, 0, bytes.length);
		return this;
	}

	HandMadeWire session(int opcode, byte[] payload) {
		return session(RawFrames.encode(true, 0, opcode, this.side == Side.CLIENT, payload));
	}

	HandMadeWire sessionCloses(int code, String reason) {
		return session(RawFrames.CLOSE, RawFrames.closePayload(code, reason));
	}

	HandMadeWire sessionEnds(Kind kind) {
		this.recorder.ended(kind);
		return this;
	}

	HandMadeWire unread(int bytes) {
		this.unread = bytes;
		return this;
	}

	WireLog log() {
		return this.recorder.log(this.unread);
	}

	static byte[] bytes(int... values) {
		ByteBuffer bytes = ByteBuffer.allocate(values.length);
		for (int value : values) {
			bytes.put((byte) value);
		}
		return bytes.array();
	}

}
