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

package io.github.closeevent.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodes;
import io.github.closeevent.ReconnectAdvice;
import io.github.closeevent.autoconfigure.CloseEventProperties.Code;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Makes {@link CloseCodes} of {@code close-event.codes}.
 */
final class ConfiguredCloseCodes {

	private static final Log logger = LogFactory.getLog(ConfiguredCloseCodes.class);

	/**
	 * Codes that an application may name, although software below it sends them with a
	 * meaning of its own.
	 */
	private static final Map<Integer, String> KNOWN_USES = Map.of(3000,
			"SockJS ends a session that is closed without a status with 3000 \"Go away!\"", 4500,
			"Spring ends a session that is too slow to be sent to with 4500 (CloseStatus.SESSION_NOT_RELIABLE)");

	private final List<CloseCode> own = new ArrayList<>();

	private final Map<String, CloseCode> byName = new HashMap<>();

	private ConfiguredCloseCodes() {
	}

	/**
	 * Make the codes.
	 * @throws InvalidConfigurationPropertyValueException if a code may have no words of
	 * an application, a word is not as it must be, or a name is there twice
	 */
	static CloseCodes of(Map<Integer, Code> configured) {
		ConfiguredCloseCodes codes = new ConfiguredCloseCodes();
		configured.forEach(codes::add);
		return CloseCodes.of(codes.own);
	}

	private void add(int number, Code words) {
		String key = "close-event.codes." + number;
		CloseCode code = check(key, number, CloseCode::of);
		String name = words.getName();
		if (name != null) {
			code = check(key + ".name", name, code::withName);
			checkIsNew(key + ".name", code);
		}
		String description = words.getDescription();
		if (description != null) {
			code = check(key + ".description", description, code::withDescription);
		}
		ReconnectAdvice advice = words.getAdvice();
		if (advice != null) {
			code = check(key + ".advice", advice, code::withAdvice);
		}
		this.own.add(code);
		if (name != null || description != null) {
			warnOfKnownUse(key, number);
		}
	}

	private void checkIsNew(String key, CloseCode code) {
		String name = code.getName();
		CloseCode other = this.byName.putIfAbsent(name.toLowerCase(Locale.ROOT), code);
		if (other != null) {
			throw new InvalidConfigurationPropertyValueException(key, name, "Close code " + code.getCode()
					+ " cannot have the name \"" + name + "\", which close code " + other.getCode() + " has.");
		}
	}

	private static <V, R> R check(String key, V value, Function<V, R> function) {
		try {
			return function.apply(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfigurationPropertyValueException(key, value, ex.getMessage() + ".");
		}
	}

	private static void warnOfKnownUse(String key, int number) {
		String use = KNOWN_USES.get(number);
		if (use != null) {
			logger.warn("'" + key + "' names a code that is in use: " + use + ". Its events bear the name too.");
		}
	}

}
