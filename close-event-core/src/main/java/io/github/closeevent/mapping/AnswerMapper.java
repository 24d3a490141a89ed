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

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.CloseCause.Kind;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.ReportedClose;
import io.github.closeevent.session.Seen;
import org.jspecify.annotations.Nullable;

/**
 * Tells how a session ended on a server that reports it at the very end, with the last
 * word of the connection.
 *
 * @see Connection#reportsAnswer()
 */
final class AnswerMapper {

	private AnswerMapper() {
	}

	static Ending map(Seen seen, Connection connection) {
		CloseCause cause = seen.cause();
		ReportedClose report = seen.report();
		if (cause != null && cause.kind() == Kind.TRANSPORT) {
			return Ending.lost(cause.error(), report == null);
		}
		if (cause != null && !isOvertaken(cause, report)) {
			return asked(cause, report, connection);
		}
		return reported(report, connection);
	}

	/**
	 * An exception that somebody swallowed ended nothing.
	 */
	private static boolean isOvertaken(CloseCause cause, @Nullable ReportedClose report) {
		return cause.kind() == Kind.EXCEPTION && report != null && report.code() != CloseCode.INTERNAL_ERROR;
	}

	private static Ending asked(CloseCause cause, @Nullable ReportedClose report, Connection connection) {
		// In this order: what settled the connection is in the state then.
		boolean settled = connection.isSettled();
		ConnectionState state = connection.getState();
		CloseFrame received = state.received();
		if ((cause.afterPeer() || state.phase() == Phase.INBOUND) && received != null) {
			// The peer was faster, and what it was answered is known once that is
			// written.
			return new Ending(CloseInitiator.PEER, received, connection.answerTo(received), received, null, true,
					!settled);
		}
		// Nobody tells whether the close after an exception was written but the report.
		boolean written = state.closeWritten() || (cause.kind() == Kind.EXCEPTION && report != null);
		CloseFrame sent = (written) ? connection.toWire(cause.code(), cause.reason()) : null;
		return Ending.ours(cause.initiator(), sent, received, cause.error(), connection, !settled || report == null);
	}

	private static Ending reported(@Nullable ReportedClose report, Connection connection) {
		if (report == null || report.code() == CloseCode.ABNORMAL_CLOSURE) {
			return Ending.lost(null, report == null);
		}
		if (report.state().phase() == Phase.OUTBOUND) {
			// Somebody closed whom we do not wrap.
			CloseInitiator initiator = (connection.isServersOwn(report.code(), report.reason()))
					? CloseInitiator.CONTAINER : CloseInitiator.APPLICATION;
			return Ending.ours(initiator, connection.toWire(report.code(), report.reason()),
					connection.getState().received(), null, connection, false);
		}
		CloseFrame received = new CloseFrame(report.code(), report.reason());
		return Ending.peers(received, connection.answerTo(received));
	}

}
