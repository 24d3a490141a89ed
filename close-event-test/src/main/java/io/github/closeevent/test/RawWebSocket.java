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

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A WebSocket client over a plain socket to 127.0.0.1 which sends the exact bytes that a
 * test asks for, valid or not, and ends the connection in the exact way that a test asks
 * for. It does nothing by itself: it answers neither a Ping nor a Close frame.
 * <p>
 * Every read has a timeout, and bytes which came before the timeout stay for the next
 * read. Writes block while the peer does not read. One thread at a time may read, and one
 * may write.
 *
 * @since 0.1.0
 */
public final class RawWebSocket implements AutoCloseable {

	private final RawConnection connection;

	private final @Nullable String subProtocol;

	private RawWebSocket(RawConnection connection, @Nullable String subProtocol) {
		this.connection = connection;
		this.subProtocol = subProtocol;
	}

	/**
	 * Connects and performs the opening handshake.
	 * @param port the port of the server on 127.0.0.1
	 * @param pathAndQuery the target of the request, such as {@code /ws?user=1}
	 * @return the open WebSocket
	 * @throws IOException if the server did not accept the handshake, with the status
	 * line and the first part of the body in its message
	 */
	public static RawWebSocket connect(int port, String pathAndQuery) throws IOException {
		return connect(port, pathAndQuery, List.of(), Map.of(), null);
	}

	/**
	 * Connects and performs the opening handshake with further headers.
	 * @param port the port of the server on 127.0.0.1
	 * @param pathAndQuery the target of the request, such as {@code /ws?user=1}
	 * @param subProtocols the sub-protocols to offer, possibly none
	 * @param headers further headers, which replace those of the handshake that have the
	 * same name
	 * @param origin the {@code Origin} header, or {@code null} for none
	 * @return the open WebSocket
	 * @throws IOException if the server did not accept the handshake, with the status
	 * line and the first part of the body in its message
	 */
	public static RawWebSocket connect(int port, String pathAndQuery, List<String> subProtocols,
			Map<String, String> headers, @Nullable String origin) throws IOException {
		RawConnection connection = RawConnection.open(port);
		try {
			String subProtocol = RawHandshake.perform(connection, port, pathAndQuery, subProtocols, headers, origin);
			return new RawWebSocket(connection, subProtocol);
		}
		catch (IOException | RuntimeException ex) {
			connection.close();
			throw ex;
		}
	}

	/**
	 * Return the sub-protocol that the server accepted.
	 * @return the sub-protocol, or {@code null} if it accepted none
	 */
	public @Nullable String getSubProtocol() {
		return this.subProtocol;
	}

	/**
	 * Send a whole text message.
	 * @param text the text
	 * @throws IOException if sending failed
	 */
	public void sendText(String text) throws IOException {
		sendFrame(true, 0, RawFrames.TEXT, true, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Send a Ping frame.
	 * @param payload the payload
	 * @throws IOException if sending failed
	 */
	public void sendPing(byte[] payload) throws IOException {
		sendFrame(true, 0, RawFrames.PING, true, payload);
	}

	/**
	 * Send a Close frame without a code.
	 * @throws IOException if sending failed
	 */
	public void sendClose() throws IOException {
		sendClosePayload(new byte[0]);
	}

	/**
	 * Send a Close frame with a code and no reason.
	 * @param code the code, any number of 16 bits
	 * @throws IOException if sending failed
	 */
	public void sendClose(int code) throws IOException {
		sendClose(code, "");
	}

	/**
	 * Send a Close frame with a code and a reason.
	 * @param code the code, any number of 16 bits
	 * @param reason the reason, of any length
	 * @throws IOException if sending failed
	 */
	public void sendClose(int code, String reason) throws IOException {
		Assert.isTrue(code >= 0 && code <= 0xFFFF, "'code' must fit into 16 bits");
		byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
		sendClosePayload(ByteBuffer.allocate(2 + bytes.length).putShort((short) code).put(bytes).array());
	}

	/**
	 * Send a Close frame with any payload: a single byte, invalid UTF-8, or more than the
	 * 125 bytes that a control frame may hold.
	 * @param payload the payload
	 * @throws IOException if sending failed
	 */
	public void sendClosePayload(byte[] payload) throws IOException {
		sendFrame(true, 0, RawFrames.CLOSE, true, payload);
	}

	/**
	 * Send any frame.
	 * @param fin whether it is the last frame of its message
	 * @param rsv the three reserved bits as a number, RSV1 being 4
	 * @param opcode the opcode
	 * @param masked whether to mask the payload, as a client must, with a random key
	 * @param payload the payload
	 * @throws IOException if sending failed
	 */
	public void sendFrame(boolean fin, int rsv, int opcode, boolean masked, byte[] payload) throws IOException {
		sendRaw(RawFrames.encode(fin, rsv, opcode, masked, payload));
	}

	/**
	 * Send bytes as they are.
	 * @param bytes the bytes
	 * @throws IOException if sending failed
	 */
	public void sendRaw(byte[] bytes) throws IOException {
		this.connection.write(bytes);
	}

	/**
	 * Read one frame.
	 * @param timeout how long to wait for the whole frame
	 * @return the frame
	 * @throws IOException a {@link SocketTimeoutException} if no whole frame came in
	 * time, an {@link EOFException} at the end of the stream, a {@link SocketException}
	 * after a reset, or a {@link ProtocolException} if the frame is masked or announces
	 * more than 16 MiB
	 */
	public Frame readFrame(Duration timeout) throws IOException {
		return RawFrames.read(this.connection, RawConnection.deadline(timeout));
	}

	/**
	 * Read until a Close frame comes and skip every other frame.
	 * @param timeout how long to wait
	 * @return the Close frame, or {@code null} if the connection ended or was reset
	 * without one
	 * @throws IOException a {@link SocketTimeoutException} if neither came in time, or a
	 * {@link ProtocolException} as for {@link #readFrame(Duration)}
	 */
	public @Nullable Frame readUntilClose(Duration timeout) throws IOException {
		long deadline = RawConnection.deadline(timeout);
		try {
			Frame frame = RawFrames.read(this.connection, deadline);
			while (!frame.isClose()) {
				frame = RawFrames.read(this.connection, deadline);
			}
			return frame;
		}
		catch (EOFException | SocketException ex) {
			return null;
		}
	}

	/**
	 * Read to the end of the connection and drop what comes.
	 * @param timeout how long to wait
	 * @return whether the connection ended or was reset in time
	 * @throws IOException if reading failed otherwise
	 */
	public boolean readToEnd(Duration timeout) throws IOException {
		return this.connection.drain(timeout);
	}

	/**
	 * Half-close the connection: send FIN and go on reading.
	 * @throws IOException if that failed
	 */
	public void shutdownOutput() throws IOException {
		this.connection.shutdownOutput();
	}

	/**
	 * Close the socket without a Close frame: send FIN and stop reading. Where the server
	 * still sends, the operating system answers with RST.
	 * @throws IOException if that failed
	 */
	public void closeSocket() throws IOException {
		this.connection.close();
	}

	/**
	 * Reset the connection: send RST.
	 * @throws IOException if that failed
	 */
	public void reset() throws IOException {
		this.connection.reset();
	}

	/**
	 * Close the socket as {@link #closeSocket()} does, unless it is closed already.
	 * @throws IOException if that failed
	 */
	@Override
	public void close() throws IOException {
		closeSocket();
	}

	/**
	 * A frame as it came from the server.
	 *
	 * @param fin whether it is the last frame of its message
	 * @param rsv the three reserved bits as a number, RSV1 being 4
	 * @param opcode the opcode
	 * @param payload the payload
	 * @since 0.1.0
	 */
	public record Frame(boolean fin, int rsv, int opcode, byte[] payload) {

		/**
		 * Return whether this is a Close frame.
		 * @return whether this is a Close frame
		 */
		public boolean isClose() {
			return this.opcode == RawFrames.CLOSE;
		}

		/**
		 * Return the code of this Close frame.
		 * @return the code, or 1005 if the frame is empty
		 * @throws IllegalStateException if this is no Close frame, or has half a code
		 */
		public int closeCode() {
			Assert.state(isClose(), "Not a Close frame");
			Assert.state(this.payload.length != 1, "A Close frame with a payload of one byte has no code");
			return (this.payload.length == 0) ? 1005 : ((this.payload[0] & 0xFF) << 8) | (this.payload[1] & 0xFF);
		}

		/**
		 * Return the reason of this Close frame.
		 * @return the reason, empty if there is none
		 * @throws IllegalStateException if this is no Close frame
		 */
		public String closeReason() {
			Assert.state(isClose(), "Not a Close frame");
			int offset = Math.min(2, this.payload.length);
			return new String(this.payload, offset, this.payload.length - offset, StandardCharsets.UTF_8);
		}

		/**
		 * Return the payload as text.
		 * @return the payload decoded as UTF-8
		 */
		public String text() {
			return new String(this.payload, StandardCharsets.UTF_8);
		}

	}

}
