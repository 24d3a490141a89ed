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

import java.io.ByteArrayOutputStream;

import io.github.closeevent.test.WireEntry.Endpoint;
import io.github.closeevent.test.WireEntry.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Parses what one end sends, byte by byte, and goes on after an offence, because not
 * every server minds every one.
 */
final class WireParser {

	/**
	 * The most that is kept of a Close frame.
	 */
	static final int KEPT = 1024;

	private final Endpoint from;

	private final boolean masked;

	private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

	private WireHeader header = new WireHeader();

	private long payloadLength;

	private @Nullable String offence;

	private boolean inMessage;

	private boolean inText;

	private Utf8Check utf8 = new Utf8Check();

	WireParser(Endpoint from, boolean masked) {
		this.from = from;
		this.masked = masked;
	}

	boolean isWithinFrame() {
		return this.header.count() > 0;
	}

	/**
	 * Takes the next byte.
	 * @return the whole frame if this byte is its last, otherwise {@code null}
	 */
	@Nullable WireEntry accept(byte next) {
		if (!this.header.isComplete()) {
			acceptHeader(next);
		}
		else {
			acceptPayload(this.header.unmask(next, this.payloadLength++));
		}
		if (!this.header.isComplete() || this.payloadLength != this.header.length()) {
			return null;
		}
		finish();
		WireEntry whole = entry(Kind.FRAME);
		this.header = new WireHeader();
		this.payload.reset();
		this.payloadLength = 0;
		this.offence = null;
		return whole;
	}

	private void acceptHeader(byte next) {
		this.header.add(next);
		offend(this.header.offence(this.inMessage, this.masked));
		int opcode = this.header.opcode();
		if (this.header.isComplete() && (opcode == RawFrames.TEXT || opcode == RawFrames.BINARY)) {
			this.inText = (opcode == RawFrames.TEXT);
			this.utf8 = new Utf8Check();
		}
	}

	private void acceptPayload(byte next) {
		if (this.header.opcode() == RawFrames.CLOSE) {
			if (this.payload.size() < KEPT) {
				this.payload.write(next);
			}
		}
		else if (this.inText && !this.header.isControl() && !this.utf8.accept(next & 0xFF)) {
			offend("the text is not UTF-8");
		}
	}

	private void finish() {
		if (this.header.opcode() == RawFrames.CLOSE) {
			offend(offenceOfClose(this.payload.toByteArray()));
		}
		else if (!this.header.isControl()) {
			this.inMessage = !this.header.isFin();
			if (this.inText && this.header.isFin() && !this.utf8.isComplete()) {
				offend("the text is not UTF-8");
			}
		}
	}

	static @Nullable String offenceOfClose(byte[] payload) {
		if (payload.length < 2) {
			return null;
		}
		int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
		if (!mayTravel(code)) {
			return "the code may not travel";
		}
		return Utf8Check.isValid(payload, 2) ? null : "the reason is not UTF-8";
	}

	private static boolean mayTravel(int code) {
		return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
	}

	private void offend(@Nullable String offence) {
		if (this.offence == null) {
			this.offence = offence;
		}
	}

	/**
	 * The part of a frame that came.
	 */
	WireEntry half() {
		return entry(Kind.HALF_FRAME);
	}

	private WireEntry entry(Kind kind) {
		WireFrame frame = (!this.header.isComplete()) ? null : new WireFrame(this.header.isFin(), this.header.rsv(),
				this.header.opcode(), this.header.isMasked(), this.header.length(), this.payload.toByteArray());
		return new WireEntry(this.from, kind, frame, this.offence, 1);
	}

}
