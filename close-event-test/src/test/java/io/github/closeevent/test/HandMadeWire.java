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
import java.util.ArrayList;
import java.util.List;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.test.WireEntry.Kind;
import org.jspecify.annotations.Nullable;

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

	/**
	 * All consistent events that the wire allows, of all initiators and of the frames
	 * that are given.
	 * @param frames what may have been sent or received
	 * @return one string each, such as {@code PEER 1000/4001}, the frame sent first
	 */
	List<String> allowed(CloseFrame... frames) {
		List<@Nullable CloseFrame> candidates = new ArrayList<>(List.of(frames));
		candidates.add(null);
		List<String> allowed = new ArrayList<>();
		for (CloseInitiator initiator : CloseInitiator.values()) {
			for (CloseFrame sent : candidates) {
				for (CloseFrame received : candidates) {
					if (allows(event(initiator, sent, received))) {
						allowed.add(initiator + " " + code(sent) + "/" + code(received));
					}
				}
			}
		}
		return allowed;
	}

	private static String code(@Nullable CloseFrame frame) {
		return (frame != null) ? String.valueOf(frame.code()) : "-";
	}

	boolean allows(CloseEvent event) {
		try {
			log().expectation().check(event);
			return true;
		}
		catch (AssertionError ex) {
			return false;
		}
	}

	CloseEvent event(CloseInitiator initiator, @Nullable CloseFrame sent, @Nullable CloseFrame received) {
		CloseFrame start = switch (initiator) {
			case PEER -> received;
			case APPLICATION, CONTAINER -> sent;
			case NETWORK -> null;
		};
		return event(CloseEventInit.create()
			.initiator(initiator)
			.sent(sent)
			.received(received)
			.code((start != null) ? start.code() : CloseCode.ABNORMAL_CLOSURE)
			.reason((start != null) ? start.reason() : "")
			.wasClean(sent != null && received != null));
	}

	CloseEvent event(CloseEventInit init) {
		return new CloseEvent(WebSocketSessionInfo.builder("1").side(this.side).build(), init);
	}

	static byte[] bytes(int... values) {
		ByteBuffer bytes = ByteBuffer.allocate(values.length);
		for (int value : values) {
			bytes.put((byte) value);
		}
		return bytes.array();
	}

}
