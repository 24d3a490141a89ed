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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.util.Assert;

/**
 * A WebSocket session has ended. The Spring counterpart of the {@code CloseEvent} that a
 * browser fires at a {@code WebSocket}: {@code type}, {@code code}, {@code reason} and
 * {@code wasClean} are those of the WHATWG WebSockets Standard. This end adds what a
 * browser does not tell: {@linkplain #getInitiator() who closed}, {@linkplain #getSent()
 * both} {@linkplain #getReceived() Close frames}, {@linkplain #getError() the exception}
 * behind it, and the facts about {@linkplain #getSession() the session} and its
 * {@linkplain #getDuration() duration}.
 * <p>
 * Published exactly once for each session that was established, however often or late the
 * container reports its end. By default listeners run on the container's thread if the
 * end was noticed there while it read from the connection, as a close by the peer is, and
 * else on an executor; never while a lock of this library is held, and never on a timer's
 * thread. An exception of a listener reaches neither the container nor the application's
 * handler.
 * <p>
 * The event is immutable and safe to share between threads. A condition in SpEL may use
 * the names of the web, such as {@code #event.wasClean} or {@code #event.code == 1006}.
 * There is no {@code initCloseEvent}: the web has deprecated that method, and the
 * constructor takes its place. The event is not meant for Java serialization, which would
 * lose its session.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public final class CloseEvent extends ApplicationEvent {

	private final boolean wasClean;

	private final int code;

	private final String reason;

	private final CloseInitiator initiator;

	private final @Nullable CloseFrame sent;

	private final @Nullable CloseFrame received;

	private final @Nullable Throwable error;

	private final Instant closedAt;

	private final CloseCodes codes;

	/**
	 * Create an event.
	 * @param source the session that ended, not {@code null}
	 * @param init what is known about its end, not {@code null}
	 * @throws IllegalArgumentException if an argument is {@code null}
	 */
	public CloseEvent(WebSocketSessionInfo source, CloseEventInit init) {
		this(source, init, closedAt(init));
	}

	private CloseEvent(WebSocketSessionInfo source, CloseEventInit init, Instant closedAt) {
		super(source, Clock.fixed(closedAt, ZoneOffset.UTC));
		this.wasClean = init.wasClean();
		this.code = init.getCode();
		this.reason = init.getReason();
		this.initiator = init.getInitiator();
		this.sent = init.getSent();
		this.received = init.getReceived();
		this.error = init.getError();
		this.closedAt = closedAt;
		this.codes = init.getCodes();
	}

	private static Instant closedAt(CloseEventInit init) {
		Assert.notNull(init, "'init' must not be null");
		Instant closedAt = init.getClosedAt();
		return (closedAt != null) ? closedAt : Instant.now();
	}

	/**
	 * Return the type of the event, as in the DOM.
	 * @return always {@code close}
	 */
	public String getType() {
		return "close";
	}

	/**
	 * Return the code of the Close frame that started the close.
	 * @return the code as it was on the wire; 1005 if that frame had none; 1006 if there
	 * was no such frame or it never got out, whoever the initiator is; always 0-65535
	 * @see #getCloseCode()
	 */
	public int getCode() {
		return this.code;
	}

	/**
	 * Return what is known about the code, in the application's own words if it has named
	 * the code.
	 * @return name, meaning and more of {@link #getCode()}
	 */
	public CloseCode getCloseCode() {
		return this.codes.get(this.code);
	}

	/**
	 * Return the reason of the Close frame that started the close. If the peer chose it,
	 * it is not to be trusted.
	 * @return the reason as it was on the wire, or an empty string, never {@code null}; a
	 * reason that only the container made up is left out
	 */
	public String getReason() {
		return this.reason;
	}

	/**
	 * Whether the closing handshake was completed: this end sent a Close frame and
	 * received a valid one before the transport ended (RFC 6455 section 7.1.4).
	 * @return whether the connection was closed cleanly
	 */
	public boolean wasClean() {
		return this.wasClean;
	}

	/**
	 * Return who decided first that the session ends.
	 * @return the initiator
	 */
	public CloseInitiator getInitiator() {
		return this.initiator;
	}

	/**
	 * Return the Close frame that this end put on the wire. It may differ from the one it
	 * received (RFC 6455 section 7.1.5).
	 * @return the frame that really went out, or {@code null} if there was none
	 */
	public @Nullable CloseFrame getSent() {
		return this.sent;
	}

	/**
	 * Return the valid Close frame of the peer that this end parsed.
	 * @return the frame, or {@code null} if there was none
	 */
	public @Nullable CloseFrame getReceived() {
		return this.received;
	}

	/**
	 * Return the exception that led to the close, from the handler or the transport.
	 * @return the exception, or {@code null} if there was none
	 */
	public @Nullable Throwable getError() {
		return this.error;
	}

	/**
	 * Return the session that ended, as {@link #getSession()} does.
	 * @return the snapshot of the session
	 */
	@Override
	public WebSocketSessionInfo getSource() {
		return (WebSocketSessionInfo) super.getSource();
	}

	/**
	 * Return the session that ended.
	 * @return the snapshot of the session
	 */
	public WebSocketSessionInfo getSession() {
		return getSource();
	}

	/**
	 * Return when the session was opened.
	 * @return the time at which it was established
	 */
	public Instant getOpenedAt() {
		return getSource().getOpenedAt();
	}

	/**
	 * Return when the session ended. {@link #getTimestamp()} is the same time in
	 * milliseconds since the epoch.
	 * @return the time of the close
	 */
	public Instant getClosedAt() {
		return this.closedAt;
	}

	/**
	 * Return how long the session was open, by the wall clock.
	 * @return the time between opening and close; zero, never negative, if the clock was
	 * set back meanwhile
	 */
	public Duration getDuration() {
		Duration duration = Duration.between(getOpenedAt(), this.closedAt);
		return duration.isNegative() ? Duration.ZERO : duration;
	}

	/**
	 * One line, safe to log: control characters are escaped, the query of the URI and the
	 * attributes of the session are left out, and of the exception only its class is
	 * shown, because its message may hold text of the peer.
	 * @return this event as text
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("CloseEvent[code=").append(getCloseCode())
			.append(", reason=")
			.append(LogText.quote(this.reason))
			.append(", wasClean=")
			.append(this.wasClean)
			.append(", initiator=")
			.append(this.initiator)
			.append(", sent=")
			.append(text(this.sent))
			.append(", received=")
			.append(text(this.received));
		if (this.error != null) {
			text.append(", error=").append(this.error.getClass().getName());
		}
		return text.append(", duration=")
			.append(getDuration())
			.append(", session=")
			.append(getSource())
			.append(']')
			.toString();
	}

	private @Nullable String text(@Nullable CloseFrame frame) {
		return (frame != null) ? frame.toString(this.codes) : null;
	}

}
