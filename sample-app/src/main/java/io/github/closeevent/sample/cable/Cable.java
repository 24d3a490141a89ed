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

package io.github.closeevent.sample.cable;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Passes on connections to the server, byte by byte, until it is pulled: then both ends
 * of each are reset, as by a proxy that dies. It goes away by itself when it has not been
 * used for a while.
 */
final class Cable implements Closeable {

	private static final int STRAND_LIMIT = 32;

	private final Set<Strand> strands = ConcurrentHashMap.newKeySet();

	private final ServerSocket end;

	private final int serverPort;

	private final Executor executor;

	Cable(int serverPort, Executor executor, Duration unusedLimit) throws IOException {
		this.serverPort = serverPort;
		this.executor = executor;
		this.end = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
		this.end.setSoTimeout((int) unusedLimit.toMillis());
	}

	int getPort() {
		return this.end.getLocalPort();
	}

	/**
	 * Pass on connections until the cable is pulled or unused.
	 */
	void run() {
		try (this) {
			while (true) {
				try {
					accept(this.end.accept());
				}
				catch (SocketTimeoutException ex) {
					if (this.strands.isEmpty()) {
						return;
					}
				}
			}
		}
		catch (IOException ex) {
			// It was pulled.
		}
	}

	private void accept(Socket page) throws IOException {
		Strand strand;
		try {
			if (this.strands.size() >= STRAND_LIMIT) {
				throw new IOException("There are " + STRAND_LIMIT + " connections already");
			}
			strand = new Strand(page, new Socket(InetAddress.getLoopbackAddress(), this.serverPort));
		}
		catch (IOException ex) {
			page.close();
			return;
		}
		this.strands.add(strand);
		if (this.end.isClosed()) {
			strand.cut();
		}
		strand.run(this.executor, () -> this.strands.remove(strand));
	}

	/**
	 * Pull the cable.
	 */
	@Override
	public void close() throws IOException {
		this.end.close();
		this.strands.forEach(Strand::cut);
	}

}
