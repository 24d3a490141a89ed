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
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A server for one connection whose every byte the test chooses.
 */
final class TestPeer implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 5000;

	private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private Future<Socket> socket = this.executor.submit(this::accept);

	private volatile String requestHead = "";

	private volatile @Nullable Socket accepted;

	TestPeer() throws IOException {
	}

	private Socket accept() throws IOException {
		this.server.setSoTimeout(TIMEOUT_MILLIS);
		Socket client = this.server.accept();
		this.accepted = client;
		client.setSoTimeout(TIMEOUT_MILLIS);
		client.setTcpNoDelay(true);
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = client.getInputStream().read();
			if (next < 0) {
				throw new IOException("The client ended the connection within its request: " + head);
			}
			head.append((char) next);
		}
		this.requestHead = head.toString();
		return client;
	}

	int getPort() {
		return this.server.getLocalPort();
	}

	/**
	 * Answers the request as soon as it comes.
	 * @param response the response
	 */
	void answer(Response response) {
		Future<Socket> previous = this.socket;
		Callable<Socket> answering = () -> {
			Socket current = previous.get();
			current.getOutputStream().write(response.to(this.requestHead).getBytes(StandardCharsets.ISO_8859_1));
			return current;
		};
		this.socket = this.executor.submit(answering);
	}

	void answer(String response) {
		answer((request) -> response);
	}

	String getRequestHead() throws Exception {
		getSocket();
		return this.requestHead;
	}

	String getRequestHeader(String name) throws Exception {
		String head = getRequestHead();
		int start = head.indexOf("\r\n" + name + ": ");
		if (start < 0) {
			return "";
		}
		start += name.length() + 4;
		return head.substring(start, head.indexOf("\r\n", start));
	}

	Socket getSocket() throws Exception {
		return this.socket.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
	}

	void write(int... bytes) throws Exception {
		byte[] raw = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			raw[i] = (byte) bytes[i];
		}
		getSocket().getOutputStream().write(raw);
	}

	void write(String text) throws Exception {
		getSocket().getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	byte[] read(int length) throws Exception {
		return getSocket().getInputStream().readNBytes(length);
	}

	int read() throws Exception {
		return getSocket().getInputStream().read();
	}

	void end() throws Exception {
		getSocket().close();
	}

	void reset() throws Exception {
		getSocket().setSoLinger(true, 0);
		getSocket().close();
	}

	@Override
	public void close() throws Exception {
		this.server.close();
		this.executor.shutdownNow();
		Socket client = this.accepted;
		if (client != null) {
			client.close();
		}
	}

	interface Response {

		String to(String requestHead) throws Exception;

	}

}
