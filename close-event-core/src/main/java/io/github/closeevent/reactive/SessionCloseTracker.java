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

package io.github.closeevent.reactive;

import java.io.IOException;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.mapping.Ending;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.server.NettyConnection;
import io.github.closeevent.server.Servers;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.SessionRecord;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import io.github.closeevent.tracking.SessionTracker;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketSession;

/**
 * Follows the sessions of spring-webflux.
 *
 * @since 0.1.0
 */
public class SessionCloseTracker extends SessionTracker {

	private static final Log logger = LogFactory.getLog(SessionCloseTracker.class);

	private final Connections connections;

	private final boolean wrapSessions;

	/**
	 * Create a tracker.
	 * @param records the open sessions
	 * @param watch the shared watch over sessions whose end has begun
	 * @param publisher where events go
	 * @param settings how long to wait, which sessions have an event, and the words for
	 * its code
	 * @param wrapSessions whether handlers see a view of their session that notes who
	 * closes it; without it a close by the application cannot be told from one by the
	 * server
	 */
	public SessionCloseTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher,
			TrackingSettings settings, boolean wrapSessions) {
		this(records, watch, publisher, settings, wrapSessions, Servers.find(),
				NativeSessions.find(NativeSessions.GETTER));
	}

	SessionCloseTracker(SessionRecords records, ClosingWatch watch, CloseEventPublisher publisher,
			TrackingSettings settings, boolean wrapSessions, Servers servers, @Nullable NativeSessions nativeSessions) {
		super(records, watch, publisher, settings);
		this.wrapSessions = wrapSessions;
		this.connections = new Connections(servers, nativeSessions, wrapSessions);
	}

	boolean wraps(ReactiveSessionRecord record) {
		return this.wrapSessions && record.isPublished();
	}

	/**
	 * Begin to follow a session whose handler is about to be called.
	 * @return the record, or null if the session is none of ours or is followed already
	 */
	@Nullable ReactiveSessionRecord open(WebSocketSession session, SessionFacts facts) {
		try {
			if (session instanceof CloseEventWebSocketSession) {
				return null;
			}
			WebSocketSessionInfo info = facts.toInfo(session, getRecords().nextId(),
					this.connections.remoteAddress(session));
			if (getRecords().find(session) != null) {
				return null;
			}
			ReactiveSessionRecord record = new ReactiveSessionRecord(session, info, this.connections.of(session), this);
			record.setHandshakeTrace(facts.handshakeTrace());
			if (!follow(record)) {
				return null;
			}
			listen(record);
			return record;
		}
		catch (Throwable ex) {
			logger.warn("Cannot follow " + session.getClass().getName() + ", it will have no close event", ex);
			return null;
		}
	}

	private void listen(ReactiveSessionRecord record) {
		if (record.getConnection() instanceof NettyConnection connection) {
			connection.onChange(() -> check(record));
			return;
		}
		record.getWebSocketSession()
			.closeStatus()
			.subscribe((status) -> reported(record, status), (ex) -> lost(record), () -> completed(record));
	}

	/**
	 * The server says how the session ended.
	 */
	private void reported(ReactiveSessionRecord record, CloseStatus status) {
		Connection connection = record.getConnection();
		Throwable error = connection.getError();
		if (error != null) {
			transportError(record, error);
		}
		if (connection.reportsAnswer()) {
			// The handler is told next, and what it does then may become the answer. Only
			// now can be seen which end was first.
			connection.onReport(status.getCode(), (status.getReason() != null) ? status.getReason() : "");
			record.told(status);
			watch(record);
			return;
		}
		record.reported(status.getCode(), status.getReason());
		check(record);
	}

	@Override
	protected boolean isOwn(SessionRecord record) {
		return record instanceof ReactiveSessionRecord;
	}

	@Override
	protected void settling(SessionRecord record) {
		ReactiveSessionRecord reactiveRecord = (ReactiveSessionRecord) record;
		reactiveRecord.settling();
		CloseStatus status = reactiveRecord.getTold();
		if (status != null) {
			record.reported(status.getCode(), status.getReason());
		}
	}

	/**
	 * A server that lost the connection says so by saying nothing.
	 */
	private void completed(ReactiveSessionRecord record) {
		if (record.seen().report() != null || record.getTold() != null) {
			return;
		}
		boolean exact = record.getConnection().isExact();
		boolean ending = record.getConnection().getState().phase() == Phase.INBOUND;
		if (exact) {
			lost(record);
		}
		if (!exact || ending) {
			// Nothing more will be told. If a server was about to close for what it read,
			// it could not write its Close frame, whatever that said.
			record.reported((exact) ? CloseCode.PROTOCOL_ERROR : CloseCode.ABNORMAL_CLOSURE, null);
			check(record);
		}
	}

	@Nullable CloseCause closing(ReactiveSessionRecord record, CloseInitiator initiator, CloseStatus status) {
		String reason = status.getReason();
		return closing(record, initiator, status.getCode(), (reason != null) ? reason : "");
	}

	/**
	 * See what becomes of a close.
	 */
	Mono<Void> watch(ReactiveSessionRecord record, CloseCause cause, Mono<Void> close) {
		return close.doOnSuccess((nothing) -> closed(record, cause, false))
			.doOnError((ex) -> closed(record, cause, true));
	}

	/**
	 * Close a session whose end has not begun.
	 */
	void closeOnce(ReactiveSessionRecord record, CloseInitiator initiator, CloseStatus status) {
		CloseCause cause = (!record.isEnding()) ? closing(record, initiator, status) : null;
		if (cause == null) {
			return;
		}
		Mono<Void> close = close(record, cause, status);
		watch(record, cause, close).subscribe(null, (ex) -> logger.debug("Could not close " + record.getInfo(), ex));
		ended(record);
	}

	/**
	 * Call the server's close, which may close at once or when somebody subscribes.
	 */
	Mono<Void> close(ReactiveSessionRecord record, CloseCause cause, CloseStatus status) {
		try {
			Mono<Void> close = record.getWebSocketSession().close(status);
			// What is seen now cannot be taken for an answer that is fast.
			record.getConnection().getState();
			return close;
		}
		catch (Throwable ex) {
			closed(record, cause, true);
			throw ex;
		}
	}

	/**
	 * An exception left the handler. It may be the connection's, passed through.
	 */
	void handlerFailed(ReactiveSessionRecord record, Throwable error) {
		record.explain(error);
		failed(record, CloseInitiator.APPLICATION, error);
	}

	/**
	 * The handler threw before it returned, into the call with which the server opens the
	 * session.
	 */
	void handlerThrew(ReactiveSessionRecord record, Throwable error) {
		failedToOpen(record, CloseInitiator.APPLICATION, error);
	}

	/**
	 * The handler has ended, at which the server closes.
	 * @param completion tells the server
	 */
	void handlerCompletes(ReactiveSessionRecord record, Runnable completion) {
		record.cancelExplained();
		CloseCause cause = closing(record, CloseInitiator.APPLICATION, CloseStatus.NORMAL);
		completion.run();
		if (cause != null) {
			closed(record, cause, false);
		}
	}

	/**
	 * The connection fails while the handler receives from it.
	 */
	void receiveFailed(ReactiveSessionRecord record, Throwable error) {
		Connection connection = record.getConnection();
		if (connection instanceof NettyConnection netty) {
			netty.receiveFailed(error, record.getWebSocketSession().isOpen());
		}
		else {
			record.explain(error);
			if (!connection.isExact() && error instanceof IOException) {
				transportError(record, error);
			}
		}
	}

	/**
	 * A message could not be written. The handler may end with the same exception, which
	 * is not its own.
	 */
	void writeFailed(ReactiveSessionRecord record, Throwable error) {
		if (record.getConnection().getState().phase() == Phase.OPEN) {
			transportError(record, error);
		}
	}

	/**
	 * The handler receives no more, at which Reactor Netty closes.
	 */
	void receiveCancelled(ReactiveSessionRecord record) {
		if (record.getConnection() instanceof NettyConnection) {
			cancelled(record);
		}
	}

	/**
	 * The application wants no more of what a client executes, at which Reactor Netty
	 * closes. A server cancels what has ended.
	 */
	void handlerCancelled(ReactiveSessionRecord record) {
		if (record.getInfo().getSide() == Side.CLIENT) {
			receiveCancelled(record);
		}
	}

	/**
	 * What is kept of its messages goes, unless its handler still receives them, and the
	 * peer's Close frame is read.
	 */
	@Override
	protected void ended(SessionRecord record) {
		CloseEventWebSocketSession view = ((ReactiveSessionRecord) record).getView();
		if (view != null) {
			view.closing();
		}
	}

	/**
	 * Never: it is an event loop, or a thread that the application closes on.
	 */
	@Override
	protected boolean mayRunListeners(SessionRecord record, Ending ending) {
		return false;
	}

}
