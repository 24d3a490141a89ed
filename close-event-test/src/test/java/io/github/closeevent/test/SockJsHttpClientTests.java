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
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link SockJsHttpClient} and {@link SockJsStream}.
 */
@Timeout(30)
class SockJsHttpClientTests {

	private static final Duration LONG = Duration.ofSeconds(5);

	private static final Duration SHORT = Duration.ofMillis(50);

	private static final String CHUNKED = "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n";

	private TestPeer peer;

	private SockJsHttpClient client;

	@BeforeEach
	void listen() throws IOException {
		this.peer = new TestPeer();
		this.client = new SockJsHttpClient(this.peer.getPort(), "/sockjs", "s1");
	}

	@AfterEach
	void close() throws Exception {
		this.client.close();
		this.peer.close();
	}

	@Test
	void xhrReturnsTheBody() throws Exception {
		this.peer.answer(response("200", "c[3000,\"Go away!\"]\n"));
		assertThat(this.client.xhr()).isEqualTo("c[3000,\"Go away!\"]\n");
		assertThat(this.peer.getRequestHead()).startsWith("POST /sockjs/000/s1/xhr HTTP/1.1\r\n")
			.doesNotContain("Upgrade");
	}

	@Test
	void xhrFailsWithAnotherStatus() {
		this.peer.answer(response("404 Not Found", "gone"));
		assertThatIOException().isThrownBy(this.client::xhr).withMessageContaining("404").withMessageContaining("gone");
	}

	@Test
	void openReturnsTheOpenFrame() throws Exception {
		this.peer.answer(response("200", "o\n"));
		assertThat(this.client.open()).isEqualTo("o\n");
	}

	@Test
	void openFailsWithAnotherFrame() {
		this.peer.answer(response("200", "h\n"));
		assertThatIOException().isThrownBy(this.client::open).withMessageContaining("h\n");
	}

	@Test
	void xhrAsyncWaitsForTheResponse() throws Exception {
		CompletableFuture<String> poll = this.client.xhrAsync();
		this.peer.getSocket();
		assertThat(poll).isNotDone();
		this.peer.write(response("200", "h\n"));
		assertThat(poll.get(5, TimeUnit.SECONDS)).isEqualTo("h\n");
	}

	@Test
	void cancelDropsTheConnection() throws Exception {
		CompletableFuture<String> poll = this.client.xhrAsync();
		this.peer.getSocket();
		poll.cancel(true);
		assertThat(this.peer.read()).isEqualTo(-1);
	}

	@Test
	void closeDropsPolls() throws Exception {
		CompletableFuture<String> poll = this.client.xhrAsync();
		this.peer.getSocket();
		this.client.close();
		assertThat(this.peer.read()).isEqualTo(-1);
		assertThat(poll).isCompletedExceptionally();
	}

	@Test
	void sendPostsAnArray() throws Exception {
		this.peer.answer("HTTP/1.1 204 \r\n\r\n");
		this.client.send("a\"b\\", "\n\u00e9\ud83d\ude00");
		String expected = "[\"a\\\"b\\\\\",\"\\u000a\u00e9\\ud83d\\ude00\"]";
		assertThat(this.peer.getRequestHead()).startsWith("POST /sockjs/000/s1/xhr_send HTTP/1.1\r\n");
		int length = Integer.parseInt(this.peer.getRequestHeader("Content-Length"));
		assertThat(new String(this.peer.read(length), StandardCharsets.UTF_8)).isEqualTo(expected);
	}

	@Test
	void xhrStreamingReadsChunksInOrder() throws Exception {
		this.peer.answer(CHUNKED + "3\r\nhh\n\r\n2;x=y\r\no\n\r\n7\r\na[\"x");
		SockJsStream stream = this.client.xhrStreaming();
		assertThat(this.peer.getRequestHead()).startsWith("POST /sockjs/000/s1/xhr_streaming HTTP/1.1\r\n");
		assertThat(this.peer.getRequestHeader("Content-Length")).isEqualTo("0");
		assertThat(stream.awaitContent("o\n", LONG)).isEqualTo("hh\no\n");
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> stream.awaitContent("a[", SHORT))
			.withMessageContaining("hh\no\n");
		this.peer.write("\"]\n\r\n5\r\na[\"x\"\r\n2\r\n]\n\r\n");
		assertThat(stream.awaitContent("a[\"x\"]\n", LONG)).isEqualTo("a[\"x\"]\n");
		assertThat(stream.awaitContent("a[\"x\"]\n", LONG)).isEqualTo("a[\"x\"]\n");
		assertThat(stream.readToEnd(SHORT)).isFalse();
		this.peer.write("0\r\n\r\n");
		assertThat(stream.readToEnd(LONG)).isTrue();
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> stream.awaitContent("more", LONG));
		assertThat(stream.getContent()).isEqualTo("hh\no\na[\"x\"]\na[\"x\"]\n");
	}

	@Test
	void eventSourceReadsToTheEndOfTheConnection() throws Exception {
		this.peer.answer("HTTP/1.1 200 \r\nConnection: close\r\n\r\n\r\ndata: o\r\n\r\n");
		SockJsStream stream = this.client.eventSource();
		assertThat(this.peer.getRequestHead()).startsWith("GET /sockjs/000/s1/eventsource HTTP/1.1\r\n");
		assertThat(stream.awaitContent("data: o\r\n", LONG)).isEqualTo("\r\ndata: o\r\n");
		this.peer.end();
		assertThat(stream.readToEnd(LONG)).isTrue();
	}

	@Test
	void streamFailsWithAnotherStatus() {
		this.peer.answer(response("404 Not Found", "gone"));
		assertThatIOException().isThrownBy(this.client::eventSource)
			.withMessageContaining("404")
			.withMessageContaining("gone");
	}

	@Test
	void streamRefusesABrokenChunk() {
		this.peer.answer(CHUNKED + "-1\r\n");
		assertThatIOException().isThrownBy(() -> this.client.eventSource().awaitContent("o", LONG))
			.withMessageContaining("-1");
	}

	@Test
	void resetOfTheServerEndsTheStream() throws Exception {
		this.peer.answer(CHUNKED);
		SockJsStream stream = this.client.xhrStreaming();
		this.peer.reset();
		assertThat(stream.readToEnd(LONG)).isTrue();
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> stream.awaitContent("o", LONG));
	}

	@Test
	void closeOfTheStreamSendsFin() throws Exception {
		this.peer.answer(CHUNKED);
		this.client.xhrStreaming().close();
		assertThat(this.peer.read()).isEqualTo(-1);
	}

	@Test
	void closeOfTheClientClosesStreams() throws Exception {
		this.peer.answer(CHUNKED);
		this.client.xhrStreaming();
		this.client.close();
		assertThat(this.peer.read()).isEqualTo(-1);
	}

	@Test
	void resetOfTheStreamSendsRst() throws Exception {
		this.peer.answer(CHUNKED);
		this.client.xhrStreaming().reset();
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> this.peer.read());
	}

	private static String response(String status, String body) {
		return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
	}

}
