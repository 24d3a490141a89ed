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

package io.github.closeevent.session;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.session.ConnectionState.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of the end of one session: the first thing that ended it, the first
 * report of the container, and whether its event is out. Thread-safe; nothing is called
 * from inside its lock but the {@link Connection}, which must not block.
 *
 * @since 0.1.0
 */
public abstract class EndRecord {

	private static final CloseFrame FAILURE = new CloseFrame(CloseCode.INTERNAL_ERROR, "");

	private final Connection connection;

	private @Nullable CloseCause cause;

	private @Nullable LaterCloses laterCloses;

	private @Nullable ReportedClose report;

	/**
	 * The thread on which a write failed after the decision and before the report.
	 */
	private @Nullable Thread writeFailedOn;

	private volatile boolean ended;

	EndRecord(Connection connection) {
		this.connection = connection;
	}

	public Connection getConnection() {
		return this.connection;
	}

	/**
	 * This end is about to ask for a close. Call before the close is passed on.
	 * @param initiator who asks
	 * @param code the code asked for
	 * @param reason the reason asked for
	 * @return this call as a cause, or null if something else has ended the session
	 */
	public synchronized @Nullable CloseCause closing(CloseInitiator initiator, int code, String reason) {
		CloseCause first = this.cause;
		if (this.report != null || isEnded()) {
			return null;
		}
		if (first == null) {
			return decide(CloseCause.Kind.CLOSE, initiator, code, reason, null);
		}
		if (first.kind() == CloseCause.Kind.EXCEPTION && !isFailureFinal() && this.connection.reportsAnswer()
				&& this.connection.getState().phase() == Phase.OPEN) {
			// Somebody swallowed the exception, and closes now.
			this.cause = null;
			return decide(CloseCause.Kind.CLOSE, initiator, code, reason, null);
		}
		if (first.kind() != CloseCause.Kind.CLOSE) {
			return null;
		}
		this.connection.beforeLaterClose(code);
		CloseCause next = new CloseCause(CloseCause.Kind.CLOSE, initiator, code, reason, null, Thread.currentThread(),
				first.afterPeer(), System.nanoTime());
		if (this.laterCloses == null) {
			this.laterCloses = new LaterCloses();
		}
		this.laterCloses.add(next);
		return next;
	}

	/**
	 * A close that was passed on came to nothing: it was none.
	 * @param refused what {@link #closing} returned
	 */
	public synchronized void refused(CloseCause refused) {
		LaterCloses later = this.laterCloses;
		if (this.report != null || (later != null && later.remove(refused)) || this.cause != refused) {
			return;
		}
		this.cause = (later != null) ? later.removeFirst() : null;
		this.writeFailedOn = null;
	}

	/**
	 * An exception left the handler.
	 * @param initiator whose handler it is
	 * @param error the exception
	 * @return the cause if this is what ends the session, null if something was first
	 */
	public @Nullable CloseCause failed(CloseInitiator initiator, Throwable error) {
		return failed(initiator, FAILURE, error);
	}

	/**
	 * An exception left the handler, and its server closes in its own way.
	 * @param initiator whose handler it is
	 * @param frame the Close frame that the server writes, if it writes one
	 * @param error the exception
	 * @return the cause if this is what ends the session, null if something was first
	 */
	public synchronized @Nullable CloseCause failed(CloseInitiator initiator, CloseFrame frame, Throwable error) {
		CloseCause first = this.cause;
		if (first != null && first.kind() == CloseCause.Kind.CANCEL) {
			// It wanted no more messages because it was about to fail.
			this.cause = first.with(CloseCause.Kind.EXCEPTION, error);
			return this.cause;
		}
		if (first != null && isFailureFinal()) {
			this.connection.beforeLaterClose(CloseCode.INTERNAL_ERROR);
		}
		return (this.report == null) ? decide(CloseCause.Kind.EXCEPTION, initiator, frame.code(), frame.reason(), error)
				: null;
	}

	/**
	 * The handler wants no more messages, at which this server closes.
	 * @return the cause if this is what ends the session, null if something was first
	 */
	public synchronized @Nullable CloseCause cancelled() {
		return decide(CloseCause.Kind.CANCEL, CloseInitiator.APPLICATION, CloseCode.NO_STATUS_RECEIVED, "", null);
	}

	/**
	 * No exception is to come that would tell why the handler wants no more messages.
	 */
	public synchronized void cancelExplained() {
		CloseCause first = this.cause;
		if (first != null && first.kind() == CloseCause.Kind.CANCEL) {
			this.cause = first.with(CloseCause.Kind.CLOSE, null);
		}
	}

	/**
	 * The container said that the connection is lost, and not why.
	 * @return the cause if this is what ends the session, null if something was first
	 */
	public synchronized @Nullable CloseCause lost() {
		return transportError(null);
	}

	/**
	 * Explain a loss with the exception that came after it.
	 * @param error the exception
	 */
	public synchronized void explain(Throwable error) {
		CloseCause first = this.cause;
		if (first != null && first.kind() == CloseCause.Kind.TRANSPORT && first.error() == null) {
			this.cause = first.with(first.kind(), error);
		}
	}

	/**
	 * The container reported a transport error.
	 * @param error the exception, or null if the container does not say
	 * @return the cause if this is what ends the session, null if something was first
	 */
	public synchronized @Nullable CloseCause transportError(@Nullable Throwable error) {
		if (error != null && sendFailed(error)) {
			return this.cause;
		}
		CloseCause first = this.cause;
		boolean swallowed = first != null && first.kind() == CloseCause.Kind.EXCEPTION && this.report == null
				&& !isFailureFinal();
		boolean open = this.connection.getState().phase() == Phase.OPEN;
		// Such a server has closed the connection before it tells why.
		boolean toldLate = first == null && this.report == null
				&& (this.connection.reportsAnswer() || !this.connection.isExact());
		if (toldLate || ((first == null || swallowed) && open)) {
			// The exception before, if there was one, ended nothing: the session went on.
			this.cause = null;
			return decide(CloseCause.Kind.TRANSPORT, CloseInitiator.NETWORK, CloseCode.ABNORMAL_CLOSURE, "", error);
		}
		if (first != null && first.kind() == CloseCause.Kind.EXCEPTION && isFailureFinal() && open) {
			// The server passes on what left the handler, and closes next.
			return null;
		}
		if (this.report == null && (first == null || first.thread() == Thread.currentThread())) {
			// Between the decision and the report, on the thread of both, only the
			// write of the Close frame can fail.
			this.writeFailedOn = Thread.currentThread();
		}
		ReportedClose reported = this.report;
		if (reported != null && reported.thread() != Thread.currentThread() && this.connection.isLayered()
				&& this.connection.isAnswering()) {
			// SockJS has reported a close of its own, and the peer's cannot be answered.
			this.writeFailedOn = reported.thread();
		}
		return null;
	}

	/**
	 * A message could not be sent. Explains a report of 1006 that nothing else explains.
	 * @param error the exception
	 * @return whether this is what ended the session
	 */
	public synchronized boolean sendFailed(Throwable error) {
		ReportedClose reported = this.report;
		boolean unexplained = this.cause == null && reported != null && reported.code() == CloseCode.ABNORMAL_CLOSURE
				&& !reported.idle();
		if (!unexplained || this.connection.getState().closeWritten()) {
			return false;
		}
		return decide(CloseCause.Kind.TRANSPORT, CloseInitiator.NETWORK, CloseCode.ABNORMAL_CLOSURE, "", error) != null;
	}

	private @Nullable CloseCause decide(CloseCause.Kind kind, CloseInitiator initiator, int code, String reason,
			@Nullable Throwable error) {
		if (this.cause != null || this.ended) {
			return null;
		}
		ConnectionState state = this.connection.getState();
		boolean afterPeer = state.peerCloseParsed();
		if (this.connection.getWire() != null && state.phase() != Phase.OPEN) {
			// The end has begun, and what is decided now changes nothing.
			return null;
		}
		if (kind != CloseCause.Kind.TRANSPORT) {
			if (this.connection.reportsAnswer() && state.phase() == Phase.INBOUND && !afterPeer) {
				// The connection has ended, and is about to be reported with its error.
				return null;
			}
			this.connection.beforeClose(kind, code);
		}
		this.cause = new CloseCause(kind, initiator, code, reason, error, Thread.currentThread(), afterPeer,
				System.nanoTime());
		return this.cause;
	}

	/**
	 * The container said that the session is closed. Only its first word counts.
	 * @param code the code reported
	 * @param reason the reason reported, or null
	 */
	public synchronized void reported(int code, @Nullable String reason) {
		if (this.report == null) {
			CloseCause inside = reportedInside();
			if (inside != null) {
				this.cause = inside;
			}
			String text = (reason != null) ? reason : "";
			this.connection.onReport(code, text);
			this.report = new ReportedClose(code, text, this.connection.getState(), this.connection.isIdle(),
					Thread.currentThread(), System.nanoTime());
		}
	}

	/**
	 * Return the later one of several calls of {@code close} inside which the end is
	 * reported: it is the one that closed.
	 */
	private @Nullable CloseCause reportedInside() {
		CloseCause first = this.cause;
		LaterCloses later = this.laterCloses;
		if (first == null || later == null || first.thread() == Thread.currentThread()
				|| (this.connection.reportsAnswer() && this.connection.getState().closeWritten())) {
			return null;
		}
		return later.findByThread(Thread.currentThread());
	}

	/**
	 * Return what was seen so far, as one consistent view.
	 * @return the view
	 */
	public synchronized Seen seen() {
		Thread failedOn = this.writeFailedOn;
		boolean writeFailed = failedOn != null && (this.report == null || this.report.thread() == failedOn);
		return new Seen(this.cause, this.report, writeFailed);
	}

	/**
	 * Whether an exception that left the handler ends the session for sure, because
	 * nothing stands between the handler and its server that may swallow it.
	 * @return whether such a session cannot go on
	 */
	protected boolean isFailureFinal() {
		return false;
	}

	/**
	 * Forget a failure after which the session simply went on.
	 * @return whether there was one to forget
	 */
	public synchronized boolean forgetFailure() {
		CloseCause first = this.cause;
		if (first == null || first.kind() == CloseCause.Kind.CLOSE || this.report != null
				|| (first.kind() == CloseCause.Kind.EXCEPTION && isFailureFinal())
				|| this.connection.getState().phase() != Phase.OPEN) {
			return false;
		}
		this.cause = null;
		return true;
	}

	/**
	 * End the session. True for one caller only, who then publishes its event.
	 * @return whether this call ended it
	 */
	public synchronized boolean end() {
		boolean first = !this.ended;
		this.ended = true;
		return first;
	}

	public boolean isEnded() {
		return this.ended;
	}

	/**
	 * Whether the only sign of an end is an exception that somebody may swallow.
	 * @return whether the session may go on
	 */
	public synchronized boolean mayGoOn() {
		CloseCause first = this.cause;
		return first != null && first.kind() == CloseCause.Kind.EXCEPTION && !isFailureFinal() && this.report == null
				&& !this.ended && this.connection.getState().phase() == Phase.OPEN;
	}

	/**
	 * Whether the end has begun, so that nobody needs to close the session.
	 * @return whether something has ended it or is about to
	 */
	public synchronized boolean isEnding() {
		return this.cause != null || this.report != null || this.ended
				|| this.connection.getState().phase() != Phase.OPEN;
	}

}
