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
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.test.RawWebSocket.Frame;
import io.github.closeevent.test.WireEntry.Endpoint;
import io.github.closeevent.test.WireEntry.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RawWebSocket}.
 */
@Timeout(30)
class RawWebSocketTests {

	private static final Duration LONG = Duration.ofSeconds(5);

	private static final Duration SHORT = Duration.ofMillis(50);

	private static final Pattern KEY = Pattern.compile("Sec-WebSocket-Key: (\\S+)\r\n");

	private TestPeer peer;

	private @Nullable RawWebSocket webSocket;

	@BeforeEach
	void listen() throws IOException {
		this.peer = new TestPeer();
	}

	@AfterEach
	void close() throws Exception {
		if (this.webSocket != null) {
			this.webSocket.close();
		}
		this.peer.close();
	}

	@Test
	void handshakeSendsTheRequestOfTheRfc() throws Exception {
		connect();
		assertThat(this.peer.getRequestHead()).startsWith("GET /ws?user=1 HTTP/1.1\r\n").doesNotContain("Origin");
		assertThat(this.peer.getRequestHeader("Host")).isEqualTo("127.0.0.1:" + this.peer.getPort());
		assertThat(this.peer.getRequestHeader("Upgrade")).isEqualTo("websocket");
		assertThat(this.peer.getRequestHeader("Connection")).isEqualTo("Upgrade");
		assertThat(this.peer.getRequestHeader("Sec-WebSocket-Version")).isEqualTo("13");
		assertThat(Base64.getDecoder().decode(this.peer.getRequestHeader("Sec-WebSocket-Key"))).hasSize(16);
		assertThat(connect().getSubProtocol()).isNull();
	}

	@Test
	void handshakeOffersSubProtocolsOriginAndHeaders() throws Exception {
		this.peer.answer((request) -> upgrade(request, "Sec-WebSocket-Protocol: v12.stomp\r\n"));
		this.webSocket = RawWebSocket.connect(this.peer.getPort(), "/ws", List.of("v10.stomp", "v12.stomp"),
				Map.of("Authorization", "Basic eA==", "host", "example.org"), "https://example.com");
		assertThat(this.peer.getRequestHeader("Sec-WebSocket-Protocol")).isEqualTo("v10.stomp, v12.stomp");
		assertThat(this.peer.getRequestHeader("Origin")).isEqualTo("https://example.com");
		assertThat(this.peer.getRequestHeader("Authorization")).isEqualTo("Basic eA==");
		assertThat(this.peer.getRequestHeader("host")).isEqualTo("example.org");
		assertThat(this.peer.getRequestHead()).doesNotContain("Host:");
		assertThat(this.webSocket.getSubProtocol()).isEqualTo("v12.stomp");
	}

	@Test
	void handshakeAcceptsTheSampleOfTheRfc() throws Exception {
		this.peer.answer("HTTP/1.1 101 \r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
		this.webSocket = RawWebSocket.connect(this.peer.getPort(), "/ws", List.of(),
				Map.of("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), null);
		assertThat(this.webSocket.getSubProtocol()).isNull();
	}

	@Test
	void handshakeRefusesAnotherStatus() {
		this.peer.answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 8\r\n\r\nNo entry");
		assertThatIOException().isThrownBy(() -> RawWebSocket.connect(this.peer.getPort(), "/ws"))
			.withMessageContaining("HTTP/1.1 403 Forbidden")
			.withMessageContaining("No entry");
	}

	@Test
	void handshakeRefusesAnotherAcceptKey() {
		this.peer.answer("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: AAAA\r\n\r\n");
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> RawWebSocket.connect(this.peer.getPort(), "/ws"))
			.withMessageContaining("AAAA");
	}

	@Test
	void handshakeRefusesLineBreaks() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> RawWebSocket.connect(this.peer.getPort(), "/ws HTTP/1.1\r\nX: y"));
	}

	@Test
	void frameInTheSegmentOfTheHandshakeIsKept() throws Exception {
		this.peer.answer((request) -> upgrade(request, "") + "\u0081\u0002hi");
		this.webSocket = RawWebSocket.connect(this.peer.getPort(), "/ws");
		assertThat(this.webSocket.readFrame(LONG).text()).isEqualTo("hi");
	}

	@Test
	void sendTextIsMasked() throws Exception {
		connect().sendText("h\u00e9llo");
		assertThat(readMasked(0x81, 0x80 | 6)).isEqualTo("h\u00e9llo".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void sendPingIsMasked() throws Exception {
		connect().sendPing(new byte[] { 1, 2 });
		assertThat(readMasked(0x89, 0x82)).containsExactly(1, 2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 125, 126, 65535, 65536 })
	void lengthTakesTheShortestForm(int length) throws Exception {
		byte[] payload = new byte[length];
		Arrays.fill(payload, (byte) 'x');
		connect().sendFrame(true, 0, 2, true, payload);
		byte[] received = switch (length) {
			case 126 -> readMasked(0x82, 0xFE, 0, 126);
			case 65535 -> readMasked(0x82, 0xFE, 0xFF, 0xFF);
			case 65536 -> readMasked(0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0);
			default -> readMasked(0x82, 0x80 | length);
		};
		assertThat(received).isEqualTo(payload);
	}

	@Test
	void unmaskedFrameWithReservedBitsIsSentAsAsked() throws Exception {
		connect().sendFrame(false, 5, 11, false, new byte[] { 7 });
		assertThat(this.peer.read(3)).isEqualTo(bytes(0x5B, 1, 7));
	}

	@Test
	void sendFrameRefusesWhatDoesNotFit() throws Exception {
		RawWebSocket connected = connect();
		assertThatIllegalArgumentException().isThrownBy(() -> connected.sendFrame(true, 8, 1, true, new byte[0]));
		assertThatIllegalArgumentException().isThrownBy(() -> connected.sendFrame(true, 0, 16, true, new byte[0]));
		assertThatIllegalArgumentException().isThrownBy(() -> connected.sendClose(65536));
	}

	@Test
	void sendCloseInAllItsForms() throws Exception {
		RawWebSocket connected = connect();
		connected.sendClose();
		assertThat(readMasked(0x88, 0x80)).isEmpty();
		connected.sendClose(4999);
		assertThat(readMasked(0x88, 0x82)).isEqualTo(bytes(0x13, 0x87));
		connected.sendClose(1000, "by\u00e9");
		assertThat(readMasked(0x88, 0x86)).isEqualTo(bytes(0x03, 0xE8, 'b', 'y', 0xC3, 0xA9));
		connected.sendClosePayload(bytes(3));
		assertThat(readMasked(0x88, 0x81)).isEqualTo(bytes(3));
		connected.sendClosePayload(bytes(0x03, 0xE8, 0xC0, 0xFF));
		assertThat(readMasked(0x88, 0x84)).isEqualTo(bytes(0x03, 0xE8, 0xC0, 0xFF));
		connected.sendClosePayload(new byte[126]);
		assertThat(readMasked(0x88, 0xFE, 0, 126)).isEqualTo(new byte[126]);
	}

	@Test
	void sendRawIsExact() throws Exception {
		connect().sendRaw(bytes(0xFF, 0, 0x7F));
		assertThat(this.peer.read(3)).isEqualTo(bytes(0xFF, 0, 0x7F));
	}

	@Test
	void readFrameReadsEveryPart() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x51, 3, 'a', 'b', 'c', 0x80, 126, 0, 1, 'd', 0x82, 127, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF);
		Frame first = connected.readFrame(LONG);
		assertThat(first.fin()).isFalse();
		assertThat(first.rsv()).isEqualTo(5);
		assertThat(first.opcode()).isEqualTo(1);
		assertThat(first.text()).isEqualTo("abc");
		assertThat(first.isClose()).isFalse();
		Frame second = connected.readFrame(LONG);
		assertThat(second.fin()).isTrue();
		assertThat(second.opcode()).isZero();
		assertThat(second.text()).isEqualTo("d");
		assertThat(connected.readFrame(LONG).payload()).isEqualTo(bytes(0xFF));
	}

	@Test
	void readFrameReadsALargeFrame() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x82, 127, 0, 0, 0, 0, 0, 1, 0x86, 0xA0);
		this.peer.write("x".repeat(100_000));
		assertThat(connected.readFrame(LONG).text()).isEqualTo("x".repeat(100_000));
	}

	@Test
	void readFrameTimesOutAndLosesNothing() throws Exception {
		RawWebSocket connected = connect();
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connected.readFrame(SHORT));
		this.peer.write(0x81, 2, 'h');
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connected.readFrame(SHORT));
		this.peer.write('i');
		assertThat(connected.readFrame(LONG).text()).isEqualTo("hi");
	}

	@Test
	void readFrameFailsAtTheEnd() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x81, 2, 'h');
		this.peer.end();
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> connected.readFrame(LONG))
			.withMessageContaining("within a frame");
	}

	@Test
	void readFrameRefusesMaskedFrames() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x81, 0x81, 0, 0, 0, 0, 'x');
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> connected.readFrame(LONG));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 0x80 })
	void readFrameRefusesMoreThan16MebibytesFromTheHeaderAlone(int highest) throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x82, 127, highest, 0, 0, 0, 1, 0, 0, 1);
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> connected.readFrame(LONG))
			.withMessageContaining("16777216");
	}

	@Test
	void closeFrameHasCodeAndReason() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x88, 5, 0x0B, 0xB8, 'b', 'y', 'e', 0x88, 0, 0x88, 1, 3, 0x88, 2, 0xFF, 0xFF);
		Frame frame = connected.readFrame(LONG);
		assertThat(frame.isClose()).isTrue();
		assertThat(frame.closeCode()).isEqualTo(3000);
		assertThat(frame.closeReason()).isEqualTo("bye");
		Frame empty = connected.readFrame(LONG);
		assertThat(empty.closeCode()).isEqualTo(1005);
		assertThat(empty.closeReason()).isEmpty();
		Frame half = connected.readFrame(LONG);
		assertThatIllegalStateException().isThrownBy(half::closeCode);
		assertThat(half.closeReason()).isEmpty();
		assertThat(connected.readFrame(LONG).closeCode()).isEqualTo(65535);
	}

	@Test
	void otherFrameHasNoCode() {
		Frame frame = new Frame(true, 0, 1, new byte[2]);
		assertThatIllegalStateException().isThrownBy(frame::closeCode);
		assertThatIllegalStateException().isThrownBy(frame::closeReason);
	}

	@Test
	void readUntilCloseSkipsOtherFrames() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x81, 1, 'x', 0x89, 0, 0x88, 2, 0x03, 0xE9);
		Frame frame = connected.readUntilClose(LONG);
		assertThat(frame).isNotNull();
		assertThat(frame.closeCode()).isEqualTo(1001);
	}

	@Test
	void readUntilCloseReturnsNullAtTheEnd() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x81, 1, 'x');
		this.peer.end();
		assertThat(connected.readUntilClose(LONG)).isNull();
		assertThat(connected.readToEnd(LONG)).isTrue();
	}

	@Test
	void readUntilCloseReturnsNullAfterAReset() throws Exception {
		RawWebSocket connected = connect();
		this.peer.reset();
		assertThat(connected.readUntilClose(LONG)).isNull();
		assertThat(connected.readToEnd(LONG)).isTrue();
	}

	@Test
	void readUntilCloseTimesOut() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x81, 1, 'x');
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connected.readUntilClose(SHORT));
	}

	@Test
	void readUntilCloseDoesNotHideABrokenFrame() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x88, 0x80);
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> connected.readUntilClose(LONG));
	}

	@Test
	void readToEndDropsWhatComesAndTimesOut() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x81, 1, 'x');
		assertThat(connected.readToEnd(SHORT)).isFalse();
		this.peer.end();
		assertThat(connected.readToEnd(LONG)).isTrue();
	}

	@Test
	void nothingIsAnsweredUnasked() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x89, 0, 0x88, 0);
		assertThat(connected.readUntilClose(LONG)).isNotNull();
		connected.shutdownOutput();
		assertThat(this.peer.read()).isEqualTo(-1);
	}

	@Test
	void shutdownOutputEndsOneDirection() throws Exception {
		RawWebSocket connected = connect();
		connected.shutdownOutput();
		assertThat(this.peer.read()).isEqualTo(-1);
		this.peer.write(0x81, 1, 'x');
		assertThat(connected.readFrame(LONG).text()).isEqualTo("x");
	}

	@Test
	void closeSocketSendsFin() throws Exception {
		RawWebSocket connected = connect();
		connected.closeSocket();
		assertThat(this.peer.read()).isEqualTo(-1);
		assertThatIllegalStateException().isThrownBy(() -> connected.readToEnd(LONG));
	}

	@Test
	void resetSendsRst() throws Exception {
		connect().reset();
		assertThatExceptionOfType(SocketException.class).isThrownBy(() -> this.peer.read())
			.withMessageContaining("reset");
	}

	@Test
	void sendHeaderAnnouncesAnyLength() throws Exception {
		RawWebSocket connected = connect();
		connected.sendHeader(2, 1L << 62);
		assertThat(this.peer.read(14)).isEqualTo(bytes(0x82, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
		connected.sendHeader(8, 5);
		assertThat(this.peer.read(6)).isEqualTo(bytes(0x88, 0x85, 0, 0, 0, 0));
		connected.sendHeader(1, -1);
		assertThat(this.peer.read(10)).isEqualTo(bytes(0x81, 0xFF, 255, 255, 255, 255, 255, 255, 255, 255));
	}

	@Test
	void sendRawSendsTwoFramesTogetherAndHalfOnes() throws Exception {
		RawWebSocket connected = connect();
		byte[] half = Arrays.copyOf(connected.encodeFrame(false, 1, bytes('x')), 3);
		connected.sendRaw(connected.encodeClose(4001, ""), connected.encodeClose(4002, ""), half);
		assertThat(readMasked(0x88, 0x82)).isEqualTo(bytes(0x0F, 0xA1));
		assertThat(readMasked(0x88, 0x82)).isEqualTo(bytes(0x0F, 0xA2));
		assertThat(this.peer.read(3)).isEqualTo(half);
		assertThat(connected.wire().entries()).extracting(WireEntry::kind)
			.containsExactly(Kind.FRAME, Kind.FRAME, Kind.HALF_FRAME);
	}

	@Test
	void wireHasWhatWasSentAndRead() throws Exception {
		RawWebSocket connected = connect();
		connected.sendText("x");
		this.peer.write(0x81, 1, 'x', 0x88, 2, 0x03, 0xE9);
		assertThat(connected.readUntilClose(LONG)).isNotNull();
		connected.sendClose(1001);
		readMasked(0x81, 0x81);
		readMasked(0x88, 0x82);
		this.peer.end();
		assertThat(connected.readToEnd(LONG)).isTrue();
		connected.close();
		connected.close();
		assertThat(connected.wire().entries()).extracting(WireEntry::from, WireEntry::kind, WireEntry::close)
			.containsExactly(tuple(Endpoint.PEER, Kind.FRAME, null), tuple(Endpoint.SESSION, Kind.FRAME, null),
					tuple(Endpoint.SESSION, Kind.FRAME, new CloseFrame(1001, "")),
					tuple(Endpoint.PEER, Kind.FRAME, new CloseFrame(1001, "")), tuple(Endpoint.SESSION, Kind.FIN, null),
					tuple(Endpoint.PEER, Kind.SOCKET_CLOSED, null));
	}

	@Test
	void wireHasTheFrameInTheSegmentOfTheHandshake() throws Exception {
		this.peer.answer((request) -> upgrade(request, "") + "\u0088\u0000");
		this.webSocket = RawWebSocket.connect(this.peer.getPort(), "/ws");
		this.peer.end();
		assertThat(this.webSocket.readToEnd(LONG)).isTrue();
		assertThat(this.webSocket.wire().entries().get(0).close()).isEqualTo(CloseFrame.EMPTY);
	}

	@Test
	void wireHasBothEnds() throws Exception {
		RawWebSocket connected = connect();
		connected.shutdownOutput();
		assertThat(this.peer.read()).isEqualTo(-1);
		this.peer.end();
		assertThat(connected.readToEnd(LONG)).isTrue();
		assertThat(kinds(connected)).containsExactly(Kind.FIN, Kind.FIN);
		assertThat(connected.wire().isReadToEnd()).isTrue();
	}

	@Test
	void wireHasResets() throws Exception {
		RawWebSocket connected = connect();
		this.peer.reset();
		assertThat(connected.readToEnd(LONG)).isTrue();
		connected.reset();
		assertThat(connected.wire().entries()).extracting(WireEntry::from, WireEntry::kind)
			.containsExactly(tuple(Endpoint.SESSION, Kind.RESET), tuple(Endpoint.PEER, Kind.RESET));
	}

	@Test
	void wireHasWhatWasNotRead() throws Exception {
		RawWebSocket connected = connect();
		this.peer.write(0x81, 1, 'x');
		await().until(() -> kinds(connected), (kinds) -> kinds.contains(Kind.UNREAD));
		connected.closeSocket();
		assertThat(kinds(connected)).containsExactly(Kind.UNREAD, Kind.SOCKET_CLOSED);
		assertThat(connected.wire().entries().get(0).count()).isEqualTo(3);
	}

	@Test
	void wireHasAWriteThatFailed() throws Exception {
		RawWebSocket connected = connect();
		this.peer.reset();
		await().untilAsserted(() -> assertThatIOException().isThrownBy(() -> connected.sendText("x")));
		assertThat(kinds(connected)).contains(Kind.WRITE_UNFINISHED);
	}

	@Test
	void nothingIsRecordedOfAWriteAfterTheEnd() throws Exception {
		RawWebSocket connected = connect();
		connected.shutdownOutput();
		assertThatIOException().isThrownBy(connected::sendClose);
		connected.closeSocket();
		assertThatIOException().isThrownBy(connected::sendClose);
		assertThat(kinds(connected)).containsExactly(Kind.FIN, Kind.SOCKET_CLOSED);
	}

	@Test
	void smallReceiveBufferHoldsUpTheServer() throws Exception {
		this.peer.answer((request) -> upgrade(request, ""));
		this.webSocket = RawWebSocket.connect(this.peer.getPort(), "/ws", 2048);
		this.peer.getSocket().setSendBufferSize(2048);
		CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
			try {
				this.peer.getSocket().getOutputStream().write(new byte[1_000_000]);
			}
			catch (Exception ex) {
				throw new CompletionException(ex);
			}
		});
		await().until(() -> kinds(this.webSocket), (kinds) -> kinds.contains(Kind.UNREAD));
		assertThat(writing).isNotDone();
		this.webSocket.reset();
		assertThat(writing).failsWithin(LONG);
	}

	@Test
	void smallReceiveBufferIsPositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> RawWebSocket.connect(this.peer.getPort(), "/ws", 0));
	}

	private static List<Kind> kinds(RawWebSocket webSocket) {
		return webSocket.wire().entries().stream().map(WireEntry::kind).toList();
	}

	private RawWebSocket connect() throws IOException {
		if (this.webSocket == null) {
			this.peer.answer((request) -> upgrade(request, ""));
			this.webSocket = RawWebSocket.connect(this.peer.getPort(), "/ws?user=1");
		}
		return this.webSocket;
	}

	private static String upgrade(String request, String headers) throws Exception {
		Matcher key = KEY.matcher(request);
		assertThat(key.find()).isTrue();
		byte[] input = (key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
		String accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(input));
		return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Accept: " + accept + "\r\n" + headers + "\r\n";
	}

	private byte[] readMasked(int... header) throws Exception {
		assertThat(this.peer.read(header.length)).isEqualTo(bytes(header));
		int length = header[1] & 0x7F;
		if (length >= 126) {
			length = 0;
			for (int i = 2; i < header.length; i++) {
				length = (length << 8) | header[i];
			}
		}
		byte[] mask = this.peer.read(4);
		byte[] payload = this.peer.read(length);
		for (int i = 0; i < length; i++) {
			payload[i] ^= mask[i % 4];
		}
		return payload;
	}

	private static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

}
