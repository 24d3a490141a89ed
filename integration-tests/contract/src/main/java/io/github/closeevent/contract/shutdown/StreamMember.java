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

package io.github.closeevent.contract.shutdown;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.closeevent.CloseFrame;

/**
 * A client of a stream of SockJS over HTTP. There is nothing to answer with.
 */
final class StreamMember extends Member {

	private static final Pattern CLOSE = Pattern.compile("c\\[(\\d+),\"([^\"]*)\"]");

	/**
	 * Ends what has been read: what comes may end within a frame.
	 */
	private static final String END_OF_FRAME = "\n";

	private final String request;

	private boolean deaf;

	private StreamMember(String id, Manner manner, String method, String transport) {
		super(id, manner);
		this.request = """
				%s /sockjs/000/%s/%s HTTP/1.1\r
				Host: 127.0.0.1\r
				Content-Length: 0\r
				\r
				""".formatted(method, id, transport);
	}

	static StreamMember xhrStreaming(String id, Manner manner) {
		return new StreamMember(id, manner, "POST", "xhr_streaming");
	}

	static StreamMember eventSource(String id, Manner manner) {
		return new StreamMember(id, manner, "GET", "eventsource");
	}

	@Override
	String request() {
		return this.request;
	}

	@Override
	int expectedStatus() {
		return 200;
	}

	@Override
	void accepted() {
		// The open frame comes next.
	}

	@Override
	void read(ByteBuffer input) {
		if (this.deaf) {
			stopReading();
			return;
		}
		String text = StandardCharsets.ISO_8859_1.decode(input.duplicate()).toString();
		int end = text.lastIndexOf(END_OF_FRAME) + 1;
		input.position(input.position() + end);
		for (String line : text.substring(0, end).split(END_OF_FRAME)) {
			frame(line.trim().replace("data: ", ""));
		}
	}

	private void frame(String frame) {
		Matcher matcher = CLOSE.matcher(frame);
		if (frame.equals("o")) {
			this.deaf = (manner() == Manner.DEAF);
			opened();
		}
		else if (matcher.matches()) {
			closed(new CloseFrame(Integer.parseInt(matcher.group(1)), matcher.group(2)));
		}
	}

}
