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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;

/**
 * A close event that a listener heard in another process, as one line.
 *
 * @param client the id that the client gave itself in its URI
 * @param code the code
 * @param reason the reason
 * @param initiator who closed
 * @param clean whether it was clean
 * @param sent the frame that was sent, or null
 * @param received the frame that was received, or null
 */
record HeardEvent(String client, int code, String reason, CloseInitiator initiator, boolean clean,
		@Nullable CloseFrame sent, @Nullable CloseFrame received) {

	private static final String PREFIX = "EVENT\t";

	private static final String NONE = "-";

	private static final Pattern CLIENT = Pattern.compile("(?:client=|/000/)([^/&]+)");

	static HeardEvent of(CloseEvent event) {
		Matcher matcher = CLIENT.matcher(String.valueOf(event.getSession().getUri()));
		return new HeardEvent((matcher.find()) ? matcher.group(1) : "unknown", event.getCode(), event.getReason(),
				event.getInitiator(), event.wasClean(), event.getSent(), event.getReceived());
	}

	static boolean isLine(String line) {
		return line.startsWith(PREFIX);
	}

	String line() {
		return PREFIX + String.join("\t", this.client, String.valueOf(this.code), this.reason, this.initiator.name(),
				String.valueOf(this.clean), write(this.sent), write(this.received));
	}

	private static String write(@Nullable CloseFrame frame) {
		return (frame != null) ? frame.code() + " " + frame.reason() : NONE;
	}

	static HeardEvent parse(String line) {
		String[] parts = line.substring(PREFIX.length()).split("\t", -1);
		return new HeardEvent(parts[0], Integer.parseInt(parts[1]), parts[2], CloseInitiator.valueOf(parts[3]),
				Boolean.parseBoolean(parts[4]), read(parts[5]), read(parts[6]));
	}

	private static @Nullable CloseFrame read(String text) {
		String[] words = text.split(" ", 2);
		return (text.equals(NONE)) ? null : new CloseFrame(Integer.parseInt(words[0]), words[1]);
	}

}
