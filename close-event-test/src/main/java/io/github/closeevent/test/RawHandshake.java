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
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * Both sides of the opening handshake (RFC 6455, section 4).
 */
final class RawHandshake {

	private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private RawHandshake() {
	}

	/**
	 * Performs the handshake.
	 * @param connection the new connection
	 * @param port the port of the server
	 * @param pathAndQuery the target of the request
	 * @param subProtocols the sub-protocols to offer
	 * @param headers further headers
	 * @param origin the origin, or {@code null}
	 * @return the sub-protocol that the server accepted, or {@code null}
	 * @throws IOException if the server did not accept the handshake
	 */
	static @Nullable String perform(RawConnection connection, int port, String pathAndQuery, List<String> subProtocols,
			Map<String, String> headers, @Nullable String origin) throws IOException {
		byte[] nonce = new byte[16];
		ThreadLocalRandom.current().nextBytes(nonce);
		String key = Base64.getEncoder().encodeToString(nonce);
		Map<String, String> request = new LinkedCaseInsensitiveMap<>();
		request.put("Host", "127.0.0.1:" + port);
		request.put("Upgrade", "websocket");
		request.put("Connection", "Upgrade");
		request.put("Sec-WebSocket-Key", key);
		request.put("Sec-WebSocket-Version", "13");
		if (!subProtocols.isEmpty()) {
			request.put("Sec-WebSocket-Protocol", String.join(", ", subProtocols));
		}
		if (origin != null) {
			request.put("Origin", origin);
		}
		request.putAll(headers);
		connection.writeHead("GET " + pathAndQuery + " HTTP/1.1", request);
		Map<String, String> response = connection.readHead(101);
		String expected = acceptKey(request.getOrDefault("Sec-WebSocket-Key", key));
		String accept = response.get("Sec-WebSocket-Accept");
		if (!expected.equals(accept)) {
			throw new ProtocolException("Expected Sec-WebSocket-Accept " + expected + " but it was " + accept);
		}
		return response.get("Sec-WebSocket-Protocol");
	}

	/**
	 * Accepts the handshake of a client.
	 * @param connection the connection
	 * @param request the request of the client
	 * @return the first sub-protocol that the client offered, or {@code null}
	 * @throws IOException if the answer could not be written
	 */
	static @Nullable String accept(RawConnection connection, RawHead request) throws IOException {
		Map<String, String> response = new LinkedHashMap<>();
		response.put("Upgrade", "websocket");
		response.put("Connection", "Upgrade");
		response.put("Sec-WebSocket-Accept", acceptKey(request.headers().getOrDefault("Sec-WebSocket-Key", "")));
		String offered = request.headers().get("Sec-WebSocket-Protocol");
		String subProtocol = (offered != null) ? offered.split(",")[0].trim() : null;
		if (subProtocol != null) {
			response.put("Sec-WebSocket-Protocol", subProtocol);
		}
		connection.writeHead("HTTP/1.1 101 Switching Protocols", response);
		return subProtocol;
	}

	private static String acceptKey(String key) {
		try {
			byte[] input = (key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII);
			return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(input));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
