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
 * The peer ends the session: it closes, or it goes.
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

	@Test
	void peerSendsLongestReason() throws IOException {
		String reason = "r".repeat(123);
		this.client.sendClose(4000, reason);
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4000, reason, true);
		assertFrames(event, answer(), frame(4000, reason));
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
	void peerSendsDataAndCloseAfterClose() throws IOException {
		this.client.sendRaw(new byte[] { (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x0f, (byte) 0xa1, (byte) 0x81,
				(byte) 0x81, 0, 0, 0, 0, 'x', (byte) 0x88, (byte) 0x80, 0, 0, 0, 0 });
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4001, "", true);
		assertFrames(event, answer(), frame(4001, ""));
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

	@Test
	void peerSendsFin() throws IOException {
		session();
		this.client.shutdownOutput();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
		if (explainsFin()) {
			assertThat(event.getError()).isInstanceOf(IOException.class);
		}
	}

	/**
	 * Whether the end of a stream is an exception to the server.
	 * @return whether there is one
	 */
	protected boolean explainsFin() {
		return true;
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
