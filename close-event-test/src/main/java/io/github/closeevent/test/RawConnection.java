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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

import io.github.closeevent.test.WireEntry.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A socket on 127.0.0.1 which keeps what it read until somebody takes it, so that a read
 * that timed out loses no bytes. Every read has a deadline.
 */
final class RawConnection implements Closeable {

	/**
	 * The most that one frame, one chunk or one stream may hold.
	 */
	static final int MAX_LENGTH = 16 * 1024 * 1024;

	static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

	private static final Duration ERROR_BODY_TIMEOUT = Duration.ofSeconds(1);

	private static final int ERROR_BODY_LENGTH = 1024;

	private final Socket socket;

	private byte[] buffer = new byte[8192];

	private int start;

	private int end;

	private @Nullable WireRecorder recorder;

	RawConnection(Socket socket) throws IOException {
		this.socket = socket;
		socket.setTcpNoDelay(true);
	}

	static RawConnection open(int port) throws IOException {
		return open(port, 0);
	}

	/**
	 * Opens a connection.
	 * @param receiveBuffer the size of the socket's receive buffer, 0 for the default
	 */
	static RawConnection open(int port, int receiveBuffer) throws IOException {
		Socket socket = new Socket();
		try {
			if (receiveBuffer > 0) {
				socket.setReceiveBufferSize(receiveBuffer);
			}
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

	/**
	 * Records from now on, beginning with what was read and not taken.
	 */
	void record(WireRecorder recorder) {
		recorder.read(this.buffer, this.start, available());
		this.recorder = recorder;
	}

	/**
	 * The number of bytes that came and were not read from the socket.
	 */
	int unread() {
		try {
			return this.socket.isClosed() ? 0 : this.socket.getInputStream().available();
		}
		catch (IOException ex) {
			return 0;
		}
	}

	void write(byte[] bytes) throws IOException {
		WireRecorder recorder = this.recorder;
		if (recorder == null || this.socket.isClosed() || this.socket.isOutputShutdown()) {
			this.socket.getOutputStream().write(bytes);
			return;
		}
		recorder.writing(bytes);
		try {
			this.socket.getOutputStream().write(bytes);
			recorder.written();
		}
		catch (IOException ex) {
			recorder.writeFailed();
			throw ex;
		}
	}

	void writeHead(String startLine, Map<String, String> headers) throws IOException {
		StringBuilder head = new StringBuilder();
		appendLine(head, startLine);
		headers.forEach((name, value) -> appendLine(head, name + ": " + value));
		write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
	}

	private static void appendLine(StringBuilder head, String line) {
		Assert.isTrue(line.indexOf('\r') < 0 && line.indexOf('\n') < 0,
				() -> "A line of the head must not contain a line break: " + line);
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
		RawHead head = RawHead.read(this, deadline(HANDSHAKE_TIMEOUT));
		if (!head.startLine().matches("HTTP/1\\.[01] " + expectedStatus + "( .*)?")) {
			throw new IOException("Expected status " + expectedStatus + " but the response was '" + head.startLine()
					+ "': " + readErrorBody(head.headers()));
		}
		return head.headers();
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

	String preview() {
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
		int count = read();
		this.end += Math.max(count, 0);
		return count >= 0;
	}

	private int read() throws IOException {
		WireRecorder recorder = this.recorder;
		try {
			int count = this.socket.getInputStream().read(this.buffer, this.end, this.buffer.length - this.end);
			if (recorder != null && count >= 0) {
				recorder.read(this.buffer, this.end, count);
			}
			else if (recorder != null) {
				recorder.ended(Kind.FIN);
			}
			return count;
		}
		catch (SocketException ex) {
			if (recorder != null && !this.socket.isClosed()) {
				recorder.ended(Kind.RESET);
			}
			throw ex;
		}
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
		ending(Kind.FIN);
		this.socket.shutdownOutput();
	}

	boolean isClosed() {
		return this.socket.isClosed();
	}

	void reset() throws IOException {
		ending(Kind.RESET);
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		ending(Kind.SOCKET_CLOSED);
		this.socket.close();
	}

	private void ending(Kind kind) {
		if (this.recorder != null && !this.socket.isClosed()) {
			this.recorder.ending(kind, unread());
		}
	}

}
