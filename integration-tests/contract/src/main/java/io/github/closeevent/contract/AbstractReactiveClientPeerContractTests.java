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
 * How a session of a client ends by what its server does.
 */
abstract class AbstractReactiveClientPeerContractTests extends AbstractReactiveClientContract {

	/**
	 * Whether the client notices a text message that is no text.
	 * @return whether such a message ends the session
	 */
	protected boolean refusesBadText() {
		return true;
	}

	/**
	 * Whether the client notices that a Close frame is invalid in itself, and not only by
	 * its code.
	 * @return whether such a frame ends the session
	 */
	protected boolean noticesInvalidCloseFrames() {
		return true;
	}

	/**
	 * Whether the client notices a masked frame, and not only what it reads instead of
	 * its message.
	 * @return whether a masked frame ends the session
	 */
	protected boolean refusesMaskedFrames() {
		return true;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999 })
	void peerCloses(int code) throws IOException {
		connect();
		this.peer.sendClose(code, "bye");
		CloseFrame answer = readClose();
		assertFrames(event(CloseInitiator.PEER, code, "bye", true), answer, frame(code, "bye"));
	}

	@Test
	void peerClosesWithoutACode() throws IOException {
		connect();
		this.peer.sendClose();
		CloseFrame answer = readClose();
		assertFrames(event(CloseInitiator.PEER, 1005, "", true), answer, CloseFrame.EMPTY);
	}

	@Test
	void peerClosesAfterAMessage() throws IOException {
		connect();
		this.peer.sendRaw(this.peer.encodeText("hello"), this.peer.encodeClose(4001, "bye"));
		CloseFrame answer = readClose();
		assertFrames(event(CloseInitiator.PEER, 4001, "bye", true), answer, frame(4001, "bye"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000 })
	void peerClosesWithAnIllegalCode(int code) throws IOException {
		connect();
		this.peer.sendClose(code, "x");
		assertRefused();
	}

	@Test
	void peerClosesWithOneByte() throws IOException {
		invalidClose(new byte[] { 3 });
	}

	@Test
	void peerClosesWithAReasonThatIsNoUtf8() throws IOException {
		invalidClose(new byte[] { 0x0f, (byte) 0xa1, (byte) 0xff });
	}

	private void invalidClose(byte[] payload) throws IOException {
		ApplicationSession session = connect();
		this.peer.sendClosePayload(payload);
		if (noticesInvalidCloseFrames()) {
			assertRefused();
			return;
		}
		this.events.assertNoMore(Duration.ofMillis(200));
		session.close(4001);
		CloseEvent event = this.events.awaitOne();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertFrames(event, readClose(), null);
	}

	@Test
	void peerSendsAnUnknownOpcode() throws IOException {
		connect();
		this.peer.sendFrame(true, 0, 3, false, "x".getBytes(StandardCharsets.UTF_8));
		assertRefused();
	}

	@Test
	void peerMasksItsFrames() throws IOException {
		connect();
		this.peer.sendRaw(new byte[] { (byte) 0x81, (byte) 0x82, 'c', 'd', 'e', 'f', 'g', 'h' });
		if (!refusesMaskedFrames()) {
			this.peer.sendClose(4001);
		}
		CloseEvent event = assertRefused();
		assertThat(event.getCode()).isIn(1002, 1006);
	}

	@Test
	void peerSendsBytesThatAreNoUtf8() throws IOException {
		connect();
		this.peer.sendFrame(true, 0, 1, false, new byte[] { (byte) 0xff });
		if (refusesBadText()) {
			assertRefused();
			return;
		}
		this.peer.sendClose(4001, "bye");
		event(CloseInitiator.PEER, 4001, "bye", true);
	}

	/**
	 * The client refused what it read, with or without a Close frame.
	 */
	private CloseEvent assertRefused() throws IOException {
		CloseFrame refusal = readCloseIfAny();
		CloseEvent event = event(CloseInitiator.CONTAINER, (refusal != null) ? refusal.code() : 1006,
				(refusal != null) ? refusal.reason() : "", false);
		assertFrames(event, refusal, null);
		return event;
	}

	@Test
	void peerSendsFin() throws IOException {
		connect();
		this.peer.shutdownOutput();
		assertLost();
	}

	@Test
	void peerIsGone() throws IOException {
		connect();
		this.peer.closeSocket();
		assertLost();
	}

	@Test
	void peerResets() throws IOException {
		connect();
		this.peer.reset();
		assertLost();
	}

	private void assertLost() throws IOException {
		assertFrames(event(CloseInitiator.NETWORK, 1006, "", false), null, null);
	}

	void assertEchoed(int code, String reason, @Nullable CloseFrame answer) throws IOException {
		assertFrames(event(CloseInitiator.PEER, code, reason, true), answer, frame(code, reason));
	}

}
