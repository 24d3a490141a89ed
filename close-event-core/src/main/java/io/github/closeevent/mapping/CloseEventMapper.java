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

package io.github.closeevent.mapping;

import java.util.Set;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.CloseCause.Kind;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.ReportedClose;
import io.github.closeevent.session.Seen;
import io.github.closeevent.session.SessionRecord;
import io.github.closeevent.session.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Tells from what was seen of a session how it ended: the first cause, the container's
 * report and what the connection knows. Nothing here waits, publishes or changes a
 * record.
 *
 * @since 0.1.0
 * @see Ending
 */
public final class CloseEventMapper {

	private static final int SOCKJS_GO_AWAY = 3000;

	private static final int SOCKJS_NOT_RELIABLE = 4500;

	private static final Set<Integer> REFUSALS = Set.of(CloseCode.PROTOCOL_ERROR, CloseCode.INVALID_PAYLOAD,
			CloseCode.MESSAGE_TOO_BIG);

	private CloseEventMapper() {
	}

	/**
	 * Return how a session ended, as far as it can be known now.
	 * @param record the session
	 * @return its ending, which may still wait for the peer's answer
	 */
	public static Ending map(SessionRecord record) {
		Seen seen = record.seen();
		Ending ending = map(seen, record.getConnection());
		boolean unasked = ending.initiator() == CloseInitiator.APPLICATION && seen.cause() == null;
		return (unasked && isSockJsClient(record.getInfo())) ? ending.decidedBy(sockJsInitiator(seen.report()))
				: ending;
	}

	private static boolean isSockJsClient(WebSocketSessionInfo session) {
		return session.getSide() == Side.CLIENT && session.getTransport().startsWith("sockjs");
	}

	/**
	 * Who decided that a SockJS client closes unasked: the server by its SockJS close
	 * frame, or the client itself, which did not understand a message.
	 */
	private static CloseInitiator sockJsInitiator(@Nullable ReportedClose report) {
		boolean own = report != null && report.code() != SOCKJS_GO_AWAY && isSockJsOwn(report);
		return (own) ? CloseInitiator.CONTAINER : CloseInitiator.PEER;
	}

	private static Ending map(Seen seen, Connection connection) {
		CloseCause cause = seen.cause();
		ReportedClose report = seen.report();
		if (!connection.isExact()) {
			return trust(cause, report);
		}
		Wire wire = connection.getWire();
		if (wire != null) {
			return WireMapper.map(cause, wire, connection);
		}
		CloseFrame refusal = connection.getRefusal();
		if (cause != null && cause.kind() == Kind.TRANSPORT && refusal != null) {
			return Ending.ours(CloseInitiator.CONTAINER, refusal, null, cause.error(), connection, false);
		}
		if (connection.reportsAnswer() && !connection.isLayered()) {
			return AnswerMapper.map(seen, connection);
		}
		if (cause != null && cause.kind() == Kind.TRANSPORT) {
			return network(seen, cause, connection);
		}
		if (cause != null && !isOvertaken(cause, report, connection)) {
			return asked(seen, cause, connection);
		}
		if (report == null) {
			return unreported(connection);
		}
		return reported(seen, report, connection);
	}

	/**
	 * Nothing was seen yet: the answer to the peer's Close frame may still be written.
	 */
	private static Ending unreported(Connection connection) {
		boolean settled = connection.isSettled();
		CloseFrame received = connection.getState().received();
		return (received != null) ? new Ending(CloseInitiator.PEER, received, null, received, null, false, true)
				: Ending.lost(null, !settled);
	}

	/**
	 * Whether something else was first on the wire, although this end decided to close:
	 * its {@code close} found the connection closing, or its exception was swallowed.
	 */
	private static boolean isOvertaken(CloseCause cause, @Nullable ReportedClose report, Connection connection) {
		if (report == null) {
			return false;
		}
		if (cause.kind() == Kind.EXCEPTION
				&& (report.code() != CloseCode.INTERNAL_ERROR || report.thread() != cause.thread())) {
			return true;
		}
		ConnectionState state = report.state();
		if (connection.isLayered()) {
			// SockJS reports after its close: what was first below it is seen in the
			// state. Its client answers the frame of SockJS, and may be faster than the
			// Close frame that follows.
			return switch (state.phase()) {
				case INBOUND -> state.peerCloseParsed() && !isSockJsAnswer(cause, state);
				case ENDED -> cause.afterPeer() && !state.closeWritten() && connection.hasHandshake();
				case OPEN, OUTBOUND -> false;
			};
		}
		// A connection that is lost under a close was still closed by this end.
		boolean lost = report.code() == CloseCode.ABNORMAL_CLOSURE && state.phase() == Phase.INBOUND
				&& !state.peerCloseParsed();
		return !lost && !isReportedInside(cause, report, connection);
	}

	/**
	 * Whether the peer's Close frame is what a SockJS client sends when it was told of
	 * this close. SockJS tells it of all but the close of a session that is not reliable.
	 */
	private static boolean isSockJsAnswer(CloseCause cause, ConnectionState state) {
		return !cause.afterPeer() && cause.code() != SOCKJS_NOT_RELIABLE && CloseFrame.EMPTY.equals(state.received());
	}

	/**
	 * Whether the report belongs to this close: the server reports a close of this end on
	 * its own thread, while it is written (the answer may have been parsed by then), and
	 * anything else on another.
	 */
	private static boolean isReportedInside(CloseCause cause, ReportedClose report, Connection connection) {
		return !connection.isLayered() && report.thread() == cause.thread();
	}

	/**
	 * The application, or a layer above the connection, asked for the close.
	 */
	private static Ending asked(Seen seen, CloseCause cause, Connection connection) {
		ReportedClose report = seen.report();
		// In this order: what settled the connection is in the state then.
		boolean awaiting = !seen.writeFailed() && (report == null || !connection.isSettled());
		ConnectionState now = connection.getState();
		CloseFrame sent = null;
		if (!seen.writeFailed() && isWritten(cause, report, now, connection)) {
			sent = (report != null) ? connection.toWire(report.code(), report.reason())
					: connection.toWire(cause.code(), cause.reason());
		}
		return Ending.ours(cause.initiator(), sent, now.received(), cause.error(), connection, awaiting);
	}

	private static boolean isAwaiting(Seen seen, Connection connection) {
		return !seen.writeFailed() && !connection.isSettled();
	}

	/**
	 * Whether this end's Close frame got out, told from the connection's state in the
	 * callback and now.
	 */
	private static boolean isWritten(CloseCause cause, @Nullable ReportedClose report, ConnectionState now,
			Connection connection) {
		if (report == null || report.state().phase() == Phase.OPEN) {
			// It is still being written, or SockJS was closed by several threads at once
			// and one reports while another writes.
			return now.closeWritten() && connection.hasHandshake();
		}
		ConnectionState state = report.state();
		return switch (state.phase()) {
			case OPEN -> false;
			case OUTBOUND -> true;
			case INBOUND ->
				isReportedInside(cause, report, connection) || (connection.isLayered() && state.peerCloseParsed());
			case ENDED -> state.closeWritten() || state.peerCloseParsed();
		};
	}

	/**
	 * The transport failed first. What SockJS could not decode is no failure of the
	 * transport, although it is reported as one: SockJS closes with 1007 then.
	 */
	private static Ending network(Seen seen, CloseCause cause, Connection connection) {
		ReportedClose report = seen.report();
		if (report != null && report.code() == CloseCode.INVALID_PAYLOAD && connection.reportsAnswer()) {
			// A server of this kind waits for no answer to this code.
			return Ending.ours(CloseInitiator.CONTAINER, connection.toWire(report.code(), report.reason()), null,
					cause.error(), connection, false);
		}
		if (report != null && report.code() == CloseCode.INVALID_PAYLOAD && report.state().phase() == Phase.OUTBOUND) {
			return ours(CloseInitiator.CONTAINER, seen, report, cause.error(), connection);
		}
		// SockJS says what it made of the error once it has closed what is below it.
		return Ending.lost(cause.error(), report == null && (connection.isLayered() || !connection.isSettled()));
	}

	/**
	 * Nothing of this end was first: the connection's state tells whose close it is.
	 */
	private static Ending reported(Seen seen, ReportedClose report, Connection connection) {
		ConnectionState state = report.state();
		if (state.peerCloseParsed() && !connection.hasHandshake()) {
			return carried(report, connection);
		}
		if (report.code() == CloseCode.ABNORMAL_CLOSURE) {
			return abnormal(seen, report, connection);
		}
		CloseFrame received = state.received();
		CloseFrame answer = (seen.writeFailed()) ? null : new CloseFrame(report.code(), report.reason());
		if (connection.isLayered() && state.closeWritten() && connection.hasHandshake()) {
			return ours(localInitiator(report, connection), seen, report, null, connection);
		}
		if (state.phase() != Phase.OUTBOUND && received != null) {
			CloseCause cause = seen.cause();
			return (cause != null) ? overtaken(seen, cause.thread() == report.thread(), received, connection)
					: Ending.peers(received, answer);
		}
		return switch (state.phase()) {
			case OPEN, ENDED -> (isSockJsOwn(report)) ? Ending.lost(null, false)
					: Ending.ours(CloseInitiator.APPLICATION, null, null, null, connection, false);
			case INBOUND -> Ending.ours(CloseInitiator.CONTAINER, answer, null, null, connection, false);
			case OUTBOUND -> ours(localInitiator(report, connection), seen, report, null, connection);
		};
	}

	/**
	 * SockJS reports a close that was overtaken, and does so on the thread of that close
	 * before the server has answered the peer's.
	 */
	private static Ending overtaken(Seen seen, boolean early, CloseFrame received, Connection connection) {
		boolean answering = early && connection.isLayered() && connection.isAnswering();
		CloseFrame answer = (answering || seen.writeFailed()) ? null : connection.answerTo(received);
		return new Ending(CloseInitiator.PEER, received, answer, received, null, answer != null, answering);
	}

	/**
	 * A SockJS client over HTTP says that it was closed: by a close frame of the server,
	 * because the server knows the session no more, or because it sent what is no JSON.
	 */
	private static Ending carried(ReportedClose report, Connection connection) {
		return switch (report.code()) {
			case CloseCode.ABNORMAL_CLOSURE -> Ending.lost(null, false);
			case CloseCode.INVALID_PAYLOAD ->
				Ending.ours(CloseInitiator.CONTAINER, null, null, null, connection, false);
			default -> Ending.peersAlone(new CloseFrame(report.code(), report.reason()));
		};
	}

	/**
	 * A report of 1006: the transport failed, or an idle timeout, which says 1001 on the
	 * wire and 1006 to the application. After a failed write the connection is cut at
	 * once; its exception may be yet to pass through us.
	 */
	private static Ending abnormal(Seen seen, ReportedClose report, Connection connection) {
		ConnectionState state = report.state();
		boolean cut = state.phase() != Phase.INBOUND && connection.isSettled() && !connection.getState().closeWritten()
				&& !connection.getState().peerCloseParsed();
		if ((report.idle() || state.peerCloseParsed()) && !cut) {
			ReportedClose onTheWire = new ReportedClose(CloseCode.GOING_AWAY, report.reason(), state, true,
					report.thread(), report.nanoTime());
			return ours(CloseInitiator.CONTAINER, seen, onTheWire, null, connection);
		}
		return Ending.lost(null, state.phase() == Phase.OUTBOUND && !connection.isSettled());
	}

	/**
	 * Who closed what we do not wrap: SockJS itself, a server that stops (1001), and else
	 * the application, by the native session.
	 */
	private static CloseInitiator localInitiator(ReportedClose report, Connection connection) {
		boolean container = connection.isServersOwn(report.code(), report.reason())
				|| (connection.isLayered() && isSockJsOwn(report));
		return (container) ? CloseInitiator.CONTAINER : CloseInitiator.APPLICATION;
	}

	/**
	 * Whether this is a code with which SockJS closes: bad data, a failed write, or a
	 * client that came back no more ({@code 3000}).
	 */
	private static boolean isSockJsOwn(ReportedClose report) {
		return report.code() == CloseCode.INVALID_PAYLOAD || report.code() == CloseCode.INTERNAL_ERROR
				|| report.code() == SOCKJS_GO_AWAY;
	}

	private static Ending ours(CloseInitiator initiator, Seen seen, ReportedClose report, @Nullable Throwable error,
			Connection connection) {
		CloseFrame sent = (seen.writeFailed()) ? null : connection.toWire(report.code(), report.reason());
		boolean awaiting = isAwaiting(seen, connection);
		return Ending.ours(initiator, sent, connection.getState().received(), error, connection, awaiting);
	}

	/**
	 * The connection cannot be asked: what the container reports is taken for the truth.
	 */
	private static Ending trust(@Nullable CloseCause cause, @Nullable ReportedClose report) {
		if (report == null) {
			return (cause != null && cause.kind() != Kind.TRANSPORT)
					? new Ending(cause.initiator(), null, null, null, cause.error(), false, true)
					: Ending.lost((cause != null) ? cause.error() : null, true);
		}
		boolean lost = report.code() == CloseCode.ABNORMAL_CLOSURE;
		CloseFrame frame = (lost) ? null : new CloseFrame(report.code(), report.reason());
		if (cause != null && cause.kind() == Kind.TRANSPORT) {
			// A refusal of what was read is reported as an error, too.
			return (REFUSALS.contains(report.code()))
					? new Ending(CloseInitiator.CONTAINER, frame, frame, null, cause.error(), false, false)
					: Ending.lost(cause.error(), false);
		}
		if (cause != null && cause.kind() == Kind.CLOSE) {
			// The code reported may be that of the answer.
			CloseFrame asked = (lost) ? null : new CloseFrame(cause.code(), cause.reason());
			return new Ending(cause.initiator(), asked, asked, null, null, false, false);
		}
		if (cause != null && report.code() == CloseCode.INTERNAL_ERROR) {
			return new Ending(cause.initiator(), frame, frame, null, cause.error(), false, false);
		}
		return (frame != null) ? Ending.peers(frame, frame) : Ending.lost(null, false);
	}

}
