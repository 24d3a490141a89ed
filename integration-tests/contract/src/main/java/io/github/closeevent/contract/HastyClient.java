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

package io.github.closeevent.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.closeevent.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * A client that does not wait for the answer to its handshake before it closes.
 */
public final class HastyClient implements AutoCloseable {

	private static final String HANDSHAKE = """
			GET %s HTTP/1.1\r
			Host: 127.0.0.1:%d\r
			Upgrade: websocket\r
			Connection: Upgrade\r
			Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
			Sec-WebSocket-Version: 13\r
			\r
			""";

	private static final byte FINAL_CLOSE = (byte) 0x88;

	private static final byte MASKED = (byte) 0x80;

	private final Socket socket;

	private HastyClient(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Write the request of the handshake and a Close frame at once.
	 * @param port the port of the server on 127.0.0.1
	 * @param path the path of the request
	 * @param close what to close with
	 * @return the client, whose handshake was accepted
	 * @throws IOException if there was no handshake
	 */
	public static HastyClient connectAndClose(int port, String path, CloseFrame close) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		try {
			socket.setSoTimeout(10_000);
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			bytes.write(HANDSHAKE.formatted(path, port).getBytes(StandardCharsets.US_ASCII));
			bytes.write(frame(close));
			socket.getOutputStream().write(bytes.toByteArray());
			readHead(socket.getInputStream());
			return new HastyClient(socket);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	/**
	 * Read the answer of the server.
	 * @return its Close frame, or null if it ended the connection without one
	 * @throws IOException if neither came in time
	 */
	public @Nullable CloseFrame readClose() throws IOException {
		InputStream input = this.socket.getInputStream();
		return (input.read() == (FINAL_CLOSE & 0xFF)) ? read(input.readNBytes(input.read())) : null;
	}

	/**
	 * Leave, which is a FIN.
	 */
	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private static byte[] frame(CloseFrame close) {
		byte[] reason = close.reason().getBytes(StandardCharsets.UTF_8);
		int length = 2 + reason.length;
		// Masked by zeros, which change nothing.
		return ByteBuffer.allocate(6 + length)
			.put(FINAL_CLOSE)
			.put((byte) (MASKED | length))
			.putInt(0)
			.putShort((short) close.code())
			.put(reason)
			.array();
	}

	private static void readHead(InputStream input) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = input.read();
			if (next < 0) {
				break;
			}
			head.append((char) next);
		}
		if (!head.toString().startsWith("HTTP/1.1 101 ")) {
			throw new IOException("No handshake but: " + head);
		}
	}

	private static CloseFrame read(byte[] payload) {
		if (payload.length == 0) {
			return CloseFrame.EMPTY;
		}
		ByteBuffer bytes = ByteBuffer.wrap(payload);
		return new CloseFrame(Short.toUnsignedInt(bytes.getShort()), StandardCharsets.UTF_8.decode(bytes).toString());
	}

}
