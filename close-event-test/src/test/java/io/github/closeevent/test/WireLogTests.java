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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.test.WireEntry.Endpoint;
import io.github.closeevent.test.WireEntry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WireLog} and what writes it.
 */
class WireLogTests {

	private final HandMadeWire wire = new HandMadeWire(Side.SERVER);

	@Test
	void closeFrameHasCodeAndReason() {
		WireEntry entry = only(this.wire.peerCloses(4001, "by\u00e9"));
		assertThat(entry.from()).isEqualTo(Endpoint.PEER);
		assertThat(entry.kind()).isEqualTo(Kind.FRAME);
		assertThat(entry.offence()).isNull();
		assertThat(entry.close()).isEqualTo(new CloseFrame(4001, "by\u00e9"));
	}

	@Test
	void frameIsTheSameInAnyPieces() {
		byte[] close = RawFrames.encode(true, 0, RawFrames.CLOSE, true, RawFrames.closePayload(4001, "bye"));
		for (byte next : close) {
			this.wire.peer(new byte[] { next });
		}
		assertThat(only(this.wire).close()).isEqualTo(new CloseFrame(4001, "bye"));
	}

	@Test
	void twoFramesOfOneWriteAreTwo() {
		this.wire.peer(HandMadeWire.bytes(0x88, 0x82, 0, 0, 0, 0, 0x0f, 0xa1, 0x88, 0x80, 0, 0, 0, 0));
		assertThat(this.wire.log().entries()).extracting(WireEntry::close)
			.containsExactly(new CloseFrame(4001, ""), CloseFrame.EMPTY);
	}

	@Test
	void halfFrameCountsWhenItsLastByteCame() {
		this.wire.peer(HandMadeWire.bytes(0x88, 0x82, 0, 0));
		assertThat(only(this.wire).kind()).isEqualTo(Kind.HALF_FRAME);
		this.wire.sessionCloses(1001, "").peer(HandMadeWire.bytes(0, 0, 0x0f, 0xa1));
		assertThat(this.wire.log().entries()).extracting(WireEntry::from)
			.containsExactly(Endpoint.SESSION, Endpoint.PEER);
	}

	@Test
	void halfFrameThatIsAnOffenceCountsFromThenOn() {
		this.wire.peer(HandMadeWire.bytes(0xc8, 0x82, 0, 0));
		this.wire.sessionCloses(1002, "").peer(HandMadeWire.bytes(0, 0, 0x0f, 0xa1));
		assertThat(this.wire.log().entries()).extracting(WireEntry::from)
			.containsExactly(Endpoint.PEER, Endpoint.SESSION);
		assertThat(this.wire.log().entries().get(0).kind()).isEqualTo(Kind.FRAME);
	}

	@ParameterizedTest
	@CsvSource({ "'c1 80 00 00 00 00', a reserved bit is set", "'83 80 00 00 00 00', the opcode is reserved",
			"'8b 80 00 00 00 00', the opcode is reserved", "'08 80 00 00 00 00', a control frame is fragmented",
			"'80 80 00 00 00 00', there is no message to continue",
			"'01 80 00 00 00 00 81 80 00 00 00 00', a message begins within another", "'81 00', not masked",
			"'89 fe', a control frame of more than 125 bytes", "'88 81', half a code",
			"'82 ff 40 00 00 00 00 00 00 00', the length that it announces",
			"'82 ff 80 00 00 00 00 00 00 00', the length that it announces",
			"'82 fe 00 7d', the length is not in its shortest form",
			"'82 ff 00 00 00 00 00 00 ff ff', the length is not in its shortest form",
			"'81 81 00 00 00 00 ff', the text is not UTF-8", "'81 81 00 00 00 00 c3', the text is not UTF-8",
			"'88 82 00 00 00 00 03 ed', the code may not travel",
			"'88 83 00 00 00 00 03 e8 c3', the reason is not UTF-8" })
	void offenceIsNamed(String hex, String offence) {
		String[] bytes = hex.split(" ");
		this.wire.peer(
				HandMadeWire.bytes(Arrays.stream(bytes).mapToInt((digits) -> Integer.parseInt(digits, 16)).toArray()));
		List<WireEntry> entries = this.wire.log().entries();
		assertThat(entries.get(entries.size() - 1).offence()).isEqualTo(offence);
		assertThat(this.wire.log().toString()).contains(offence);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1003, 1007, 1014, 3000, 4999 })
	void codeThatMayTravelIsNoOffence(int code) {
		assertThat(only(this.wire.peerCloses(code, "")).offence()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535 })
	void codeThatMayNotTravelIsAnOffence(int code) {
		assertThat(only(this.wire.peerCloses(code, "")).close()).isNull();
	}

	@Test
	void textMayBeSplitWithinACharacter() {
		byte[] text = "\ud83d\ude00".getBytes(StandardCharsets.UTF_8);
		this.wire.peer(RawFrames.encode(false, 0, RawFrames.TEXT, true, Arrays.copyOf(text, 3)))
			.peer(RawFrames.PING, new byte[] { -1 })
			.peer(RawFrames.encode(true, 0, RawFrames.CONTINUATION, true, Arrays.copyOfRange(text, 3, 4)));
		assertThat(only(this.wire).offence()).isNull();
	}

	@Test
	void binaryMayBeAnything() {
		assertThat(only(this.wire.peer(RawFrames.BINARY, new byte[] { -1, -64 })).offence()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "c0 80", "e0 9f bf", "ed a0 80", "f0 8f bf bf", "f4 90 80 80", "f5 80 80 80", "80",
			"c3 28", "e2 82" })
	void wrongUtf8IsFound(String hex) {
		int[] bytes = Arrays.stream(hex.split(" ")).mapToInt((digits) -> Integer.parseInt(digits, 16)).toArray();
		assertThat(Utf8Check.isValid(HandMadeWire.bytes(bytes), 0)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\ud800\udc00",
			"\udbff\udfff" })
	void rightUtf8IsAccepted(String text) {
		assertThat(Utf8Check.isValid(text.getBytes(StandardCharsets.UTF_8), 0)).isTrue();
	}

	@Test
	void framesThatDoNotMatterAreCounted() {
		for (int i = 0; i < 1000; i++) {
			this.wire.peer(RawFrames.TEXT, new byte[10]).session(RawFrames.TEXT, new byte[10]);
		}
		assertThat(this.wire.log().entries()).extracting(WireEntry::count).containsExactly(1000, 1000);
	}

	@Test
	void framesAfterOneThatMattersAreCountedAnew() {
		this.wire.peer(RawFrames.TEXT, new byte[1]).peerCloses(1000, "").peer(RawFrames.TEXT, new byte[1]);
		assertThat(this.wire.log().entries()).extracting(WireEntry::count).containsExactly(1, 1, 1);
	}

	@Test
	void halfFramesOfTheOtherEndDoNotPileUp() {
		byte[] text = RawFrames.encode(true, 0, RawFrames.TEXT, false, new byte[10]);
		for (int i = 0; i < 100; i++) {
			this.wire.session(Arrays.copyOf(text, 5))
				.peer(RawFrames.TEXT, new byte[1])
				.session(Arrays.copyOfRange(text, 5, text.length));
		}
		assertThat(this.wire.log().entries()).hasSize(2);
	}

	@Test
	void memoryIsBounded() {
		for (int i = 0; i < 1000; i++) {
			this.wire.peerCloses(5000, "x".repeat(5000));
		}
		this.wire.peerEnds(Kind.FIN);
		List<WireEntry> entries = this.wire.log().entries();
		assertThat(entries).hasSize(WireRecorder.MAX_ENTRIES + 1);
		assertThat(entries).filteredOn((entry) -> entry.kind() == Kind.FRAME)
			.extracting(WireEntry::frame)
			.allSatisfy((frame) -> assertThat(frame.payload()).hasSize(WireParser.KEPT));
		assertThat(entries.get(WireRecorder.MAX_ENTRIES).kind()).isEqualTo(Kind.FIN);
		assertThat(entries.stream().mapToInt(WireEntry::count).sum()).isEqualTo(1001);
	}

	@Test
	void writeThatHasNotEndedIsUnfinished() {
		WireRecorder recorder = new WireRecorder(Side.SERVER);
		recorder.writing(RawFrames.encode(true, 0, RawFrames.TEXT, true, new byte[1]));
		assertThat(recorder.log(0).entries()).extracting(WireEntry::kind)
			.containsExactly(Kind.FRAME, Kind.WRITE_UNFINISHED);
		recorder.written();
		assertThat(recorder.log(0).entries()).extracting(WireEntry::kind).containsExactly(Kind.FRAME);
	}

	@Test
	void readToEndIsKnown() {
		assertThat(this.wire.log().isReadToEnd()).isFalse();
		this.wire.sessionEnds(Kind.FIN);
		assertThat(this.wire.log().isReadToEnd()).isTrue();
		this.wire.peerFails();
		assertThat(this.wire.log().isReadToEnd()).isFalse();
	}

	@Test
	void textIsSafeToLog() {
		this.wire.peerCloses(1000, "\u001b[31m\r\n").peerEnds(Kind.RESET);
		assertThat(this.wire.log().toString()).doesNotContain("\u001b", "\r").hasLineCount(2);
		assertThat(new HandMadeWire(Side.SERVER).log()).hasToString("  (nothing)");
	}

	private static WireEntry only(HandMadeWire wire) {
		assertThat(wire.log().entries()).hasSize(1);
		return wire.log().entries().get(0);
	}

}
