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
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

import io.github.closeevent.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * One client of a {@link Crowd}, whose thread calls it.
 */
abstract class Member {

	private static final String END_OF_HEAD = "\r\n\r\n";

	private final String id;

	private final Manner manner;

	private byte[] unread = {};

	private @Nullable SelectionKey key;

	private volatile String head = "";

	private volatile boolean open;

	private volatile boolean ended;

	private volatile @Nullable CloseFrame close;

	Member(String id, Manner manner) {
		this.id = id;
		this.manner = manner;
	}

	/**
	 * What it writes when it is connected.
	 */
	abstract String request();

	/**
	 * What a response must have for a session to be open.
	 */
	abstract int expectedStatus();

	/**
	 * The handshake was accepted.
	 */
	abstract void accepted() throws IOException;

	/**
	 * Read whatever is complete.
	 * @param input what came and was not read yet; where it is left, it is read on
	 */
	abstract void read(ByteBuffer input) throws IOException;

	void connected(SelectionKey key) throws IOException {
		this.key = key;
		send(ByteBuffer.wrap(request().getBytes(StandardCharsets.UTF_8)));
	}

	final void send(ByteBuffer bytes) throws IOException {
		channel().write(bytes);
		if (bytes.hasRemaining()) {
			throw new IOException("There was no room to write");
		}
	}

	private SocketChannel channel() {
		return (SocketChannel) Objects.requireNonNull(this.key).channel();
	}

	final void received(ByteBuffer bytes) throws IOException {
		byte[] all = Arrays.copyOf(this.unread, this.unread.length + bytes.remaining());
		bytes.get(all, this.unread.length, bytes.remaining());
		ByteBuffer input = ByteBuffer.wrap(all);
		if (!this.head.isEmpty() || readHead(input)) {
			read(input);
		}
		this.unread = Arrays.copyOfRange(all, input.position(), all.length);
	}

	private boolean readHead(ByteBuffer input) throws IOException {
		String text = new String(input.array(), StandardCharsets.ISO_8859_1);
		int end = text.indexOf(END_OF_HEAD);
		if (end < 0) {
			return false;
		}
		input.position(end + END_OF_HEAD.length());
		this.head = text.substring(0, end);
		if (!this.head.startsWith("HTTP/1.1 " + expectedStatus())) {
			throw new IOException("Refused");
		}
		accepted();
		return true;
	}

	/**
	 * The session is established for both ends.
	 */
	final void opened() {
		this.open = true;
	}

	final void stopReading() {
		Objects.requireNonNull(this.key).interestOps(0);
	}

	final void closed(CloseFrame frame) {
		this.close = frame;
	}

	final void ended() {
		this.ended = true;
	}

	String id() {
		return this.id;
	}

	Manner manner() {
		return this.manner;
	}

	/**
	 * The head of the response, or an empty text as long as there is none.
	 */
	String head() {
		return this.head;
	}

	boolean isOpen() {
		return this.open;
	}

	boolean isEnded() {
		return this.ended;
	}

	/**
	 * The Close frame that it has read.
	 */
	@Nullable CloseFrame close() {
		return this.close;
	}

	@Override
	public String toString() {
		return this.manner + " " + this.id;
	}

	/**
	 * What becomes of a Close frame.
	 */
	enum Manner {

		/**
		 * It is answered.
		 */
		ANSWERS,

		/**
		 * It is read, and not answered.
		 */
		SILENT,

		/**
		 * It is not read, and can hardly be written: there is no room for more.
		 */
		DEAF

	}

}
