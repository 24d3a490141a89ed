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

import java.time.Duration;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of what close-event does for clients that come back.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("close-event.client")
public class CloseEventClientProperties {

	private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+");

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * Whether to serve pages the script that reconnects a WebSocket, reconnect.js, and
	 * what it knows of close codes, codes.json.
	 */
	private boolean enabled;

	/**
	 * Path, below the context path, under which the two files are served.
	 */
	private String path = "/close-event";

	private final Backoff backoff = new Backoff();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public Backoff getBackoff() {
		return this.backoff;
	}

	/**
	 * Check what the binder cannot.
	 * @throws InvalidConfigurationPropertyValueException if a value is out of its range
	 */
	void validate() {
		check(PATH.matcher(this.path).matches(), "path", this.path,
				"It must be a path, such as /close-event: slashes, each with letters, digits and . _ ~ - behind it");
		Backoff backoff = this.backoff;
		check(backoff.initial.compareTo(Duration.ofMillis(1)) >= 0, "backoff.initial", backoff.initial,
				"It must be a positive duration, such as 5s");
		check(backoff.multiplier >= 1 && backoff.multiplier <= 100, "backoff.multiplier", backoff.multiplier,
				"It must be a number from 1 to 100, such as 2");
		check(backoff.max.compareTo(backoff.initial) >= 0 && backoff.max.compareTo(LONGEST) <= 0, "backoff.max",
				backoff.max, "It must be a duration, such as 1m, that is not shorter than"
						+ " 'close-event.client.backoff.initial' and not longer than 1d");
		check(backoff.resetAfter.compareTo(Duration.ofSeconds(1)) >= 0, "backoff.reset-after", backoff.resetAfter,
				"It must be a duration of at least 1s, such as 10s");
	}

	private static void check(boolean valid, String name, Object value, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException("close-event.client." + name, value, reason);
		}
	}

	/**
	 * How long clients wait before they come back.
	 */
	public static class Backoff {

		/**
		 * Longest delay before the first attempt. Each delay is chosen at random.
		 */
		private Duration initial = Duration.ofSeconds(5);

		/**
		 * Factor by which the longest delay grows with each attempt that fails.
		 */
		private double multiplier = 2;

		/**
		 * Limit of the longest delay.
		 */
		private Duration max = Duration.ofMinutes(1);

		/**
		 * Time that a connection has to be open so that earlier failures do not count any
		 * more.
		 */
		private Duration resetAfter = Duration.ofSeconds(10);

		public Duration getInitial() {
			return this.initial;
		}

		public void setInitial(Duration initial) {
			this.initial = initial;
		}

		public double getMultiplier() {
			return this.multiplier;
		}

		public void setMultiplier(double multiplier) {
			this.multiplier = multiplier;
		}

		public Duration getMax() {
			return this.max;
		}

		public void setMax(Duration max) {
			this.max = max;
		}

		public Duration getResetAfter() {
			return this.resetAfter;
		}

		public void setResetAfter(Duration resetAfter) {
			this.resetAfter = resetAfter;
		}

	}

}
