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

package io.github.closeevent.autoconfigure.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodeRange;
import io.github.closeevent.CloseCodes;
import io.github.closeevent.ReconnectPolicy;

import org.springframework.boot.json.JsonWriter;

/**
 * Writes down as JSON what a client has to know to come back: how delays grow, and what
 * each code from 0 to 65535 means, those of the same meaning as one.
 */
final class ReconnectRules {

	private final ReconnectPolicy policy;

	private final CloseCodes codes;

	private ReconnectRules(ReconnectPolicy policy, CloseCodes codes) {
		this.policy = policy;
		this.codes = codes;
	}

	static String toJson(ReconnectPolicy policy, CloseCodes codes) {
		ReconnectRules rules = new ReconnectRules(policy, codes);
		return JsonWriter.<Map<String, ?>>standard()
			.writeToString(ordered("backoff", rules.backoff(), "codes", rules.codes()));
	}

	private Map<String, Object> backoff() {
		return ordered("initial", this.policy.getInitial().toMillis(), "multiplier", this.policy.getMultiplier(), "max",
				this.policy.getMax().toMillis(), "resetAfter", this.policy.getResetAfter().toMillis());
	}

	private List<Map<String, Object>> codes() {
		List<Map<String, Object>> ranges = new ArrayList<>();
		CloseCode first = this.codes.get(CloseCodeRange.NOT_USED.getFirst());
		int last = CloseCodeRange.OUT_OF_RANGE.getLast();
		for (int number = first.getCode() + 1; number <= last; number++) {
			CloseCode code = this.codes.get(number);
			if (!isSame(first, code)) {
				ranges.add(range(first, number - 1));
				first = code;
			}
		}
		ranges.add(range(first, last));
		return ranges;
	}

	/**
	 * Codes whose delays differ have different names, too.
	 */
	private static boolean isSame(CloseCode one, CloseCode other) {
		return one.getName().equals(other.getName()) && one.getDescription().equals(other.getDescription())
				&& one.getAdvice() == other.getAdvice();
	}

	private Map<String, Object> range(CloseCode first, int last) {
		Map<String, Object> range = ordered("first", first.getCode(), "last", last, "name", first.getName(),
				"description", first.getDescription(), "advice", first.getAdvice().name().toLowerCase(Locale.ROOT));
		ReconnectPolicy.Bounds delay = this.policy.getBounds(first, 0);
		if (delay != null) {
			range.put("delay", ordered("least", millis(delay.least()), "most", millis(delay.most())));
		}
		return range;
	}

	private static long millis(Duration duration) {
		return duration.toMillis();
	}

	private static Map<String, Object> ordered(Object... namesAndValues) {
		Map<String, Object> members = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			members.put((String) namesAndValues[i], namesAndValues[i + 1]);
		}
		return members;
	}

}
