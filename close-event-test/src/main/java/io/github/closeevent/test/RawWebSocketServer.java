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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A WebSocket server on 127.0.0.1, for the test of a client. It answers nothing but
 * handshakes and, for a client that speaks SockJS, the request for the {@code /info} of
 * an endpoint. The frames are the test's business, also those of SockJS.
 *
 * @since 0.1.0
 */
public final class RawWebSocketServer implements AutoCloseable {

	private static final String INFO = """
			{"websocket":true,"cookie_needed":false,"origins":["*:*"],"entropy":1}""";

	private final ServerSocket socket;

	private RawWebSocketServer(ServerSocket socket) {
		this.socket = socket;
	}

	/**
	 * Listens on a free port.
	 * @return the server
	 * @throws IOException if that failed
	 */
	public static RawWebSocketServer start() throws IOException {
		InetAddress loopback = InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
		return new RawWebSocketServer(new ServerSocket(0, 50, loopback));
	}

	/**
	 * Return the port.
	 * @return the port on 127.0.0.1
	 */
	public int port() {
		return this.socket.getLocalPort();
	}

	/**
	 * Accept the next WebSocket, with the first sub-protocol that the client offers.
	 * Requests that come before are answered: for the {@code /info} of SockJS with what
	 * leads to a WebSocket, any other with 404. A connection that ends without a request
	 * is passed over: HTTP clients may open more of them than they need. One that stays
	 * open without a request holds up those behind it.
	 * @param timeout how long to wait
	 * @return the open WebSocket, which lives on when this server is closed
	 * @throws IOException a {@link SocketTimeoutException} if no handshake came in time
	 */
	public RawServerWebSocket accept(Duration timeout) throws IOException {
		long deadline = RawConnection.deadline(timeout);
		RawServerWebSocket accepted = null;
		while (accepted == null) {
			accepted = answer(new RawConnection(next(deadline)), deadline);
		}
		return accepted;
	}

	private Socket next(long deadline) throws IOException {
		long remaining = (deadline - System.nanoTime()) / 1_000_000;
		if (remaining <= 0) {
			throw new SocketTimeoutException("No handshake came in time");
		}
		this.socket.setSoTimeout((int) Math.min(remaining, Integer.MAX_VALUE));
		return this.socket.accept();
	}

	private @Nullable RawServerWebSocket answer(RawConnection connection, long deadline) throws IOException {
		try {
			if (!sendsRequest(connection, deadline)) {
				connection.close();
				return null;
			}
			RawHead request = RawHead.read(connection, deadline);
			if (request.headers().containsKey("Sec-WebSocket-Key")) {
				return new RawServerWebSocket(connection, request, RawHandshake.accept(connection, request));
			}
			boolean info = request.target().replaceFirst("\\?.*", "").endsWith("/info");
			respond(connection, info ? "200 OK" : "404 Not Found", info ? INFO : "");
			return null;
		}
		catch (IOException | RuntimeException ex) {
			connection.close();
			throw ex;
		}
	}

	private static boolean sendsRequest(RawConnection connection, long deadline) throws IOException {
		try {
			return connection.fill(deadline);
		}
		catch (SocketException ex) {
			// It was reset.
			return false;
		}
	}

	private void respond(RawConnection connection, String status, String json) throws IOException {
		Map<String, String> headers = Map.of("Content-Type", "application/json", "Content-Length",
				String.valueOf(json.length()), "Connection", "close");
		connection.writeHead("HTTP/1.1 " + status, headers);
		connection.write(json.getBytes(StandardCharsets.UTF_8));
		connection.close();
	}

	/**
	 * Stop listening.
	 * @throws IOException if that failed
	 */
	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
