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

package io.github.closeevent.servlet;

import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.mapping.CloseEventMapper;
import io.github.closeevent.mapping.Ending;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.ReportedClose;
import io.github.closeevent.session.SessionRecord;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * Follows the sessions of spring-websocket from their opening to their event: what the
 * decorator sees goes into the session's record, and once the mapping knows how the
 * session ended, its event goes to the publisher, once.
 * <p>
 * Nothing here throws into a handler or the container.
 *
 * @since 0.1.0
 * @see CloseEventMapper
 */
public class SessionCloseTracker {

	private static final Log logger = LogFactory.getLog(SessionCloseTracker.class);

	private final SessionRecords records;

	private final ClosingWatch watch;

	private final CloseEventPublisher publisher;

	/**
	 * Sessions that have ended and may still be called back; forgotten with the session.
	 */
	private final Set<WebSocketSession> ended = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private final Connections connections;

	private final TrackingSettings settings;

	private final Supplier<String> contextPath;

	private final boolean wrapSessions;

	private volatile boolean serverStops;

	/**
	 * Create a tracker.
	 * @param records the open sessions
	 * @param watch the shared watch over sessions that this end closed
	 * @param publisher where events go
	 * @param settings which sessions to follow, how long, and the words for their codes
	 * @param contextPath tells the context path of the application, asked for each
	 * session, because there may be none before the web server has started
	 * @param wrapSessions whether handlers see a view of their session that notes who
	 * closes it; without it a close by the application cannot be told from one by the
	 * framework
	 */
	public SessionCloseTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher,
			TrackingSettings settings, Supplier<String> contextPath, boolean wrapSessions) {
		this(records, watch, publisher, settings, contextPath, wrapSessions, new Connections());
	}

	SessionCloseTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher,
			TrackingSettings settings, Supplier<String> contextPath, boolean wrapSessions, Connections connections) {
		Assert.notNull(records, "'records' must not be null");
		Assert.notNull(watch, "'watch' must not be null");
		Assert.notNull(publisher, "'publisher' must not be null");
		Assert.notNull(settings, "'settings' must not be null");
		Assert.notNull(contextPath, "'contextPath' must not be null");
		this.records = records;
		this.watch = watch;
		this.publisher = publisher;
		this.settings = settings;
		this.contextPath = contextPath;
		this.wrapSessions = wrapSessions;
		this.connections = connections;
	}

	boolean isWrapSessions() {
		return this.wrapSessions;
	}

	/**
	 * Begin to follow a session that is about to be established.
	 * @param owner the decorator that asks
	 * @return the record, or null if the session is none of ours or is followed already
	 */
	@Nullable ServletSessionRecord open(WebSocketSession session, WebSocketHandler owner, @Nullable String pathPattern) {
		try {
			if (CloseEventWebSocketSession.isIn(session)) {
				return null;
			}
			WebSocketSessionInfo info = SessionFacts.of(session, this.records.nextId(), this.contextPath.get(),
					pathPattern);
			if (!this.settings.filter().test(info)) {
				return null;
			}
			ServletSessionRecord record = new ServletSessionRecord(session, info, this.connections.of(session), owner,
					this);
			if (!this.records.add(record)) {
				return null;
			}
			if (this.serverStops) {
				watch(record);
			}
			return record;
		}
		catch (Throwable ex) {
			logger.warn("Cannot follow " + session.getClass().getName() + ", it will have no close event", ex);
			return null;
		}
	}

	/**
	 * Find the record of a session.
	 * @param owner the decorator that asks
	 * @return the record, or null if another decorator follows the session, or none
	 */
	@Nullable ServletSessionRecord find(WebSocketSession session, WebSocketHandler owner) {
		ServletSessionRecord record = find(session);
		return (record != null && record.isOwnedBy(owner)) ? record : null;
	}

	/**
	 * Find the record of a session, through all that is wrapped around it.
	 */
	@Nullable ServletSessionRecord find(WebSocketSession session) {
		return (ServletSessionRecord) this.records.find(WebSocketSessionDecorator.unwrap(session));
	}

	/**
	 * Return what a handler sees of a session that has no record any more: a view that is
	 * equal to the one it knows.
	 */
	WebSocketSession lateView(WebSocketSession session) {
		return (this.ended.contains(WebSocketSessionDecorator.unwrap(session))
				&& !CloseEventWebSocketSession.isIn(session))
						? CloseEventWebSocketSession.of(session, null, this, CloseInitiator.APPLICATION) : session;
	}

	/**
	 * Pass on a close that this end asks for.
	 */
	void close(SessionRecord record, CloseInitiator initiator, CloseStatus status,
			CloseEventWebSocketSession.CloseCall call) throws IOException {
		String reason = status.getReason();
		CloseCause cause = record.closing(initiator, status.getCode(), (reason != null) ? reason : "");
		if (cause == null) {
			call.close();
			return;
		}
		watch(record);
		boolean refused = true;
		try {
			call.close();
			refused = false;
		}
		finally {
			record.getConnection().afterClose(refused);
			if (record.seen().report() == null && isNoClose(record, refused)) {
				record.refused(cause);
			}
			// Not on this thread, which is the application's.
			check(record, false);
		}
	}

	private static boolean isNoClose(SessionRecord record, boolean refused) {
		return record.getConnection().reportsInsideClose()
				|| (refused && record.getConnection().getState().phase() == Phase.OPEN);
	}

	/**
	 * An exception leaves a handler.
	 */
	void failed(SessionRecord record, CloseInitiator initiator, Throwable error) {
		if (record.failed(initiator, error) != null) {
			watch(record);
		}
	}

	/**
	 * The container reports a transport error.
	 */
	void transportError(SessionRecord record, Throwable error) {
		if (record.transportError(error) != null) {
			watch(record);
			check(record);
		}
	}

	/**
	 * A message could not be sent.
	 */
	void sendFailed(SessionRecord record, Throwable error) {
		if (record.sendFailed(error)) {
			check(record);
		}
	}

	/**
	 * Look after a session from the moment on at which its end began.
	 */
	private void watch(SessionRecord record) {
		try {
			this.watch.add(record, record.seen().since(), this.settings.handshakeTimeout(), this::settled);
		}
		catch (Throwable ex) {
			logger.warn("Cannot look after " + record.getInfo() + ", its close event may be missing", ex);
		}
	}

	/**
	 * Publish the event of a session if it is known how it ended, else wait.
	 */
	void check(SessionRecord record) {
		check(record, true);
	}

	private void check(SessionRecord record, boolean callerMayRun) {
		try {
			if (record.isEnded() || record.seen().report() == null) {
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
	 * Whether this thread is one of the server's that reads from the connection. A close
	 * that this end began may be reported on a timer's thread, under a lock of SockJS, or
	 * inside the application's call of {@code close}.
	 */
	private boolean mayRunListeners(SessionRecord record, Ending ending) {
		SessionRecord.Seen seen = record.seen();
		ReportedClose report = seen.report();
		Connection connection = record.getConnection();
		if (!connection.isExact() || report == null || report.state().phase() != Phase.INBOUND
				|| (connection.reportsAnswer() && (report.idle() || !this.wrapSessions))) {
			return false;
		}
		if (connection.isLayered()) {
			return ending.initiator() == CloseInitiator.PEER && seen.cause() == null;
		}
		return switch (ending.initiator()) {
			case PEER, NETWORK -> true;
			case APPLICATION -> false;
			// An idle timeout is reported as 1006, what the server refuses is not.
			case CONTAINER -> report.code() != CloseCode.ABNORMAL_CLOSURE;
		};
	}

	/**
	 * The server is about to cut all connections. It tells so too late, or never; from
	 * now on a connection that is lost was closed by it, and what is open when the watch
	 * {@linkplain ClosingWatch#expire() expires} was, too.
	 */
	public void serverStops() {
		this.serverStops = true;
		this.records.forEach(this::watch);
	}

	/**
	 * The server starts, maybe again.
	 */
	public void serverStarts() {
		this.serverStops = false;
	}

	private boolean settled(SessionRecord record, boolean expired) {
		boolean forgotten = expired && record.forgetFailure();
		SessionRecord.Seen seen = record.seen();
		if (!this.serverStops && (forgotten || (seen.cause() == null && seen.report() == null))) {
			return true;
		}
		Ending ending = CloseEventMapper.map(record);
		if (ending.awaiting() && !expired) {
			return false;
		}
		end(record, ending, false);
		return true;
	}

	private void end(SessionRecord record, Ending ending, boolean callerMayRun) {
		this.publisher.publish(() -> end(record, ending), callerMayRun);
	}

	private @Nullable CloseEvent end(SessionRecord record, Ending ending) {
		if (!record.end()) {
			return null;
		}
		if (this.wrapSessions) {
			this.ended.add((WebSocketSession) record.getSession());
		}
		this.records.remove(record);
		Ending actual = (this.serverStops) ? ending.byContainerIfLost() : ending;
		return actual.toEvent(record.snapshot(), this.settings.codes());
	}

}
