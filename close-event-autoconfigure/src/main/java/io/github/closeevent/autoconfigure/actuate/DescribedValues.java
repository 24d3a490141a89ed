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

package io.github.closeevent.autoconfigure.actuate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.history.CloseEntry;
import io.github.closeevent.history.SessionEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;

/**
 * Makes descriptors, in which values that tell of people are hidden, or are what the
 * application's functions make of them.
 *
 * @param sanitizer applies the functions
 * @param shown whether values are shown at all
 */
record DescribedValues(Sanitizer sanitizer, boolean shown) {

	/**
	 * So that a function can tell these values from those of other endpoints.
	 */
	private static final String PREFIX = "closeevents.";

	CloseDescriptor describe(CloseEntry close) {
		return new CloseDescriptor(close.closedAt(), close.code().getCode(), close.code().getName(),
				reason(close.reason()), close.wasClean(), close.initiator(), describe(close.sent()),
				describe(close.received()), close.errorType(), close.duration(), describe(close.session()));
	}

	SessionDescriptor describe(SessionEntry session) {
		return new SessionDescriptor(session.id(), session.pathPattern(), value("path", session.path()),
				value("user", session.user()), value("remoteAddress", text(session.remoteAddress())),
				session.subProtocol(), session.transport(), session.side(), session.openedAt(),
				describe(session.attributes()));
	}

	/**
	 * As numbers, because a name might have to be looked up.
	 */
	private static @Nullable String text(@Nullable InetSocketAddress address) {
		if (address == null) {
			return null;
		}
		InetAddress ip = address.getAddress();
		String host = (ip != null) ? ip.getHostAddress() : address.getHostString();
		return ((ip instanceof Inet6Address) ? "[" + host + "]" : host) + ":" + address.getPort();
	}

	private @Nullable CloseFrame describe(@Nullable CloseFrame frame) {
		return (frame != null) ? new CloseFrame(frame.code(), reason(frame.reason())) : null;
	}

	private @Nullable Map<String, @Nullable String> describe(Map<String, String> attributes) {
		Map<String, @Nullable String> described = new LinkedHashMap<>();
		attributes.forEach((name, value) -> described.put(name, value("attributes." + name, value)));
		return described.isEmpty() ? null : described;
	}

	/**
	 * That there is none is no secret, and often the answer.
	 */
	private String reason(String reason) {
		String described = reason.isEmpty() ? reason : value("reason", reason);
		return (described != null) ? described : "";
	}

	private @Nullable String value(String key, @Nullable String value) {
		Object described = this.sanitizer.sanitize(new SanitizableData(null, PREFIX + key, value), this.shown);
		return (described != null) ? described.toString() : null;
	}

}
