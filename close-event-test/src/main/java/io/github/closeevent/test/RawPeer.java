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

import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.test.RawWebSocket.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The peer of a session under test, which sends the exact bytes that a test asks for,
 * valid or not, and ends the connection in the exact way that a test asks for. It does
 * nothing by itself: it answers neither a Ping nor a Close frame. It records what was on
 * the wire.
 * <p>
 * Every read has a timeout, and bytes which came before the timeout stay for the next
 * read. Writes block while the other end does not read. One thread at a time may read,
 * and one may write.
 *
 * @since 0.1.0
 */
public abstract sealed class RawPeer implements AutoCloseable permits RawWebSocket, RawServerWebSocket {

	private final RawConnection connection;

	private final Side observed;

	private final @Nullable String subProtocol;

	private final WireRecorder recorder;

	RawPeer(RawConnection connection, Side observed, @Nullable String subProtocol) {
		this.connection = connection;
		this.observed = observed;
		this.subProtocol = subProtocol;
		this.recorder = new WireRecorder(observed);
		connection.record(this.recorder);
	}

	/**
	 * Whether this end masks its frames, as a client does.
	 */
	private boolean isMasking() {
		return this.observed == Side.SERVER;
	}

	/**
	 * Return what was on the wire since the opening handshake.
	 * @return a snapshot
	 */
	public WireLog wire() {
		return this.recorder.log(this.connection.unread());
	}

	/**
	 * Return the sub-protocol of the handshake.
	 * @return the sub-protocol, or {@code null} if none was accepted
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
		sendFrame(true, 0, RawFrames.TEXT, isMasking(), text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Send a Ping frame.
	 * @param payload the payload
	 * @throws IOException if sending failed
	 */
	public void sendPing(byte[] payload) throws IOException {
		sendFrame(true, 0, RawFrames.PING, isMasking(), payload);
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
		sendClosePayload(RawFrames.closePayload(code, reason));
	}

	/**
	 * Send a Close frame with any payload: a single byte, invalid UTF-8, or more than the
	 * 125 bytes that a control frame may hold.
	 * @param payload the payload
	 * @throws IOException if sending failed
	 */
	public void sendClosePayload(byte[] payload) throws IOException {
		sendFrame(true, 0, RawFrames.CLOSE, isMasking(), payload);
	}

	/**
	 * Send any frame.
	 * @param fin whether it is the last frame of its message
	 * @param rsv the three reserved bits as a number, RSV1 being 4
	 * @param opcode the opcode
	 * @param masked whether to mask the payload, as a client must and a server must not,
	 * with a random key
	 * @param payload the payload
	 * @throws IOException if sending failed
	 */
	public void sendFrame(boolean fin, int rsv, int opcode, boolean masked, byte[] payload) throws IOException {
		sendRaw(RawFrames.encode(fin, rsv, opcode, masked, payload));
	}

	/**
	 * Send the header of a frame which announces a payload, and no payload.
	 * @param opcode the opcode
	 * @param announcedLength the length to announce, an unsigned number of 64 bits
	 * @throws IOException if sending failed
	 */
	public void sendHeader(int opcode, long announcedLength) throws IOException {
		sendRaw(RawFrames.encodeHeader(opcode, isMasking(), announcedLength));
	}

	/**
	 * Send bytes as they are, all in one write.
	 * @param parts the bytes, possibly in several parts, such as frames of
	 * {@link #encodeClose(int, String)}
	 * @throws IOException if sending failed
	 */
	public void sendRaw(byte[]... parts) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		this.connection.write(bytes.toByteArray());
	}

	/**
	 * Return the bytes of a frame, to be sent in parts or together with others.
	 * @param fin whether it is the last frame of its message
	 * @param opcode the opcode
	 * @param payload the payload
	 * @return the bytes, masked as this end must
	 */
	public byte[] encodeFrame(boolean fin, int opcode, byte[] payload) {
		return RawFrames.encode(fin, 0, opcode, isMasking(), payload);
	}

	/**
	 * Return the bytes of a whole text message, to be sent in parts or together with
	 * others.
	 * @param text the text
	 * @return the bytes, masked as this end must
	 */
	public byte[] encodeText(String text) {
		return encodeFrame(true, RawFrames.TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return the bytes of a Close frame, to be sent in parts or together with others.
	 * @param code the code, any number of 16 bits
	 * @param reason the reason, of any length
	 * @return the bytes, masked as this end must
	 */
	public byte[] encodeClose(int code, String reason) {
		return encodeFrame(true, RawFrames.CLOSE, RawFrames.closePayload(code, reason));
	}

	/**
	 * Read one frame.
	 * @param timeout how long to wait for the whole frame
	 * @return the frame
	 * @throws IOException a {@link SocketTimeoutException} if no whole frame came in
	 * time, an {@link EOFException} at the end of the stream, a {@link SocketException}
	 * after a reset, or a {@link ProtocolException} if the frame is masked by a server,
	 * not masked by a client, or announces more than 16 MiB
	 */
	public Frame readFrame(Duration timeout) throws IOException {
		return RawFrames.read(this.connection, !isMasking(), RawConnection.deadline(timeout));
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
			Frame frame = RawFrames.read(this.connection, !isMasking(), deadline);
			while (!frame.isClose()) {
				frame = RawFrames.read(this.connection, !isMasking(), deadline);
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
	 * Return whether this end has closed or reset the connection.
	 * @return {@code true} if nothing more can be read
	 */
	public boolean isClosed() {
		return this.connection.isClosed();
	}

	/**
	 * Half-close the connection: send FIN and go on reading.
	 * @throws IOException if that failed
	 */
	public void shutdownOutput() throws IOException {
		this.connection.shutdownOutput();
	}

	/**
	 * Close the socket without a Close frame: send FIN and stop reading. Where the other
	 * end still sends, the operating system answers with RST.
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

}
