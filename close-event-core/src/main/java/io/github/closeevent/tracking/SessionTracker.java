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

package io.github.closeevent.tracking;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.mapping.CloseEventMapper;
import io.github.closeevent.mapping.Ending;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.Observers;
import io.github.closeevent.session.Seen;
import io.github.closeevent.session.SessionRecord;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import io.github.closeevent.session.Wire;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Follows sessions from their opening to their event: what a decorator sees goes into the
 * session's record, and once the mapping knows how the session ended, its event goes to
 * the publisher, once.
 * <p>
 * Nothing here throws into a handler or the container.
 *
 * @since 0.1.0
 * @see CloseEventMapper
 */
public abstract class SessionTracker {

	private static final Log logger = LogFactory.getLog(SessionTracker.class);

	private final SessionRecords records;

	private final ClosingWatch watch;

	private final CloseEventPublisher publisher;

	private final TrackingSettings settings;

	private volatile boolean serverStops;

	/**
	 * Create a tracker.
	 * @param records the open sessions
	 * @param watch the shared watch over sessions whose end has begun
	 * @param publisher where events go
	 * @param settings how long to wait, which sessions have an event, and the words for
	 * its code
	 */
	protected SessionTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher,
			TrackingSettings settings) {
		Assert.notNull(records, "'records' must not be null");
		Assert.notNull(watch, "'watch' must not be null");
		Assert.notNull(publisher, "'publisher' must not be null");
		Assert.notNull(settings, "'settings' must not be null");
		this.records = records;
		this.watch = watch;
		this.publisher = publisher;
		this.settings = settings;
	}

	protected final SessionRecords getRecords() {
		return this.records;
	}

	/**
	 * Return whether new sessions are refused, because the application is about to stop.
	 * @return when their clients may try again, as the header {@code Retry-After} says
	 * it, or null if they are welcome
	 */
	public final @Nullable String getRetryAfter() {
		Duration retryAfter = this.records.getRetryAfter();
		return (retryAfter != null) ? String.valueOf(Math.max(1, retryAfter.toSeconds())) : null;
	}

	/**
	 * Whether a session is to have an event. The handler of one that has none sees the
	 * session as it is.
	 * @param session the facts of the session at its opening
	 * @return whether its end is published
	 */
	public final boolean publishes(WebSocketSessionInfo session) {
		return this.settings.filter().test(session);
	}

	/**
	 * Return what watches over sessions besides the listeners of their events.
	 * @return the observers
	 */
	public final Observers getObservers() {
		return this.settings.observers();
	}

	/**
	 * Begin to follow a session.
	 * @param record its record
	 * @return whether no other decorator follows it
	 */
	protected final boolean follow(SessionRecord record) {
		if (!this.records.add(record)) {
			return false;
		}
		getObservers().opened(record);
		if (this.serverStops) {
			watchToTheEnd(record);
		}
		return true;
	}

	/**
	 * This end is about to ask for a close. {@link #closed} must follow.
	 * @param record the session
	 * @param initiator who asks
	 * @param code the code asked for
	 * @param reason the reason asked for
	 * @return this call as a cause, or null if something else has ended the session
	 */
	public final @Nullable CloseCause closing(SessionRecord record, CloseInitiator initiator, int code, String reason) {
		try {
			CloseCause cause = record.closing(initiator, code, reason);
			if (cause != null) {
				watch(record);
			}
			return cause;
		}
		catch (Throwable ex) {
			logger.warn("Cannot note who closes " + record.getInfo(), ex);
			return null;
		}
	}

	/**
	 * A close that this end asked for came back.
	 * @param record the session
	 * @param cause what {@link #closing} returned
	 * @param refused whether it failed
	 */
	public final void closed(SessionRecord record, CloseCause cause, boolean refused) {
		record.getConnection().afterClose(refused);
		Seen seen = record.seen();
		if (seen.report() == null && !seen.writeFailed() && isNoClose(record, refused)) {
			record.refused(cause);
		}
		// Not on this thread, which is the application's.
		check(record, false);
	}

	private static boolean isNoClose(SessionRecord record, boolean refused) {
		Connection connection = record.getConnection();
		// Where the connection is watched, the frame is written later.
		boolean silently = connection.isExact() && connection.getWire() == null;
		return connection.reportsInsideClose()
				|| ((refused || silently) && connection.getState().phase() == Phase.OPEN);
	}

	/**
	 * An exception leaves a handler.
	 * @param record the session
	 * @param initiator whose handler it is
	 * @param error the exception
	 */
	public final void failed(SessionRecord record, CloseInitiator initiator, Throwable error) {
		if (record.failed(initiator, error) != null) {
			watch(record);
		}
	}

	/**
	 * An exception leaves a handler while the container opens the session.
	 * @param record the session
	 * @param initiator whose handler it is
	 * @param error the exception
	 */
	public final void failedToOpen(SessionRecord record, CloseInitiator initiator, Throwable error) {
		try {
			if (record.failed(initiator, record.getConnection().toWire(error), error) != null) {
				watch(record);
			}
		}
		catch (Throwable ex) {
			// An exception that cannot be asked for its message.
			failed(record, initiator, error);
		}
	}

	/**
	 * The container reports a transport error.
	 * @param record the session
	 * @param error the error
	 */
	public final void transportError(SessionRecord record, Throwable error) {
		if (record.transportError(error) != null) {
			watch(record);
			check(record);
		}
	}

	/**
	 * The container says that the connection is lost, and not why: the exception may
	 * follow.
	 * @param record the session
	 */
	public final void lost(SessionRecord record) {
		if (record.lost() != null) {
			watch(record);
		}
	}

	/**
	 * A handler wants no more messages, at which its server closes.
	 * @param record the session
	 */
	public final void cancelled(SessionRecord record) {
		if (record.cancelled() != null) {
			watch(record);
		}
	}

	/**
	 * The container says that the session is closed.
	 * @param record the session
	 * @param code the code reported
	 * @param reason the reason reported, or null
	 */
	public final void reported(SessionRecord record, int code, @Nullable String reason) {
		try {
			record.reported(code, reason);
		}
		catch (Throwable ex) {
			logger.warn("Cannot tell how " + record.getInfo() + " ended", ex);
		}
	}

	/**
	 * A message could not be sent.
	 * @param record the session
	 * @param error the error
	 */
	public final void sendFailed(SessionRecord record, Throwable error) {
		if (record.sendFailed(error)) {
			check(record);
		}
	}

	/**
	 * Look after a session from the moment on at which its end began.
	 * @param record the session
	 */
	protected final void watch(SessionRecord record) {
		watch(record, record.seen().since(), this.settings.handshakeTimeout());
	}

	private void watch(SessionRecord record, long since, Duration timeout) {
		try {
			this.watch.add(record, since, timeout, this::settled);
		}
		catch (Throwable ex) {
			logger.warn("Cannot look after " + record.getInfo() + ", its close event may be missing", ex);
		}
	}

	/**
	 * Look after a session that may be used until the application has stopped.
	 */
	private void watchToTheEnd(SessionRecord record) {
		watch(record, System.nanoTime(), ChronoUnit.FOREVER.getDuration());
	}

	/**
	 * Publish the event of a session if it is known how it ended, else wait.
	 * @param record the session
	 */
	public final void check(SessionRecord record) {
		check(record, true);
	}

	private void check(SessionRecord record, boolean callerMayRun) {
		try {
			if (record.isEnded() || (record.seen().report() == null && record.getConnection().getWire() == null)) {
				return;
			}
			Ending ending = CloseEventMapper.map(record);
			if (ending.awaiting()) {
				watch(record);
			}
			else {
				end(record, ending, callerMayRun && mayRunListeners(record, ending));
			}
		}
		catch (Throwable ex) {
			logger.warn("Could not end " + record.getInfo(), ex);
		}
	}

	/**
	 * Whether the thread that reported this end may run, and be blocked by, listeners.
	 * @param record the session, which was reported
	 * @param ending how it ended
	 * @return {@code false} to leave the delivery to an executor
	 */
	protected abstract boolean mayRunListeners(SessionRecord record, Ending ending);

	/**
	 * The server is about to cut all connections. It tells so too late, or never; from
	 * now on a connection that is lost was closed by it, and what is open when the watch
	 * {@linkplain ClosingWatch#expire() expires} was, too.
	 */
	public void serverStops() {
		this.serverStops = true;
		this.records.stream().filter(this::isOwn).forEach(this::watchToTheEnd);
	}

	/**
	 * Whether a session is followed by this tracker. Those of an application that has
	 * both kinds of sessions share the records.
	 * @param record the record of any session
	 * @return whether it is one of this tracker's
	 */
	protected abstract boolean isOwn(SessionRecord record);

	/**
	 * The server starts, maybe again.
	 */
	public void serverStarts() {
		this.serverStops = false;
	}

	private boolean settled(SessionRecord record, boolean expired) {
		settling(record);
		boolean forgotten = expired && record.forgetFailure();
		Seen seen = record.seen();
		if (!this.serverStops && (forgotten || (seen.cause() == null && seen.report() == null && !isSeen(record)))) {
			return true;
		}
		Ending ending = CloseEventMapper.map(record);
		if (ending.awaiting() && !expired) {
			return false;
		}
		end(record, ending, false);
		return true;
	}

	/**
	 * Whether an end was seen on the connection, of which nobody has told.
	 */
	private static boolean isSeen(SessionRecord record) {
		Wire wire = record.getConnection().getWire();
		return wire != null && wire.first() != Wire.First.NOTHING;
	}

	private void end(SessionRecord record, Ending ending, boolean callerMayRun) {
		this.publisher.publish(() -> end(record, ending), record.getHandshakeTrace(), callerMayRun);
	}

	private @Nullable CloseEvent end(SessionRecord record, Ending ending) {
		if (!record.end()) {
			return null;
		}
		ended(record);
		this.records.remove(record);
		Ending actual = (this.serverStops && isCut(record)) ? ending.byContainerIfLost() : ending;
		CloseEvent event = actual.toEvent(record.snapshot(), this.settings.codes());
		record.tellEnded(event);
		return (record.isPublished()) ? event : null;
	}

	/**
	 * A session is looked at because nothing more is to come from its connection, or
	 * because time is up.
	 * @param record the session
	 */
	protected void settling(SessionRecord record) {
	}

	/**
	 * Whether a connection that was lost ends with this application: a server cuts its
	 * own, and those of clients are those that are still open.
	 */
	private static boolean isCut(SessionRecord record) {
		if (record.getInfo().getSide() == Side.SERVER) {
			return true;
		}
		Seen seen = record.seen();
		return seen.cause() == null && seen.report() == null && record.getConnection().getState().phase() == Phase.OPEN;
	}

	/**
	 * A session has ended, and is about to be forgotten.
	 * @param record the session
	 */
	protected void ended(SessionRecord record) {
	}

}
