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

package io.github.closeevent.tomcat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import io.github.closeevent.test.RawWebSocket;

/**
 * A peer that ends its sessions in ways that are meant to do harm: by any code and any
 * bytes, with text that is made for whoever shows it, or without a word. The same seed
 * does the same.
 */
final class HostileClient {

	static final List<String> TEXTS = List.of("\r\n2026-06-10T12:00:00.000Z ERROR 1 --- forged\n",
			"\u001b[31mred\u001b[0m\u001b]0;title\u0007", "%n%d{}{0}%s%xEx", "${jndi:ldap://127.0.0.1:1/a}${env:PATH}",
			"\"}\n{\"code\":1000,\"wasClean\":true}", "<script>alert(1)</script><img src=x onerror=alert(1)>",
			"\u2028\u2029\u202e\u0000\u0085\u009b31m\ufeff", "\u00fc".repeat(60), "");

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final int CODES = 65_536;

	private final Random random;

	private final int port;

	HostileClient(int port, long seed) {
		this.port = port;
		this.random = new Random(seed);
	}

	/**
	 * Open a session, and end it once the server has greeted.
	 */
	void strike() throws IOException {
		try (RawWebSocket client = RawWebSocket.connect(this.port, "/storm?token=secret")) {
			client.readFrame(PATIENCE);
			String text = TEXTS.get(this.random.nextInt(TEXTS.size()));
			switch (this.random.nextInt(9)) {
				case 0 -> client.closeSocket();
				case 1 -> client.reset();
				case 2 -> client.sendClose(this.random.nextInt(CODES), text);
				case 3 -> {
					client.sendClose(legalCode(), text);
					client.reset();
				}
				case 4 -> client.sendClosePayload(bytes(this.random.nextInt(200)));
				case 5 -> client.sendRaw(bytes(1 + this.random.nextInt(20)));
				case 6 -> {
					client.sendText(text);
					client.readUntilClose(PATIENCE);
				}
				case 7 -> {
					client.sendText(text);
					client.readUntilClose(PATIENCE);
					client.sendClose(this.random.nextInt(CODES), text);
				}
				default -> {
					client.sendClose(legalCode(), text);
					client.readUntilClose(PATIENCE);
				}
			}
		}
	}

	private int legalCode() {
		return (this.random.nextInt(4) == 0) ? 1000 + this.random.nextInt(4) : 3000 + this.random.nextInt(2000);
	}

	private byte[] bytes(int length) {
		byte[] bytes = new byte[length];
		this.random.nextBytes(bytes);
		return bytes;
	}

}
