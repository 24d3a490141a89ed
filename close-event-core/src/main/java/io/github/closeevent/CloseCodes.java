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

package io.github.closeevent;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The words of one application for close codes: those of the registry, its own for the
 * codes that it has given a meaning, and its own advice for any code that a connection
 * can end with.
 * <p>
 * Immutable and safe to share between threads.
 *
 * @since 0.1.0
 * @see CloseCode
 */
public final class CloseCodes {

	private static final CloseCodes STANDARD = new CloseCodes(List.of());

	private final Map<Integer, CloseCode> own = new TreeMap<>();

	private final Map<String, CloseCode> byName = new HashMap<>();

	private CloseCodes(Collection<CloseCode> own) {
		for (CloseCode code : own) {
			code.checkForAdvice();
			CloseCode other = this.own.put(code.getCode(), code);
			Assert.isTrue(other == null, () -> "Close code " + code.getCode() + " is there twice");
			if (hasName(code)) {
				addName(code);
			}
		}
	}

	private static boolean hasName(CloseCode code) {
		return code.isForUse() && !CloseCodeTable.isNameOfKind(code.getName());
	}

	private void addName(CloseCode code) {
		String name = code.getName();
		CloseCode other = this.byName.put(key(name), code);
		Assert.isTrue(other == null, () -> "Close code " + code.getCode() + " cannot have the name "
				+ LogText.quote(name) + ", which close code " + other.getCode() + " has");
	}

	private static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the codes of the registry, without words of an application.
	 * @return the same instance at every call
	 */
	public static CloseCodes standard() {
		return STANDARD;
	}

	/**
	 * Return the codes of the registry with an application's own.
	 * @param own the codes with the application's words, not {@code null}; see
	 * {@link CloseCode#withName(String)} and
	 * {@link CloseCode#withAdvice(ReconnectAdvice)}
	 * @return the codes
	 * @throws IllegalArgumentException if a code is outside 1000-4999, or if a code or,
	 * ignoring case, a name is there twice
	 */
	public static CloseCodes of(Collection<CloseCode> own) {
		return new CloseCodes(own);
	}

	/**
	 * Return what is known about a code. Does not allocate for a code that has a name.
	 * @param code the code, 0-65535
	 * @return the application's words for the code if it has some, else
	 * {@link CloseCode#of(int)}
	 * @throws IllegalArgumentException if the code is outside 0-65535
	 */
	public CloseCode get(int code) {
		CloseCode found = (!this.own.isEmpty()) ? this.own.get(code) : null;
		return (found != null) ? found : CloseCode.of(code);
	}

	/**
	 * Find a code among the application's own, of 3000-4999, by its name: the one that
	 * the application gave it, else the one in the registry, which 3000, 3003 and 3008
	 * have.
	 * @param name the name, in upper or lower case
	 * @return the code, or {@code null} if no code has the name
	 */
	public @Nullable CloseCode find(String name) {
		return this.byName.get(key(name));
	}

	/**
	 * Return those of the application's own codes, of 3000-4999, that have a name: one
	 * that the application gave them, or one in the registry, as 3000, 3003 and 3008.
	 * @return the codes, sorted by number, not modifiable
	 */
	public List<CloseCode> getNamed() {
		return this.own.values().stream().filter(CloseCodes::hasName).toList();
	}

	/**
	 * Return a text for a code that is one of few, whatever codes peers choose: the code
	 * itself if the registry has a name for it (1000-1015, 3000, 3003, 3008) or the
	 * application has words for it, else its thousand. Meant for metrics.
	 * @param code the code, 0-65535
	 * @return for example {@code 1006}, or {@code 1xxx}, {@code 2xxx}, {@code 3xxx} or
	 * {@code 4xxx}, or {@code other} for a code outside 1000-4999
	 * @throws IllegalArgumentException if the code is outside 0-65535
	 */
	public String getLabel(int code) {
		CloseCode.check(code);
		if (CloseCodeTable.isNamed(code) || this.own.containsKey(code)) {
			return String.valueOf(code);
		}
		return switch (code / 1000) {
			case 1 -> "1xxx";
			case 2 -> "2xxx";
			case 3 -> "3xxx";
			case 4 -> "4xxx";
			default -> "other";
		};
	}

	/**
	 * Return the codes that have words of the application.
	 * @return for example {@code CloseCodes[4001 (Kicked), 4002 (Idle)]}
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("CloseCodes[");
		String separator = "";
		for (CloseCode code : this.own.values()) {
			text.append(separator).append(code);
			separator = ", ";
		}
		return text.append(']').toString();
	}

}
