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
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.mapping.Ending;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.server.Servers;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.ReportedClose;
import io.github.closeevent.session.Seen;
import io.github.closeevent.session.SessionRecord;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import io.github.closeevent.tracking.SessionTracker;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;

/**
 * Follows the sessions of spring-websocket.
 *
 * @since 0.1.0
 */
public class SessionCloseTracker extends SessionTracker {

	private static final Log logger = LogFactory.getLog(SessionCloseTracker.class);

	/**
	 * Sessions that have ended and may still be called back by a decorator that does not
	 * remember them; forgotten with the session. One costs more than a microsecond, most
	 * of it in the garbage collector, so that few should be here.
	 */
	private final Set<WebSocketSession> ended = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	/**
	 * The sessions of Spring's STOMP layer by the id that they have there.
	 */
	private final Map<String, ServletSessionRecord> stompSessions = new ConcurrentHashMap<>();

	/**
	 * The open sessions of SockJS over HTTP by the id in the path of their requests. If
	 * two clients chose the same one, it is that of the younger.
	 */
	private final Map<String, ServletSessionRecord> sockJsSessions = new ConcurrentHashMap<>();

	private final Connections connections;

	private final Supplier<String> contextPath;

	private final boolean wrapSessions;

	/**
	 * Create a tracker.
	 * @param records the open sessions
	 * @param watch the shared watch over sessions that this end closed
	 * @param publisher where events go
	 * @param settings how long to wait, which sessions have an event, and the words for
	 * its code
	 * @param contextPath tells the context path of the application, asked for each
	 * session, because there may be none before the web server has started
	 * @param wrapSessions whether handlers see a view of their session that notes who
	 * closes it; without it a close by the application cannot be told from one by the
	 * framework
	 */
	public SessionCloseTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher,
			TrackingSettings settings, Supplier<String> contextPath, boolean wrapSessions) {
		this(records, watch, publisher, settings, contextPath, wrapSessions, Servers.find());
	}

	SessionCloseTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher,
			TrackingSettings settings, Supplier<String> contextPath, boolean wrapSessions, Servers servers) {
		super(records, watch, publisher, settings);
		Assert.notNull(contextPath, "'contextPath' must not be null");
		this.contextPath = contextPath;
		this.wrapSessions = wrapSessions;
		this.connections = new Connections(servers);
	}

	boolean isWrapSessions() {
		return this.wrapSessions;
	}

	/**
	 * Begin to follow a session that is about to be established.
	 * @param owner the decorator that asks
	 * @param origin where its sessions come from
	 * @return the record, or null if the session is none of ours or is followed already
	 */
	@Nullable ServletSessionRecord open(WebSocketSession session, CloseEventWebSocketHandler owner, SessionOrigin origin) {
		try {
			if (CloseEventWebSocketSession.isIn(session)) {
				return null;
			}
			String context = (origin.side() == Side.SERVER) ? this.contextPath.get() : "";
			WebSocketSessionInfo info = SessionFacts.of(session, getRecords().nextId(), context, origin);
			ServletSessionRecord record = new ServletSessionRecord(session, info, this.connections.of(session), owner,
					this);
			record.setHandshakeTrace(origin.handshakeTrace());
			if (!follow(record)) {
				return null;
			}
			if (record.getConnection() instanceof SockJsHttpConnection) {
				put(this.sockJsSessions, record);
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
		ServletSessionRecord known = CloseEventWebSocketSession.recordIn(session, this);
		if (known != null) {
			return (known.isEnded()) ? null : known;
		}
		return (ServletSessionRecord) getRecords().find(WebSocketSessionDecorator.unwrap(session));
	}

	/**
	 * Whether a session of SockJS over HTTP is open that has this id with Spring.
	 */
	boolean isSockJsOpen(String webSocketSessionId) {
		return this.sockJsSessions.containsKey(webSocketSessionId);
	}

	/**
	 * A session is about to be established with Spring's STOMP layer.
	 */
	void stompOpens(ServletSessionRecord record) {
		put(this.stompSessions, record);
	}

	private static void put(Map<String, ServletSessionRecord> sessions, ServletSessionRecord record) {
		sessions.put(record.getInfo().getWebSocketSessionId(), record);
		if (record.isEnded()) {
			remove(sessions, record);
		}
	}

	/**
	 * Most applications have none of these sessions, and a look-up costs about half a
	 * microsecond of a close whose id is in no cache.
	 */
	private static void remove(Map<String, ServletSessionRecord> sessions, SessionRecord record) {
		if (!sessions.isEmpty()) {
			sessions.remove(record.getInfo().getWebSocketSessionId(), record);
		}
	}

	/**
	 * A user has signed in by a STOMP CONNECT frame.
	 * @param webSocketSessionId the id of the session with Spring
	 * @param name the name of the user
	 */
	void stompConnected(String webSocketSessionId, String name) {
		ServletSessionRecord record = this.stompSessions.get(webSocketSessionId);
		if (record != null) {
			record.setPrincipalName(name);
		}
	}

	/**
	 * Return what the application sees of a session.
	 */
	WebSocketSession view(WebSocketSession session) {
		ServletSessionRecord record = find(session);
		return (record != null) ? record.getView() : lateView(session);
	}

	/**
	 * Return what a handler sees of a session that has no record any more: a view that is
	 * equal to the one it knows.
	 */
	WebSocketSession lateView(WebSocketSession session) {
		return (this.ended.contains(WebSocketSessionDecorator.unwrap(session))
				&& !CloseEventWebSocketSession.isIn(session))
						? SessionViews.of(session, null, SessionHolder.APPLICATION) : session;
	}

	/**
	 * Pass on a close that this end asks for.
	 */
	void close(SessionRecord record, CloseInitiator initiator, CloseStatus status,
			CloseEventWebSocketSession.CloseCall call) throws IOException {
		CloseCause cause = closing(record, initiator, status);
		if (cause == null) {
			call.close();
			return;
		}
		close(record, cause, call);
	}

	/**
	 * Close a session whose end has not begun. Some servers throw if it has.
	 */
	void closeOnce(SessionRecord record, CloseInitiator initiator, CloseStatus status, WebSocketSession session)
			throws IOException {
		CloseCause cause = (!record.isEnding()) ? closing(record, initiator, status) : null;
		if (cause != null) {
			close(record, cause, () -> session.close(status));
		}
	}

	private @Nullable CloseCause closing(SessionRecord record, CloseInitiator initiator, CloseStatus status) {
		String reason = status.getReason();
		return closing(record, initiator, status.getCode(), (reason != null) ? reason : "");
	}

	private void close(SessionRecord record, CloseCause cause, CloseEventWebSocketSession.CloseCall call)
			throws IOException {
		boolean refused = true;
		try {
			call.close();
			refused = false;
		}
		finally {
			closed(record, cause, refused);
		}
	}

	/**
	 * Whether this thread is one of the server's that reads from the connection. A close
	 * that this end began may be reported on a timer's thread, under a lock of SockJS, or
	 * inside the application's call of {@code close}.
	 */
	@Override
	protected boolean mayRunListeners(SessionRecord record, Ending ending) {
		Seen seen = record.seen();
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

	@Override
	protected boolean isOwn(SessionRecord record) {
		return record instanceof ServletSessionRecord;
	}

	@Override
	protected void ended(SessionRecord record) {
		remove(this.stompSessions, record);
		remove(this.sockJsSessions, record);
		ServletSessionRecord servletRecord = (ServletSessionRecord) record;
		if (servletRecord.isWrapped() && !servletRecord.isRemembered()) {
			this.ended.add((WebSocketSession) record.getSession());
		}
	}

}
