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

package io.github.closeevent.contract.shutdown;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.closeevent.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * A client of a WebSocket.
 */
final class WebSocketMember extends Member {

	static final String SUB_PROTOCOL = "Sec-WebSocket-Protocol";

	private static final int TEXT = 1;

	private static final int CLOSE = 8;

	private final Flavour flavour;

	private final @Nullable Holdup holdup;

	private boolean greeted;

	private boolean flooded;

	WebSocketMember(String id, Manner manner, Flavour flavour) {
		this(id, manner, flavour, null);
	}

	/**
	 * Create a client.
	 * @param holdup where its session is held up, or null
	 */
	WebSocketMember(String id, Manner manner, Flavour flavour, @Nullable Holdup holdup) {
		super(id, manner);
		this.flavour = flavour;
		this.holdup = holdup;
	}

	@Override
	String request() {
		return """
				GET %s HTTP/1.1\r
				Host: 127.0.0.1\r
				Upgrade: websocket\r
				Connection: Upgrade\r
				Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
				Sec-WebSocket-Version: 13\r
				%s\r
				""".formatted(this.flavour.path().formatted(id()),
				(this.holdup != null) ? SUB_PROTOCOL + ": " + this.holdup.subProtocol() + "\r\n" : "");
	}

	@Override
	int expectedStatus() {
		return 101;
	}

	@Override
	void accepted() throws IOException {
		if (this.flavour.welcome().isEmpty()) {
			greet();
		}
	}

	private void greet() throws IOException {
		this.greeted = true;
		sendText(this.flavour.greeting());
	}

	@Override
	void read(ByteBuffer input) throws IOException {
		if (this.flooded && input.hasRemaining()) {
			opened();
			stopReading();
			return;
		}
		while (readFrame(input)) {
			// There may be another one.
		}
	}

	/**
	 * Read a frame, if it is there.
	 */
	private boolean readFrame(ByteBuffer input) throws IOException {
		input.mark();
		ByteBuffer payload = null;
		int opcode = 0;
		if (input.remaining() >= 2) {
			opcode = input.get() & 15;
			payload = payload(input);
		}
		if (payload == null) {
			input.reset();
			return false;
		}
		if (opcode == TEXT) {
			text(StandardCharsets.UTF_8.decode(payload).toString());
		}
		else if (opcode == CLOSE) {
			close(payload);
		}
		return true;
	}

	private static @Nullable ByteBuffer payload(ByteBuffer input) throws IOException {
		int length = input.get();
		if (length == 126) {
			length = (input.remaining() >= 2) ? Short.toUnsignedInt(input.getShort()) : Integer.MAX_VALUE;
		}
		else if (length > 126 || length < 0) {
			throw new IOException("A frame that nobody has asked for");
		}
		if (input.remaining() < length) {
			return null;
		}
		ByteBuffer payload = input.slice(input.position(), length);
		input.position(input.position() + length);
		return payload;
	}

	private void text(String text) throws IOException {
		if (!this.greeted && text.startsWith(this.flavour.welcome())) {
			greet();
		}
		else if (this.greeted && text.startsWith(this.flavour.answer())) {
			answered();
		}
	}

	private void answered() throws IOException {
		if (manner() == Manner.DEAF) {
			this.flooded = true;
			sendText(this.flavour.flood());
		}
		else {
			opened();
		}
	}

	private void close(ByteBuffer payload) throws IOException {
		ByteBuffer answer = payload.duplicate();
		if (payload.hasRemaining()) {
			int code = Short.toUnsignedInt(payload.getShort());
			closed(new CloseFrame(code, StandardCharsets.UTF_8.decode(payload).toString()));
		}
		else {
			closed(CloseFrame.EMPTY);
		}
		if (manner() == Manner.ANSWERS) {
			send(CLOSE, answer);
		}
	}

	private void sendText(String text) throws IOException {
		send(TEXT, StandardCharsets.UTF_8.encode(text));
	}

	/**
	 * Send a short frame, masked by zeros, which change nothing.
	 */
	private void send(int opcode, ByteBuffer payload) throws IOException {
		ByteBuffer frame = ByteBuffer.allocate(6 + payload.remaining());
		frame.put((byte) (0x80 | opcode)).put((byte) (0x80 | payload.remaining())).putInt(0).put(payload);
		send(frame.flip());
	}

}
