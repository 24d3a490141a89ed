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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.closeevent.WebSocketSessionInfo.Side;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A WebSocket client over a plain socket to 127.0.0.1, for the test of a server.
 *
 * @since 0.1.0
 */
public final class RawWebSocket extends RawPeer {

	private RawWebSocket(RawConnection connection, @Nullable String subProtocol) {
		super(connection, Side.SERVER, subProtocol);
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
		return open(RawConnection.open(port), port, pathAndQuery, subProtocols, headers, origin);
	}

	/**
	 * Connects as {@link #connect(int, String)} does, with little room for bytes that are
	 * not read yet, so that a server soon notices that it is not read.
	 * @param port the port of the server on 127.0.0.1
	 * @param pathAndQuery the target of the request, such as {@code /ws?user=1}
	 * @param receiveBuffer the size of the receive buffer of the socket in bytes, which
	 * the operating system may round up
	 * @return the open WebSocket
	 * @throws IOException if the server did not accept the handshake
	 */
	public static RawWebSocket connect(int port, String pathAndQuery, int receiveBuffer) throws IOException {
		Assert.isTrue(receiveBuffer > 0, "'receiveBuffer' must be positive");
		RawConnection connection = RawConnection.open(port, receiveBuffer);
		return open(connection, port, pathAndQuery, List.of(), Map.of(), null);
	}

	private static RawWebSocket open(RawConnection connection, int port, String pathAndQuery, List<String> subProtocols,
			Map<String, String> headers, @Nullable String origin) throws IOException {
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
	 * A frame as it came from the other end.
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
