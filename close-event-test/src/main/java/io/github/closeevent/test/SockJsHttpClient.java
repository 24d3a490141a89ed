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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A minimal client of the HTTP transports of one SockJS session on 127.0.0.1. It returns
 * the frames as the server wrote them, such as {@code o\n} or {@code c[3000,"Go
 * away!"]\n}, and polls only when a test asks for it.
 *
 * @since 0.1.0
 */
public final class SockJsHttpClient implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<CompletableFuture<?>> polls = new CopyOnWriteArrayList<>();

	private final List<SockJsStream> streams = new CopyOnWriteArrayList<>();

	private final int port;

	private final String sessionPath;

	/**
	 * Create a client. It sends nothing yet.
	 * @param port the port of the server on 127.0.0.1
	 * @param endpointPath the path of the SockJS endpoint, such as {@code /sockjs}
	 * @param sessionId the id of the session, chosen by the client
	 */
	public SockJsHttpClient(int port, String endpointPath, String sessionId) {
		this.port = port;
		this.sessionPath = endpointPath + "/000/" + sessionId;
	}

	/**
	 * Open the session with a first poll.
	 * @return the open frame, {@code o\n}
	 * @throws IOException if the server answered anything else
	 */
	public String open() throws IOException {
		String body = xhr();
		if (!body.equals("o\n")) {
			throw new IOException("Expected an open frame but the response was: " + body);
		}
		return body;
	}

	/**
	 * Poll once, and wait for the response for up to 30 seconds.
	 * @return the body of the response, a single frame
	 * @throws IOException if the response did not come, or its status was not 200
	 */
	public String xhr() throws IOException {
		return await(xhrAsync());
	}

	/**
	 * Poll once without waiting. To cancel the future is to drop the connection.
	 * @return the body of the response, or an {@link IOException} if the response did not
	 * come, or its status was not 200
	 */
	public CompletableFuture<String> xhrAsync() {
		return post("/xhr", "", 200);
	}

	/**
	 * Send messages to the server.
	 * @param messages the messages
	 * @throws IOException if the response did not come, or its status was not 204
	 */
	public void send(String... messages) throws IOException {
		await(post("/xhr_send",
				Arrays.stream(messages).map(SockJsHttpClient::quote).collect(Collectors.joining(",", "[", "]")), 204));
	}

	/**
	 * Open a stream of the {@code xhr_streaming} transport.
	 * @return the stream, once its status has come
	 * @throws IOException if the status was not 200
	 */
	public SockJsStream xhrStreaming() throws IOException {
		return stream("POST", "/xhr_streaming", Map.of("Host", "127.0.0.1:" + this.port, "Content-Length", "0"));
	}

	/**
	 * Open a stream of the {@code eventsource} transport.
	 * @return the stream, once its status has come
	 * @throws IOException if the status was not 200
	 */
	public SockJsStream eventSource() throws IOException {
		return stream("GET", "/eventsource", Map.of("Host", "127.0.0.1:" + this.port, "Accept", "text/event-stream"));
	}

	private SockJsStream stream(String method, String transport, Map<String, String> headers) throws IOException {
		SockJsStream stream = SockJsStream.open(this.port, method + " " + this.sessionPath + transport + " HTTP/1.1",
				headers);
		this.streams.add(stream);
		return stream;
	}

	private CompletableFuture<String> post(String transport, String body, int expectedStatus) {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.port + this.sessionPath + transport))
			.header("Content-Type", "text/plain;charset=UTF-8")
			.timeout(TIMEOUT)
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		CompletableFuture<HttpResponse<String>> exchange = this.client.sendAsync(request,
				HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		this.polls.add(exchange);
		CompletableFuture<String> result = exchange.thenApply((response) -> {
			if (response.statusCode() != expectedStatus) {
				throw new CompletionException(new IOException("Expected status %d from %s but it was %d: %s"
					.formatted(expectedStatus, transport, response.statusCode(), response.body())));
			}
			return response.body();
		});
		result.whenComplete((response, ex) -> {
			exchange.cancel(true);
			this.polls.remove(exchange);
		});
		return result;
	}

	private static <T> T await(CompletableFuture<T> future) throws IOException {
		try {
			return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw new IOException("The request failed: " + ex.getCause(), ex);
		}
		catch (TimeoutException ex) {
			future.cancel(true);
			throw new HttpTimeoutException("No whole response came within " + TIMEOUT);
		}
		catch (InterruptedException ex) {
			future.cancel(true);
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted while waiting for a response", ex);
		}
	}

	private static String quote(String message) {
		StringBuilder quoted = new StringBuilder("\"");
		for (char c : message.toCharArray()) {
			if (c == '"' || c == '\\') {
				quoted.append('\\').append(c);
			}
			else if (c < ' ' || Character.isSurrogate(c)) {
				quoted.append("\\u%04x".formatted((int) c));
			}
			else {
				quoted.append(c);
			}
		}
		return quoted.append('"').toString();
	}

	/**
	 * Drop the polls and the streams which are still open. The session itself ends when
	 * the server notices that no client comes back.
	 * @throws IOException if that failed
	 */
	@Override
	public void close() throws IOException {
		for (CompletableFuture<?> poll : this.polls) {
			poll.cancel(true);
		}
		for (SockJsStream stream : this.streams) {
			stream.close();
		}
	}

}
