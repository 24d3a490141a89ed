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
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * The head of an HTTP request or response.
 *
 * @param startLine the first line
 * @param headers the headers
 */
record RawHead(String startLine, Map<String, String> headers) {

	private static final int MAX_LENGTH = 64 * 1024;

	static RawHead read(RawConnection connection, long deadline) throws IOException {
		int length = connection.indexOf("\r\n\r\n");
		while (length < 0) {
			if (connection.available() > MAX_LENGTH) {
				throw new ProtocolException("The head exceeds " + MAX_LENGTH + " bytes");
			}
			if (!connection.fill(deadline)) {
				throw new EOFException("The connection ended within the head: " + connection.preview());
			}
			length = connection.indexOf("\r\n\r\n");
		}
		String[] lines = new String(connection.take(length), StandardCharsets.UTF_8).split("\r\n");
		connection.take(4);
		Map<String, String> headers = new LinkedCaseInsensitiveMap<>();
		for (int i = 1; i < lines.length; i++) {
			int colon = lines[i].indexOf(':');
			if (colon > 0) {
				headers.merge(lines[i].substring(0, colon).trim(), lines[i].substring(colon + 1).trim(),
						(first, second) -> first + ", " + second);
			}
		}
		return new RawHead(lines[0], headers);
	}

	/**
	 * The target of a GET request, or an empty string for any other.
	 */
	String target() {
		String[] parts = this.startLine.split(" ");
		return (parts.length == 3 && parts[0].equals("GET")) ? parts[1] : "";
	}

}
