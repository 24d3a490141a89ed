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

package io.github.closeevent.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways in which a peer ends a session, held against the bytes that were on the wire.
 */
abstract class AbstractPeerContractTests extends AbstractContract {

	// The peer closes

	@Test
	void peerSendsEmptyFrame() throws IOException {
		this.client.sendClose();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 1005, "", true);
		assertFrames(event, answer(), CloseFrame.EMPTY);
		assertThat(event.getError()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
			4001, 4999 })
	void peerSendsCode(int code) throws IOException {
		this.client.sendClose(code, "bye " + code);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, code, "bye " + code, true);
		assertFrames(event, answer(), frame(code, "bye " + code));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 1016, 2500, 2999, 5000, 65535 })
	void peerSendsIllegalCode(int code) throws IOException {
		this.client.sendClose(code, "what");
		assertRefused(1002);
	}

	/**
	 * The server closed for what the peer sent.
	 */
	private void assertRefused(Integer... codes) throws IOException {
		CloseEvent event = event();
		CloseFrame answer = answer();
		assertThat(answer.code()).isIn((Object[]) codes);
		assertEvent(event, CloseInitiator.CONTAINER, answer.code(), answer.reason(), false);
		assertFrames(event, answer, null);
	}

	@Test
	void peerSendsLongestReason() throws IOException {
		String reason = "r".repeat(123);
		this.client.sendClose(4000, reason);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4000, reason, true);
		assertFrames(event, frame(4000, reason), frame(4000, reason));
	}

	@Test
	void peerSendsReasonOfManyBytesAndControlCharacters() throws IOException {
		String reason = "\u00fc\u20ac\ud83d\ude00 \r\n\u001b[31m";
		this.client.sendClose(4000, reason);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4000, reason, true);
		assertThat(event.toString()).doesNotContain("\n", "\r", "\u001b");
	}

	@Test
	void peerSendsOneByte() throws IOException {
		this.client.sendClosePayload(new byte[] { 3 });
		assertRefused(1002);
	}

	@Test
	void peerSendsReasonThatIsNotUtf8() throws IOException {
		this.client.sendClosePayload(new byte[] { 0x03, (byte) 0xe8, (byte) 0xc3, 0x28 });
		assertRefused(1002, 1007);
	}

	@Test
	void peerSendsTooLongFrame() throws IOException {
		this.client.sendClosePayload(new byte[126]);
		assertRefused(1002);
	}

	@Test
	void peerSendsDataAndCloseAfterClose() throws IOException {
		this.client.sendRaw(new byte[] { (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x0f, (byte) 0xa1, (byte) 0x81,
				(byte) 0x81, 0, 0, 0, 0, 'x', (byte) 0x88, (byte) 0x80, 0, 0, 0, 0 });
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4001, "", true);
		assertFrames(event, frame(4001, ""), frame(4001, ""));
	}

	// The peer breaks the protocol, or goes

	@Test
	void peerSendsUnmaskedFrame() throws IOException {
		this.client.sendFrame(true, 0, 1, false, "x".getBytes(StandardCharsets.UTF_8));
		assertRefused(1002);
	}

	@Test
	void peerSendsTextThatIsNotUtf8() throws IOException {
		this.client.sendFrame(true, 0, 1, true, new byte[] { (byte) 0xc3, 0x28 });
		assertRefused(1007);
	}

	@Test
	void peerSendsTooBigMessage() throws IOException {
		try {
			this.client.sendText("x".repeat(200_000));
		}
		catch (IOException ex) {
			// The server cuts the connection before it has read all.
		}
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getCode()).isEqualTo(1009);
	}

	@Test
	void peerSendsFin() throws IOException {
		session();
		this.client.shutdownOutput();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
		assertThat(event.getError()).isInstanceOf(IOException.class);
	}

	@Test
	void peerResets() throws IOException {
		session();
		this.client.reset();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
		assertThat(event.getError()).isInstanceOf(IOException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void peerSendsCloseWithReservedBits(int rsv) throws IOException {
		this.client.sendFrame(true, rsv, 8, true, new byte[] { 0x03, (byte) 0xe8 });
		assertRefused(1002);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void peerSendsTextWithReservedBits(int rsv) throws IOException {
		this.client.sendFrame(true, rsv, 1, true, "x".getBytes(StandardCharsets.UTF_8));
		assertRefused(1002);
	}

	@Test
	void peerSendsFragmentOfAClose() throws IOException {
		this.client.sendFrame(false, 0, 8, true, new byte[] { 0x03, (byte) 0xe8 });
		assertRefused(1002);
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 7, 11, 15 })
	void peerSendsReservedOpcode(int opcode) throws IOException {
		this.client.sendFrame(true, 0, opcode, true, new byte[0]);
		assertRefused(1002);
	}

	@Test
	void peerContinuesWhatItHasNotBegun() throws IOException {
		this.client.sendFrame(true, 0, 0, true, "x".getBytes(StandardCharsets.UTF_8));
		assertRefused(1002);
	}

	@Test
	void peerBeginsAMessageInAMessage() throws IOException {
		this.client.sendFrame(false, 0, 1, true, "x".getBytes(StandardCharsets.UTF_8));
		this.client.sendFrame(true, 0, 1, true, "y".getBytes(StandardCharsets.UTF_8));
		assertRefused(1002);
	}

	@Test
	void peerSendsTooLongPing() throws IOException {
		this.client.sendFrame(true, 0, 9, true, new byte[126]);
		assertRefused(1002);
	}

	@Test
	void peerClosesInTheMiddleOfAMessage() throws IOException {
		this.client.sendFrame(false, 0, 1, true, "x".getBytes(StandardCharsets.UTF_8));
		this.client.sendClose(4001, "enough");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4001, "enough", true);
		assertFrames(event, answer(), frame(4001, "enough"));
	}

	@Test
	void peerClosesTwice() throws IOException {
		this.client.sendRaw(new byte[] { (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x0f, (byte) 0xa1, (byte) 0x88,
				(byte) 0x82, 0, 0, 0, 0, 0x0f, (byte) 0xa2 });
		assertEvent(event(), CloseInitiator.PEER, 4001, "", true);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 5, 7 })
	void peerSendsFinWithinAFrame(int bytes) throws IOException {
		session();
		this.client
			.sendRaw(Arrays.copyOf(new byte[] { (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x0f, (byte) 0xa1 }, bytes));
		this.client.shutdownOutput();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
	}

	@Test
	void peerResetsWithinAFrame() throws IOException {
		session();
		this.client.sendRaw(new byte[] { (byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'h', 'a' });
		this.client.reset();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
	}

}
