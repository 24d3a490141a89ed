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

package io.github.closeevent.history;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;

/**
 * Text that may be kept: of a size that no peer chooses, and without halves of surrogate
 * pairs, at which writers of JSON fail.
 */
final class BoundedText {

	private static final int MAX_LENGTH = 256;

	private static final String CUT = "...";

	private BoundedText() {
	}

	static @Nullable String of(@Nullable String text) {
		return (text != null) ? bounded(text) : null;
	}

	private static String bounded(String text) {
		String kept = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) + CUT : text;
		return (hasSurrogates(kept)) ? new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8) : kept;
	}

	private static boolean hasSurrogates(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The host of an address that is not resolved may be what the peer has sent, in a
	 * header of a proxy.
	 */
	static @Nullable InetSocketAddress of(@Nullable InetSocketAddress address) {
		return (address != null && address.isUnresolved())
				? InetSocketAddress.createUnresolved(bounded(address.getHostString()), address.getPort()) : address;
	}

	/**
	 * Only values that are text by nature, or nearly so, become text. What an object of
	 * the application would say of itself is not known.
	 */
	static Map<String, String> of(Map<String, Object> attributes, Collection<String> names) {
		Map<String, String> kept = new LinkedHashMap<>();
		for (String name : names) {
			Object value = attributes.get(name);
			if (value != null) {
				String text = BeanUtils.isSimpleValueType(value.getClass()) ? value.toString()
						: value.getClass().getName();
				kept.put(name, of(text));
			}
		}
		return kept.isEmpty() ? Map.of() : Collections.unmodifiableMap(kept);
	}

}
