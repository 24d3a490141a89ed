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

package io.github.closeevent.server;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.session.CloseCause.Kind;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.exception.WebSocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty's session knows. Its callback comes once the connection has ended, with the
 * last Close frame of either end: after a close by this end that is the peer's answer.
 * After a code that Jetty finds abnormal (1001, 1008, 1011, …) it waits for no answer.
 */
final class JettyConnection implements Connection {

	private final JettyInternals internals;

	private final WebSocketCoreSession session;

	private final boolean layered;

	private final boolean jakarta;

	/**
	 * Whether this end asked for the close while the connection was open.
	 */
	private volatile boolean began;

	/**
	 * Whether it did so by an exception, which somebody may have swallowed.
	 */
	private volatile boolean failed;

	private volatile boolean awaitsAnswer;

	/**
	 * The code with which it closed.
	 */
	private volatile int code;

	/**
	 * The code of a later close by this end, which may get to Jetty before the first.
	 */
	private volatile int laterCode;

	/**
	 * How many frames Jetty had begun to write before that.
	 */
	private volatile int framesBefore;

	/**
	 * Whether a call of close has not come back, inside which Jetty may report.
	 */
	private volatile boolean calling;

	private volatile boolean written;

	/**
	 * Whether this end's Close frame was seen to be under way before the peer's came.
	 */
	private volatile boolean outFirst;

	/**
	 * Whether the peer's Close frame was seen before the answer: the Jakarta API reports
	 * it then, and Jetty's own afterwards.
	 */
	private volatile boolean peerFirst;

	/**
	 * The peer's Close frame, which a close by this end replaces.
	 */
	private volatile @Nullable CloseFrame replaced;

	private JettyConnection(JettyInternals internals, WebSocketCoreSession session, boolean layered, boolean jakarta) {
		this.internals = internals;
		this.session = session;
		this.layered = layered;
		this.jakarta = jakarta;
	}

	/**
	 * Make the connection under a session.
	 * @return the connection, or null if this is no session of Jetty
	 */
	static @Nullable JettyConnection of(JettyInternals internals, Object nativeSession, boolean layered) {
		WebSocketCoreSession session = JettyCoreSessions.ofNative(nativeSession);
		if (session != null) {
			return new JettyConnection(internals, session, layered, false);
		}
		session = JettyCoreSessions.ofJakarta(nativeSession);
		return (session != null) ? new JettyConnection(internals, session, layered, true) : null;
	}

	@Override
	public void beforeClose(Kind kind, int code) {
		ConnectionState state = getState();
		if (state.phase() == Phase.OPEN) {
			this.awaitsAnswer = CloseStatus.isOrdinary(code);
			this.calling = kind == Kind.CLOSE;
			this.failed = kind == Kind.EXCEPTION;
			this.code = code;
			this.framesBefore = framesOut();
			this.began = true;
		}
		else if (state.phase() == Phase.INBOUND) {
			this.calling = kind == Kind.CLOSE;
			this.replaced = state.received();
			this.peerFirst = this.replaced != null;
		}
	}

	/**
	 * Jetty refuses it, but ends the connection all the same if it is one that awaits no
	 * answer. SockJS passes none on.
	 */
	@Override
	public void beforeLaterClose(int code) {
		ConnectionState state = getState();
		if (state.phase() == Phase.INBOUND && state.received() != null) {
			// The peer was faster than the first close, and this one may become the
			// answer.
			this.replaced = state.received();
			this.peerFirst = true;
		}
		else if (!this.layered && state.phase() != Phase.INBOUND && !this.session.isClosed()) {
			this.laterCode = code;
			this.awaitsAnswer = this.awaitsAnswer && CloseStatus.isOrdinary(code);
		}
	}

	@Override
	public void afterClose(boolean failed) {
		if (this.session.isOutputOpen()) {
			// Refused; the Jakarta API does so in silence.
			this.began = false;
		}
		else if (failed && this.outFirst) {
			// Jetty fails what it has written, too, if it reads the peer before it says
			// so. What it has not begun to write is lost.
			this.written = this.written || (isPeerRead() && framesOut() != this.framesBefore);
		}
		else if (failed) {
			closedByPeer();
		}
		else if (this.jakarta || !Thread.currentThread().isInterrupted()) {
			// Spring's session on Jetty's own API returns if it is interrupted, too.
			this.written = true;
		}
		// Last: whoever sees it takes the connection for settled, and what was noted for
		// all there is.
		this.calling = false;
	}

	/**
	 * Only differences count, so that an overflow does not matter.
	 */
	private int framesOut() {
		return (int) this.session.getConnection().getMessagesOut();
	}

	private boolean isPeerRead() {
		CloseStatus status = this.internals.getCloseStatus(this.session);
		return this.awaitsAnswer && status != null && status.getCause() == null && !this.session.isInputOpen();
	}

	/**
	 * Jetty's own API reports the peer's Close frame as soon as it is parsed. If it was
	 * first, this end's may be written by now, but then it has replaced the peer's. If it
	 * was not, the output was closed before.
	 */
	@Override
	public void onReport(int code, String reason) {
		CloseStatus status = this.internals.getCloseStatus(this.session);
		if (this.layered || this.jakarta || this.replaced != null || status == null || status.getCause() != null
				|| this.session.isInputOpen()) {
			return;
		}
		CloseFrame peers = frame(code, reason);
		if (this.session.isOutputOpen() || !peers.equals(frame(status.getCode(), status.getReason()))) {
			this.peerFirst = true;
			this.replaced = peers;
		}
		else if (this.began && this.awaitsAnswer) {
			this.outFirst = true;
		}
	}

	/**
	 * This end's close failed because the peer's had been parsed and answered since the
	 * call of it began, or because a later close of this end had overtaken it.
	 */
	private void closedByPeer() {
		CloseStatus status = this.internals.getCloseStatus(this.session);
		if (status != null && status.getCode() == this.code) {
			// An answer: it came before the call was told that its frame was written.
			this.written = true;
			return;
		}
		if (status != null && status.getCode() == this.laterCode) {
			return;
		}
		if (this.replaced == null && status != null && status.getCause() == null && !this.session.isInputOpen()) {
			this.peerFirst = true;
			this.replaced = frame(status.getCode(), status.getReason());
		}
	}

	@Override
	public ConnectionState getState() {
		// The input first: what closed it is in the status then.
		boolean inputOpen = this.session.isInputOpen();
		CloseStatus status = this.internals.getCloseStatus(this.session);
		if (status == null) {
			return new ConnectionState(Phase.OPEN, false, null, false);
		}
		if (inputOpen && this.session.isInputOpen()) {
			this.outFirst = true;
			return new ConnectionState(Phase.OUTBOUND, false, null, this.written);
		}
		if (this.session.isOutputOpen()) {
			this.peerFirst = true;
		}
		CloseFrame received = received(status);
		boolean unseen = beganUnseen(status);
		return new ConnectionState((unseen || began(status)) ? Phase.OUTBOUND : Phase.INBOUND, received != null,
				received, unseen || this.written);
	}

	/**
	 * Whether this end closed, and nobody told us so: then the answer is the first that
	 * the Jakarta API reports.
	 */
	private boolean beganUnseen(CloseStatus status) {
		return this.jakarta && !this.peerFirst && !this.began && status.getCause() == null;
	}

	private boolean began(CloseStatus status) {
		return this.began && !this.peerFirst && (!this.failed || status.getCode() == CloseCode.INTERNAL_ERROR);
	}

	private @Nullable CloseFrame received(CloseStatus status) {
		if (this.replaced != null) {
			return this.replaced;
		}
		boolean peers = !began(status) || this.awaitsAnswer;
		if (beganUnseen(status)) {
			peers = CloseStatus.isOrdinary(status.getCode());
		}
		return (peers && status.getCause() == null) ? frame(status.getCode(), status.getReason()) : null;
	}

	@Override
	public @Nullable CloseFrame getRefusal() {
		CloseStatus status = this.internals.getCloseStatus(this.session);
		if (status == null || status.getCause() == null || began(status)
				|| !CloseStatus.isTransmittableStatusCode(status.getCode())) {
			return null;
		}
		return frame(status.getCode(), status.getReason());
	}

	private static CloseFrame frame(int code, @Nullable String reason) {
		return new CloseFrame(code, (reason != null) ? reason : "");
	}

	@Override
	public boolean isSettled() {
		if (this.calling && !this.session.isOutputOpen() && this.session.isInputOpen()) {
			this.outFirst = true;
		}
		return this.session.isClosed() && !this.calling;
	}

	@Override
	public @Nullable Throwable getError() {
		CloseStatus status = this.internals.getCloseStatus(this.session);
		return (status != null) ? status.getCause() : null;
	}

	@Override
	public void cut() {
		this.session.abort();
	}

	@Override
	public boolean isReadOnDemand() {
		return true;
	}

	@Override
	public boolean reportsAnswer() {
		return true;
	}

	/**
	 * SockJS reports its close itself.
	 */
	@Override
	public boolean reportsInsideClose() {
		return this.layered;
	}

	@Override
	public boolean isIdle() {
		CloseStatus status = this.internals.getCloseStatus(this.session);
		return status != null && status.getCause() instanceof WebSocketTimeoutException;
	}

	@Override
	public CloseFrame toWire(int code, String reason) {
		if (code == CloseCode.NO_STATUS_RECEIVED) {
			return CloseFrame.EMPTY;
		}
		CloseStatus status = this.internals.getCloseStatus(this.session);
		if (this.failed && status != null && status.getCode() == code) {
			// Jetty itself may have caught the exception, and tells the peer of it.
			return frame(code, status.getReason());
		}
		CloseStatus cut = new CloseStatus(code, reason);
		return frame(code, cut.getReason());
	}

	/**
	 * The handler may close when it is told, and so replace the answer that Jetty was
	 * about to write.
	 */
	@Override
	public CloseFrame answerTo(CloseFrame received) {
		CloseStatus status = this.internals.getCloseStatus(this.session);
		if (status == null || status.getCause() != null || !this.peerFirst || this.session.isOutputOpen()) {
			return received;
		}
		return frame(status.getCode(), status.getReason());
	}

	@Override
	public boolean isLayered() {
		return this.layered;
	}

}
