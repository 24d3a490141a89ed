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
import java.time.Duration;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The server ends the session, because it refuses what it reads.
 */
abstract class AbstractContainerContractTests extends AbstractPeerContractTests {

	/**
	 * Whether a Close frame that is refused is answered with a Close frame that says so,
	 * and not with an echo or with none.
	 * @return whether the answer has a code for it
	 */
	protected boolean explainsRefusedCloses() {
		return true;
	}

	/**
	 * Whether reserved bits that no extension has claimed are refused, and not ignored.
	 * @return whether the session ends
	 */
	protected boolean refusesReservedBits() {
		return true;
	}

	/**
	 * Whether text is refused that is not UTF-8, and not handed to the application.
	 * @return whether the session ends
	 */
	protected boolean refusesBadText() {
		return true;
	}

	/**
	 * Whether a frame is refused when its header announces too much, and not only when it
	 * has come.
	 * @return whether the session ends at once
	 */
	protected boolean refusesHugeHeaders() {
		return true;
	}

	// The peer's Close frame is wrong

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 1016, 2500, 2999, 5000, 65535 })
	void peerSendsIllegalCode(int code) throws IOException {
		this.client.sendClose(code, "what");
		assertRefusedClose(1002);
	}

	@Test
	void peerSendsOneByte() throws IOException {
		this.client.sendClosePayload(new byte[] { 3 });
		assertRefused(1002);
	}

	@Test
	void peerSendsReasonThatIsNotUtf8() throws IOException {
		this.client.sendClosePayload(new byte[] { 0x03, (byte) 0xe8, (byte) 0xc3, 0x28 });
		assertRefusedClose(1002, 1007);
	}

	@Test
	void peerSendsTooLongFrame() throws IOException {
		this.client.sendClosePayload(new byte[126]);
		assertRefused(1002);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void peerSendsCloseWithReservedBits(int rsv) throws IOException {
		this.client.sendFrame(true, rsv, 8, true, new byte[] { 0x03, (byte) 0xe8 });
		if (refusesReservedBits()) {
			assertRefused(1002);
		}
		else {
			assertEvent(event(), CloseInitiator.PEER, 1000, "", true);
		}
	}

	@Test
	void peerSendsFragmentOfAClose() throws IOException {
		this.client.sendFrame(false, 0, 8, true, new byte[] { 0x03, (byte) 0xe8 });
		assertRefused(1002);
	}

	// Another frame of the peer is wrong

	@Test
	void peerSendsUnmaskedFrame() throws IOException {
		this.client.sendFrame(true, 0, 1, false, "x".getBytes(StandardCharsets.UTF_8));
		assertRefused(1002);
	}

	@Test
	void peerSendsTextThatIsNotUtf8() throws IOException {
		this.client.sendFrame(true, 0, 1, true, new byte[] { (byte) 0xc3, 0x28 });
		if (refusesBadText()) {
			assertRefused(1007);
		}
		else {
			assertLives();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void peerSendsTextWithReservedBits(int rsv) throws IOException {
		this.client.sendFrame(true, rsv, 1, true, "x".getBytes(StandardCharsets.UTF_8));
		if (refusesReservedBits()) {
			assertRefused(1002);
		}
		else {
			assertLives();
		}
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

	@ParameterizedTest
	@ValueSource(ints = { 9, 10 })
	void peerSendsTooLongControlFrame(int opcode) throws IOException {
		this.client.sendFrame(true, 0, opcode, true, new byte[126]);
		assertRefused(1002);
	}

	@ParameterizedTest
	@ValueSource(ints = { 9, 10 })
	void peerSendsFragmentOfAControlFrame(int opcode) throws IOException {
		this.client.sendFrame(false, 0, opcode, true, "x".getBytes(StandardCharsets.UTF_8));
		assertRefused(1002);
	}

	@Test
	void peerAnnouncesHugeFrame() throws IOException {
		session();
		this.client.sendRaw(new byte[] { (byte) 0x81, (byte) 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 });
		if (refusesHugeHeaders()) {
			assertRefused(1002, 1009);
			return;
		}
		this.events.assertNoMore(Duration.ofMillis(200));
		this.client.shutdownOutput();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
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

	/**
	 * The server closed for what the peer sent.
	 */
	private void assertRefused(Integer... codes) throws IOException {
		CloseFrame answer = answer();
		assertThat(answer.code()).isIn((Object[]) codes);
		assertRefusedWith(answer);
	}

	private void assertRefusedClose(Integer... codes) throws IOException {
		if (explainsRefusedCloses()) {
			assertRefused(codes);
		}
		else {
			assertRefusedWith(answerIfAny());
		}
	}

	private void assertRefusedWith(@Nullable CloseFrame answer) {
		CloseEvent event = event();
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(CloseInitiator.CONTAINER);
		assertThat(event.getReceived()).as(event.toString()).isNull();
		assertSent(event, answer);
	}

}
