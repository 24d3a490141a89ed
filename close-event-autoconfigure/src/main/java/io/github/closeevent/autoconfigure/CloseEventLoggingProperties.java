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

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.logging.LogLevel;

/**
 * Properties of the line that each close has in the log.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("close-event.logging")
public class CloseEventLoggingProperties {

	private static final Duration LONGEST = Duration.ofDays(1);

	/**
	 * Whether to write a line into the log for each close.
	 */
	private boolean enabled = true;

	/**
	 * Level of closes with a completed closing handshake.
	 */
	private LogLevel clean = LogLevel.DEBUG;

	/**
	 * Level of closes without a completed closing handshake that are no server error.
	 */
	private LogLevel abnormal = LogLevel.INFO;

	/**
	 * Level of closes by an exception of the application, or by this end with 1011, 1013
	 * or 1014. ERROR adds the stack trace of the exception.
	 */
	private LogLevel serverError = LogLevel.WARN;

	/**
	 * Number of lines that each of the three kinds has at most within the period. How
	 * many were left out is one line more.
	 */
	private int limit = 100;

	/**
	 * Time for which the limit is.
	 */
	private Duration period = Duration.ofSeconds(10);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public LogLevel getClean() {
		return this.clean;
	}

	public void setClean(LogLevel clean) {
		this.clean = clean;
	}

	public LogLevel getAbnormal() {
		return this.abnormal;
	}

	public void setAbnormal(LogLevel abnormal) {
		this.abnormal = abnormal;
	}

	public LogLevel getServerError() {
		return this.serverError;
	}

	public void setServerError(LogLevel serverError) {
		this.serverError = serverError;
	}

	public int getLimit() {
		return this.limit;
	}

	public void setLimit(int limit) {
		this.limit = limit;
	}

	public Duration getPeriod() {
		return this.period;
	}

	public void setPeriod(Duration period) {
		this.period = period;
	}

	/**
	 * Check what the binder cannot.
	 * @throws InvalidConfigurationPropertyValueException if a value is out of its range
	 */
	void validate() {
		if (this.limit < 1) {
			throw new InvalidConfigurationPropertyValueException("close-event.logging.limit", this.limit,
					"It must be at least 1. To log nothing, set 'close-event.logging.enabled' to false");
		}
		if (this.period.isNegative() || this.period.isZero() || this.period.compareTo(LONGEST) > 0) {
			throw new InvalidConfigurationPropertyValueException("close-event.logging.period", this.period,
					"It must be a positive duration, such as 10s, that is not longer than 1d");
		}
	}

}
