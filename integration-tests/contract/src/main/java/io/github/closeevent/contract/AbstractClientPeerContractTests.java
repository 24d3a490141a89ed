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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.CloseReport;
import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketSessionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways in which a server ends the session of a client.
 */
abstract class AbstractClientPeerContractTests extends AbstractClientContract {

	/**
	 * Close as the application of this flavour does.
	 */
	abstract void applicationCloses() throws Exception;

	/**
	 * Whether the client notices that a Close frame is invalid in itself, and not only by
	 * its code.
	 */
	protected boolean noticesInvalidCloseFrames() {
		return true;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999 })
	void peerCloses(int code) throws IOException {
		this.peer.sendClose(code, "bye");
		CloseFrame answer = readClose();
		CloseEvent event = event(CloseInitiator.PEER, code, "bye", true);
		assertFrames(event, answer, frame(code, "bye"));
	}

	@Test
	void peerClosesWithoutACode() throws IOException {
		this.peer.sendClose();
		CloseFrame answer = readClose();
		CloseEvent event = event(CloseInitiator.PEER, 1005, "", true);
		assertFrames(event, answer, CloseFrame.EMPTY);
	}

	@ParameterizedTest
	@ValueSource(ints = { 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000 })
	void peerClosesWithAnIllegalCode(int code) throws IOException {
		this.peer.sendClose(code, "x");
		CloseFrame refusal = readClose();
		CloseEvent event = event(CloseInitiator.CONTAINER, refusal.code(), refusal.reason(), false);
		assertFrames(event, refusal, null);
	}

	@Test
	void peerClosesWithOneByte() throws Exception {
		invalidClose(new byte[] { 3 });
	}

	@Test
	void peerClosesWithAReasonThatIsNoUtf8() throws Exception {
		invalidClose(new byte[] { 0x0f, (byte) 0xa1, (byte) 0xff });
	}

	private void invalidClose(byte[] payload) throws Exception {
		this.peer.sendClosePayload(payload);
		if (noticesInvalidCloseFrames()) {
			CloseFrame refusal = readClose();
			assertFrames(event(CloseInitiator.CONTAINER, refusal.code(), refusal.reason(), false), refusal, null);
			return;
		}
		this.events.assertNoMore(Duration.ofMillis(200));
		applicationCloses();
		assertThat(event().getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
	}

	@Test
	void peerSendsBytesThatAreNoUtf8() throws IOException {
		this.peer.sendFrame(true, 0, 1, false, new byte[] { (byte) 0xff });
		CloseFrame refusal = readClose();
		assertThat(refusal.code()).isEqualTo(1007);
		assertFrames(event(CloseInitiator.CONTAINER, 1007, refusal.reason(), false), refusal, null);
	}

	@Test
	void peerSendsAnUnknownOpcode() throws IOException {
		this.peer.sendFrame(true, 0, 3, false, "x".getBytes(StandardCharsets.UTF_8));
		CloseFrame refusal = readClose();
		assertThat(refusal.code()).isEqualTo(1002);
		assertFrames(event(CloseInitiator.CONTAINER, 1002, refusal.reason(), false), refusal, null);
	}

	@Test
	void closerClosesAndPeerAnswers() throws Exception {
		CompletableFuture<CloseReport> report = closer().close(SessionSelector.all(), 4001, "enough");
		assertThat(readClose()).isEqualTo(frame(4001, "enough"));
		sendIfOpen(() -> this.peer.sendClose(4001, "enough"));
		CloseEvent event = event(CloseInitiator.APPLICATION, 4001, "enough", true);
		assertFrames(event, frame(4001, "enough"), frame(4001, "enough"));
		assertThat(report.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).clean()).extracting(WebSocketSessionInfo::getSide)
			.containsExactly(WebSocketSessionInfo.Side.CLIENT);
	}

	@Test
	void peerSendsFin() throws IOException {
		this.peer.shutdownOutput();
		assertFrames(event(CloseInitiator.NETWORK, 1006, "", false), null, null);
	}

	@Test
	void peerIsGone() throws IOException {
		this.peer.closeSocket();
		assertFrames(event(CloseInitiator.NETWORK, 1006, "", false), null, null);
	}

	@Test
	void peerResets() throws IOException {
		this.peer.reset();
		assertFrames(event(CloseInitiator.NETWORK, 1006, "", false), null, null);
	}

}
