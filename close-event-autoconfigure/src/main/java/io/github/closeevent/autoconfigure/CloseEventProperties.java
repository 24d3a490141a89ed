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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.ReconnectAdvice;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of close-event.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("close-event")
public class CloseEventProperties {

	/**
	 * Whether to publish a CloseEvent for every WebSocket session.
	 */
	private boolean enabled = true;

	/**
	 * Time to wait, from the moment this end closes a session, for the peer's answer. The
	 * event is published then at the latest.
	 */
	private Duration handshakeTimeout = Duration.ofSeconds(5);

	/**
	 * Whether handlers get a view of their session that tells who closes it. Without it,
	 * casts to a container's session class work, but a close by the application cannot be
	 * told from one by the framework.
	 */
	private boolean wrapSessions = true;

	/**
	 * Words of the application for close codes, by code. 3000-4999 can have a name and a
	 * description, 1000-4999 advice.
	 */
	private Map<Integer, Code> codes = new TreeMap<>();

	private final Paths paths = new Paths();

	private final Async async = new Async();

	private final ClientBeans clientBeans = new ClientBeans();

	private final Shutdown shutdown = new Shutdown();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getHandshakeTimeout() {
		return this.handshakeTimeout;
	}

	public void setHandshakeTimeout(Duration handshakeTimeout) {
		this.handshakeTimeout = handshakeTimeout;
	}

	public boolean isWrapSessions() {
		return this.wrapSessions;
	}

	public void setWrapSessions(boolean wrapSessions) {
		this.wrapSessions = wrapSessions;
	}

	public Map<Integer, Code> getCodes() {
		return this.codes;
	}

	public void setCodes(Map<Integer, Code> codes) {
		this.codes = codes;
	}

	public Paths getPaths() {
		return this.paths;
	}

	public Async getAsync() {
		return this.async;
	}

	public ClientBeans getClientBeans() {
		return this.clientBeans;
	}

	public Shutdown getShutdown() {
		return this.shutdown;
	}

	/**
	 * Check what the binder cannot.
	 * @throws InvalidConfigurationPropertyValueException if a value is out of its range
	 */
	void validate() {
		checkPositive("handshake-timeout", this.handshakeTimeout);
		if (this.async.queueCapacity < 1) {
			throw invalid("async.queue-capacity", this.async.queueCapacity, "It must be at least 1");
		}
		if (this.async.concurrency < 1) {
			throw invalid("async.concurrency", this.async.concurrency, "It must be at least 1");
		}
		if (this.async.shutdownTimeout.isNegative()) {
			throw invalid("async.shutdown-timeout", this.async.shutdownTimeout,
					"It must be a duration that is not negative, such as 5s, or 0s not to wait");
		}
		toShutdownFrame();
		if (this.shutdown.batchSize < 1) {
			throw invalid("shutdown.batch-size", this.shutdown.batchSize, "It must be at least 1");
		}
		if (this.shutdown.interval.isNegative()) {
			throw invalid("shutdown.interval", this.shutdown.interval,
					"It must be a duration that is not negative, such as 100ms, or 0s not to wait");
		}
		checkPositive("shutdown.timeout", this.shutdown.timeout);
		checkPositive("shutdown.retry-after", this.shutdown.retryAfter);
	}

	private static void checkPositive(String name, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw invalid(name, value, "It must be a positive duration, such as 5s");
		}
	}

	/**
	 * Return the Close frame that sessions are sent when the application stops.
	 * @throws InvalidConfigurationPropertyValueException if a server cannot send it
	 */
	CloseFrame toShutdownFrame() {
		try {
			return CloseFrame.toSend(this.shutdown.code, this.shutdown.reason);
		}
		catch (IllegalArgumentException ex) {
			boolean code = this.shutdown.code < 0 || this.shutdown.code > 65535
					|| !CloseCode.of(this.shutdown.code).isServerSendable();
			throw invalid((code) ? "shutdown.code" : "shutdown.reason",
					(code) ? this.shutdown.code : this.shutdown.reason, String.valueOf(ex.getMessage()));
		}
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, Object value, String reason) {
		return new InvalidConfigurationPropertyValueException("close-event." + name, value, reason);
	}

	/**
	 * The application's words for one close code.
	 */
	public static class Code {

		/**
		 * Name of the code, one of 3000-4999, which filters, logs and events use.
		 */
		private @Nullable String name;

		/**
		 * What the code, one of 3000-4999, means, in a sentence or two.
		 */
		private @Nullable String description;

		/**
		 * Whether a client should connect again after this code, one of 1000-4999.
		 */
		private @Nullable ReconnectAdvice advice;

		public @Nullable String getName() {
			return this.name;
		}

		public void setName(@Nullable String name) {
			this.name = name;
		}

		public @Nullable String getDescription() {
			return this.description;
		}

		public void setDescription(@Nullable String description) {
			this.description = description;
		}

		public @Nullable ReconnectAdvice getAdvice() {
			return this.advice;
		}

		public void setAdvice(@Nullable ReconnectAdvice advice) {
			this.advice = advice;
		}

	}

	/**
	 * Which sessions have an event.
	 */
	public static class Paths {

		/**
		 * Comma-separated list of path patterns, without the context path. Sessions
		 * opened under other paths have no event. All paths by default.
		 */
		private List<String> include = new ArrayList<>();

		/**
		 * Comma-separated list of path patterns, without the context path. Sessions
		 * opened under these paths have no event, even if they are included.
		 */
		private List<String> exclude = new ArrayList<>();

		public List<String> getInclude() {
			return this.include;
		}

		public void setInclude(List<String> include) {
			this.include = include;
		}

		public List<String> getExclude() {
			return this.exclude;
		}

		public void setExclude(List<String> exclude) {
			this.exclude = exclude;
		}

	}

	/**
	 * The beans with which this application opens sessions as a client.
	 */
	public static class ClientBeans {

		/**
		 * Whether to decorate the beans of type WebSocketClient and WebSocketStompClient.
		 * A decorated WebSocketClient is injected by its interface only.
		 */
		private boolean enabled;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Delivery on other threads than the container's.
	 */
	public static class Async {

		/**
		 * Whether all events are delivered by an executor. Events that are not noticed
		 * while the server reads are delivered by it in any case.
		 */
		private boolean enabled;

		/**
		 * Number of events that may wait for the executor. When it is reached, a
		 * container thread delivers its event itself.
		 */
		private int queueCapacity = 10_000;

		/**
		 * Number of events that the executor may deliver at the same time.
		 */
		private int concurrency = 8;

		/**
		 * Time that the delivery of waiting events may take when the application stops.
		 */
		private Duration shutdownTimeout = Duration.ofSeconds(5);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

		public int getConcurrency() {
			return this.concurrency;
		}

		public void setConcurrency(int concurrency) {
			this.concurrency = concurrency;
		}

		public Duration getShutdownTimeout() {
			return this.shutdownTimeout;
		}

		public void setShutdownTimeout(Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
		}

	}

	/**
	 * What becomes of open sessions when the application stops.
	 */
	public static class Shutdown {

		/**
		 * Whether to close all sessions, and to refuse new ones, before the web server
		 * stops.
		 */
		private boolean enabled = true;

		/**
		 * Close code that their clients get: 1000, 1001, 1008, 1011, 1012, 1013 or
		 * 3000-4999.
		 */
		private int code = CloseCode.GOING_AWAY;

		/**
		 * Reason that their clients get, at most 123 bytes in UTF-8.
		 */
		private String reason = "Server is shutting down";

		/**
		 * Number of sessions that are closed at once. Larger if need be, so that all are
		 * asked in half of the timeout.
		 */
		private int batchSize = 100;

		/**
		 * Time between two batches, each time made shorter or longer at random by up to a
		 * half.
		 */
		private Duration interval = Duration.ofMillis(100);

		/**
		 * Time that all sessions together have to end.
		 */
		private Duration timeout = Duration.ofSeconds(10);

		/**
		 * When the clients of new sessions, which get status 503 in the meantime, may try
		 * again.
		 */
		private Duration retryAfter = Duration.ofSeconds(5);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getCode() {
			return this.code;
		}

		public void setCode(int code) {
			this.code = code;
		}

		public String getReason() {
			return this.reason;
		}

		public void setReason(String reason) {
			this.reason = reason;
		}

		public int getBatchSize() {
			return this.batchSize;
		}

		public void setBatchSize(int batchSize) {
			this.batchSize = batchSize;
		}

		public Duration getInterval() {
			return this.interval;
		}

		public void setInterval(Duration interval) {
			this.interval = interval;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public Duration getRetryAfter() {
			return this.retryAfter;
		}

		public void setRetryAfter(Duration retryAfter) {
			this.retryAfter = retryAfter;
		}

	}

}
