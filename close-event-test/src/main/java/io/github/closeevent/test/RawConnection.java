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

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import org.springframework.util.Assert;
import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * A socket to 127.0.0.1 which keeps what it read until somebody takes it, so that a read
 * that timed out loses no bytes. Every read has a deadline.
 */
final class RawConnection implements Closeable {

	/**
	 * The most that one frame, one chunk or one stream may hold.
	 */
	static final int MAX_LENGTH = 16 * 1024 * 1024;

	static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration ERROR_BODY_TIMEOUT = Duration.ofSeconds(1);

	private static final int MAX_HEAD_LENGTH = 64 * 1024;

	private static final int ERROR_BODY_LENGTH = 1024;

	private final Socket socket;

	private byte[] buffer = new byte[8192];

	private int start;

	private int end;

	private RawConnection(Socket socket) {
		this.socket = socket;
	}

	static RawConnection open(int port) throws IOException {
		Socket socket = new Socket();
		try {
			socket.setTcpNoDelay(true);
			InetAddress loopback = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
			socket.connect(new InetSocketAddress(loopback, port), (int) HANDSHAKE_TIMEOUT.toMillis());
			return new RawConnection(socket);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	static long deadline(Duration timeout) {
		return System.nanoTime() + timeout.toNanos();
	}

	void write(byte[] bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
	}

	void writeHead(String requestLine, Map<String, String> headers) throws IOException {
		StringBuilder head = new StringBuilder();
		appendLine(head, requestLine);
		headers.forEach((name, value) -> appendLine(head, name + ": " + value));
		write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
	}

	private static void appendLine(StringBuilder head, String line) {
		Assert.isTrue(line.indexOf('\r') < 0 && line.indexOf('\n') < 0,
				() -> "A line of the request must not contain a line break: " + line);
		head.append(line).append("\r\n");
	}

	/**
	 * Reads the head of a response and checks its status.
	 * @param expectedStatus the only status which is accepted
	 * @return the headers
	 * @throws IOException if another status came, with the status line and the first part
	 * of the body in its message
	 */
	Map<String, String> readHead(int expectedStatus) throws IOException {
		long deadline = deadline(HANDSHAKE_TIMEOUT);
		int length = indexOf("\r\n\r\n");
		while (length < 0) {
			if (available() > MAX_HEAD_LENGTH) {
				throw new ProtocolException("The head of the response exceeds " + MAX_HEAD_LENGTH + " bytes");
			}
			if (!fill(deadline)) {
				throw new EOFException("The connection ended within the head of the response: " + preview());
			}
			length = indexOf("\r\n\r\n");
		}
		String[] lines = new String(take(length), StandardCharsets.UTF_8).split("\r\n");
		take(4);
		Map<String, String> headers = new LinkedCaseInsensitiveMap<>();
		for (int i = 1; i < lines.length; i++) {
			int colon = lines[i].indexOf(':');
			if (colon > 0) {
				headers.merge(lines[i].substring(0, colon).trim(), lines[i].substring(colon + 1).trim(),
						(first, second) -> first + ", " + second);
			}
		}
		if (!lines[0].matches("HTTP/1\\.[01] " + expectedStatus + "( .*)?")) {
			throw new IOException("Expected status " + expectedStatus + " but the response was '" + lines[0] + "': "
					+ readErrorBody(headers));
		}
		return headers;
	}

	private String readErrorBody(Map<String, String> headers) {
		String contentLength = headers.getOrDefault("Content-Length", "");
		int wanted = ERROR_BODY_LENGTH;
		if (contentLength.matches("\\d{1,4}")) {
			wanted = Math.min(wanted, Integer.parseInt(contentLength));
		}
		long deadline = deadline(ERROR_BODY_TIMEOUT);
		try {
			while (available() < wanted && indexOf("0\r\n\r\n") < 0 && fill(deadline)) {
				// What came so far is in the buffer
			}
		}
		catch (IOException ex) {
			// The part of the body that came is better than none
		}
		return preview();
	}

	private String preview() {
		int length = Math.min(available(), ERROR_BODY_LENGTH);
		return new String(this.buffer, this.start, length, StandardCharsets.UTF_8);
	}

	int available() {
		return this.end - this.start;
	}

	int peek(int index) {
		Assert.state(index < available(), "Not read yet");
		return this.buffer[this.start + index] & 0xFF;
	}

	int indexOf(String ascii) {
		byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
		for (int i = this.start; i <= this.end - wanted.length; i++) {
			if (Arrays.equals(this.buffer, i, i + wanted.length, wanted, 0, wanted.length)) {
				return i - this.start;
			}
		}
		return -1;
	}

	byte[] take(int length) {
		Assert.state(length <= available(), "Not read yet");
		byte[] taken = Arrays.copyOfRange(this.buffer, this.start, this.start + length);
		this.start += length;
		return taken;
	}

	/**
	 * Reads more bytes into the buffer.
	 * @param deadline the {@link System#nanoTime()} at which to give up
	 * @return {@code false} at the end of the stream
	 * @throws IOException a {@link SocketTimeoutException} at the deadline, a
	 * {@link SocketException} after a reset
	 */
	boolean fill(long deadline) throws IOException {
		Assert.state(!this.socket.isClosed(), "This side has closed the connection, so there is nothing to read");
		long remaining = deadline - System.nanoTime();
		if (remaining <= 0) {
			throw new SocketTimeoutException("Nothing more came in time, pending are " + available() + " bytes");
		}
		makeRoom();
		this.socket.setSoTimeout((int) Math.max(1, Math.min(remaining / 1_000_000, Integer.MAX_VALUE)));
		int count = this.socket.getInputStream().read(this.buffer, this.end, this.buffer.length - this.end);
		this.end += Math.max(count, 0);
		return count >= 0;
	}

	private void makeRoom() {
		if (this.start > 0) {
			System.arraycopy(this.buffer, this.start, this.buffer, 0, available());
			this.end -= this.start;
			this.start = 0;
		}
		if (this.end == this.buffer.length) {
			this.buffer = Arrays.copyOf(this.buffer, this.buffer.length * 2);
		}
	}

	/**
	 * Reads to the end of the connection and drops what comes.
	 * @param timeout how long to wait
	 * @return whether the end or a reset came in time
	 * @throws IOException if reading failed otherwise
	 */
	boolean drain(Duration timeout) throws IOException {
		long deadline = deadline(timeout);
		try {
			do {
				this.start = this.end;
			}
			while (fill(deadline));
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (SocketException ex) {
			return true;
		}
	}

	void shutdownOutput() throws IOException {
		this.socket.shutdownOutput();
	}

	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
