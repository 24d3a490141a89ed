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

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection that runs through a {@link Cable}.
 *
 * @param page the socket to the page
 * @param server the socket to the server
 */
record Strand(Socket page, Socket server) {

	/**
	 * Pass on in both directions until both have ended.
	 */
	void run(Executor executor, Runnable atTheEnd) {
		AtomicInteger open = new AtomicInteger(2);
		Runnable end = () -> {
			if (open.decrementAndGet() == 0) {
				close(false);
				atTheEnd.run();
			}
		};
		executor.execute(() -> pass(this.page, this.server, end));
		executor.execute(() -> pass(this.server, this.page, end));
	}

	private void pass(Socket from, Socket to, Runnable end) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
			to.shutdownOutput();
		}
		catch (IOException ex) {
			cut();
		}
		finally {
			end.run();
		}
	}

	/**
	 * Reset both connections.
	 */
	void cut() {
		close(true);
	}

	private void close(boolean reset) {
		for (Socket socket : new Socket[] { this.page, this.server }) {
			try (socket) {
				if (reset) {
					socket.setSoLinger(true, 0);
				}
			}
			catch (IOException ex) {
				// It is closed.
			}
		}
	}

}
