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

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The response of a SockJS streaming transport, over a plain socket to 127.0.0.1, so that
 * a test decides how the connection ends. One thread at a time may read.
 *
 * @since 0.1.0
 */
public final class SockJsStream implements AutoCloseable {

	private final RawConnection connection;

	private final boolean chunked;

	private final ByteArrayOutputStream content = new ByteArrayOutputStream();

	private int position;

	private boolean complete;

	private SockJsStream(RawConnection connection, boolean chunked) {
		this.connection = connection;
		this.chunked = chunked;
	}

	static SockJsStream open(int port, String requestLine, Map<String, String> headers) throws IOException {
		RawConnection connection = RawConnection.open(port);
		try {
			connection.writeHead(requestLine, headers);
			Map<String, String> response = connection.readHead(200);
			String encoding = response.getOrDefault("Transfer-Encoding", "");
			return new SockJsStream(connection, encoding.equalsIgnoreCase("chunked"));
		}
		catch (IOException | RuntimeException ex) {
			connection.close();
			throw ex;
		}
	}

	/**
	 * Return the content that was read so far.
	 * @return the content, without its transfer encoding
	 */
	public String getContent() {
		return this.content.toString(StandardCharsets.UTF_8);
	}

	/**
	 * Read until a text comes. Each call begins where the text of the last one ended.
	 * @param text the text to wait for
	 * @param timeout how long to wait
	 * @return the content from where the last call ended up to and with the text
	 * @throws IOException a {@link SocketTimeoutException} if the text did not come in
	 * time, an {@link EOFException} if the response ended without it, or a
	 * {@link SocketException} after a reset
	 */
	public String awaitContent(String text, Duration timeout) throws IOException {
		long deadline = RawConnection.deadline(timeout);
		decode();
		String read = getContent();
		int index = read.indexOf(text, this.position);
		while (index < 0) {
			readMore(text, deadline);
			read = getContent();
			index = read.indexOf(text, this.position);
		}
		int begin = this.position;
		this.position = index + text.length();
		return read.substring(begin, this.position);
	}

	private void readMore(String text, long deadline) throws IOException {
		if (this.content.size() > RawConnection.MAX_LENGTH) {
			throw new ProtocolException("The content exceeds " + RawConnection.MAX_LENGTH + " bytes");
		}
		try {
			if (this.complete || !this.connection.fill(deadline)) {
				throw new EOFException("The response ended without '%s': %s".formatted(text, getContent()));
			}
		}
		catch (SocketTimeoutException ex) {
			throw new SocketTimeoutException("'%s' did not come in time: %s".formatted(text, getContent()));
		}
		decode();
	}

	/**
	 * Read to the end of the response.
	 * @param timeout how long to wait
	 * @return whether the response was complete, or the connection ended or was reset, in
	 * time
	 * @throws IOException if reading failed otherwise
	 */
	public boolean readToEnd(Duration timeout) throws IOException {
		long deadline = RawConnection.deadline(timeout);
		try {
			decode();
			while (!this.complete && this.connection.fill(deadline)) {
				decode();
			}
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (SocketException ex) {
			return true;
		}
	}

	private void decode() throws IOException {
		if (!this.chunked) {
			this.content.writeBytes(this.connection.take(this.connection.available()));
			return;
		}
		int line = this.connection.indexOf("\r\n");
		while (line >= 0 && !this.complete) {
			int size = chunkSize(line);
			if (this.connection.available() < line + size + 4) {
				return;
			}
			this.connection.take(line + 2);
			this.content.writeBytes(this.connection.take(size));
			this.connection.take(2);
			this.complete = (size == 0);
			line = this.connection.indexOf("\r\n");
		}
	}

	private int chunkSize(int line) throws IOException {
		StringBuilder digits = new StringBuilder();
		for (int i = 0; i < line && this.connection.peek(i) != ';'; i++) {
			digits.append((char) this.connection.peek(i));
		}
		String size = digits.toString().trim();
		if (!size.matches("\\p{XDigit}{1,7}") || Integer.parseInt(size, 16) > RawConnection.MAX_LENGTH) {
			throw new ProtocolException("Not the size of a chunk: '" + size + "'");
		}
		return Integer.parseInt(size, 16);
	}

	/**
	 * Reset the connection: send RST.
	 * @throws IOException if that failed
	 */
	public void reset() throws IOException {
		this.connection.reset();
	}

	/**
	 * Close the connection, if it is not closed already: send FIN and stop reading.
	 * @throws IOException if that failed
	 */
	@Override
	public void close() throws IOException {
		this.connection.close();
	}

}
