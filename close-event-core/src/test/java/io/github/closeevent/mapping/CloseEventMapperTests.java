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

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.FakeConnection;
import io.github.closeevent.session.FakeSessionRecord;
import io.github.closeevent.session.Seen;
import io.github.closeevent.session.SessionRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventMapper}: what happened on a connection, told step by step,
 * and how it must be understood. The rows on Tomcat were measured.
 */
class CloseEventMapperTests {

	private static final Throwable ERROR = new IllegalStateException("from the handler");

	private static final Throwable EOF = new EOFException();

	private static final Throwable BROKEN_PIPE = new IOException("Broken pipe");

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "peerCloses", "transportEnds", "applicationCloses", "serverCloses", "exceptions", "sockJs",
			"sockJsHttp", "unknownServer" })
	void tellsHowTheSessionEnded(String what, Consumer<Story> story, Ending expected) {
		Story told = new Story();
		story.accept(told);
		assertThat(CloseEventMapper.map(told.record)).as(what).isEqualTo(expected);
	}

	static List<Arguments> peerCloses() {
		List<Arguments> rows = new ArrayList<>();
		for (int code : new int[] { 1000, 1001, 3000, 4001 }) {
			rows.add(row("peer closes with " + code, (s) -> s.peerCloses(frame(code, "bye")).reported(code, "bye"),
					byPeer(frame(code, "bye"), frame(code, "bye"))));
		}
		for (int code : new int[] { 1012, 1013, 1014 }) {
			rows.add(row("peer closes with " + code + ", which Tomcat does not know and answers by 1002",
					(s) -> s.peerCloses(frame(code, "busy")).reported(1002, "busy"),
					byPeer(frame(code, "busy"), frame(1002, "busy"))));
		}
		rows.add(row("peer closes without a code, which Tomcat answers by 1000",
				(s) -> s.peerCloses(CloseFrame.EMPTY).reported(1000, null), byPeer(frame(1005, ""), frame(1000, ""))));
		rows.add(row("answer to the peer's close cannot be written",
				(s) -> s.peerCloses(frame(4001, "")).transportError(BROKEN_PIPE).reported(4001, ""),
				new Ending(CloseInitiator.PEER, frame(4001, ""), null, frame(4001, ""), null, false, false)));
		rows.add(row("application closes in its callback of the peer's close",
				(s) -> s.peerCloses(frame(4001, "bye")).reported(4001, "bye").appCloses(1000, ""),
				byPeer(frame(4001, "bye"), frame(4001, "bye"))));
		rows.add(row("handler throws while the peer's close is reported",
				(s) -> s.peerCloses(frame(4001, "bye")).reported(4001, "bye").handlerThrows(),
				byPeer(frame(4001, "bye"), frame(4001, "bye"))));
		for (String what : new String[] { "illegal 1005", "illegal 2500", "illegal 5000", "one byte", "bad UTF-8" }) {
			rows.add(row("peer sends an invalid Close frame: " + what,
					(s) -> s.peerCloses(null).reported(1002, "invented"), new Ending(CloseInitiator.CONTAINER,
							frame(1002, "invented"), frame(1002, "invented"), null, null, false, false)));
		}
		return rows;
	}

	static List<Arguments> transportEnds() {
		return List.of(
				row("FIN with a transport error",
						(s) -> s.transportError(EOF).phase(Phase.INBOUND).reported(1006, "invented"), lost(EOF, false)),
				row("FIN without a transport error", (s) -> s.phase(Phase.INBOUND).reported(1006, "invented"),
						lost(null, false)),
				row("transport error, not reported yet", (s) -> s.transportError(EOF), lost(EOF, true)),
				row("transport error, connection ended without a report",
						(s) -> s.transportError(EOF).phase(Phase.ENDED), lost(EOF, false)),
				row("transport error, then the server closes with 1002",
						(s) -> s.transportError(EOF).phase(Phase.INBOUND).reported(1002, ""), lost(EOF, false)),
				row("transport error, then the handler closes",
						(s) -> s.transportError(EOF).appCloses(4001, "").phase(Phase.OUTBOUND).reported(4001, ""),
						lost(EOF, false)),
				row("transport error, then the handler throws and Spring closes with 1011",
						(s) -> s.transportError(EOF).handlerThrows().phase(Phase.OUTBOUND).reported(1011, ""),
						lost(EOF, false)),
				row("failed write of a message, before its exception is seen",
						(s) -> s.phase(Phase.OUTBOUND).reported(1006, "invented"), lost(null, true)),
				row("failed write of a message",
						(s) -> s.phase(Phase.OUTBOUND).reported(1006, "invented").sendFails(BROKEN_PIPE),
						lost(BROKEN_PIPE, false)),
				row("nothing was seen of an open connection", (s) -> {
				}, lost(null, true)),
				row("nothing was seen, but the connection ended", (s) -> s.phase(Phase.ENDED), lost(null, false)),
				row("connection was closed before, report 1006", (s) -> s.phase(Phase.ENDED).reported(1006, ""),
						lost(null, false)));
	}

	static List<Arguments> applicationCloses() {
		CloseFrame bye = frame(4001, "bye");
		return List.of(
				row("close was asked for, nothing is written yet", (s) -> s.appCloses(4001, "bye"),
						byApplication(null, null, true)),
				row("close is being written and nobody knows whether it gets out",
						(s) -> s.appCloses(4001, "bye").phase(Phase.OUTBOUND), byApplication(null, null, true)),
				row("close is written, close() still blocks",
						(s) -> s.appCloses(4001, "bye").phase(Phase.OUTBOUND).closeWritten(),
						byApplication(bye, null, true)),
				row("close waits for its answer",
						(s) -> s.appCloses(4001, "bye").phase(Phase.OUTBOUND).reported(4001, "bye"),
						byApplication(bye, null, true)),
				row("close with 1008 is answered",
						(s) -> s.appCloses(1008, "no")
							.phase(Phase.OUTBOUND)
							.reported(1008, "no")
							.answered(frame(1008, "no")),
						byApplication(frame(1008, "no"), frame(1008, "no"), false)),
				row("close is answered with another code",
						(s) -> s.appCloses(4001, "bye")
							.phase(Phase.OUTBOUND)
							.reported(4001, "bye")
							.answered(frame(1000, "")),
						byApplication(bye, frame(1000, ""), false)),
				row("close is answered by an empty frame",
						(s) -> s.appCloses(4001, "bye")
							.phase(Phase.OUTBOUND)
							.reported(4001, "bye")
							.answered(CloseFrame.EMPTY),
						byApplication(bye, CloseFrame.EMPTY, false)),
				row("close is answered by an invalid frame",
						(s) -> s.appCloses(4001, "bye").phase(Phase.OUTBOUND).reported(4001, "bye").answered(null),
						byApplication(bye, null, false)),
				row("close is answered before it is reported, on the same thread",
						(s) -> s.appCloses(4001, "bye").peerCloses(frame(1000, "")).reported(4001, "bye"),
						byApplication(bye, frame(1000, ""), false)),
				row("close is followed by FIN",
						(s) -> s.appCloses(4001, "bye")
							.phase(Phase.OUTBOUND)
							.reported(4001, "bye")
							.phase(Phase.ENDED)
							.transportError(EOF),
						byApplication(bye, null, false)),
				row("close() without a report finds the connection ended",
						(s) -> s.appCloses(4001, "bye").phase(Phase.ENDED), byApplication(null, null, true)),
				row("write of the close fails",
						(s) -> s.appCloses(4001, "bye")
							.phase(Phase.OUTBOUND)
							.transportError(BROKEN_PIPE)
							.reported(4001, "bye"),
						byApplication(null, null, false)),
				row("error on another thread is no failed write of the close",
						(s) -> s.appCloses(4001, "bye")
							.phase(Phase.OUTBOUND)
							.onAnotherThread(() -> s.transportError(EOF))
							.reported(4001, "bye"),
						byApplication(bye, null, true)),
				row("server cuts the reason",
						(s) -> s.cutsReasonsAt(2).appCloses(4001, "bye").phase(Phase.OUTBOUND).reported(4001, "bye"),
						byApplication(frame(4001, "by"), null, true)),
				row("second close changes nothing",
						(s) -> s.appCloses(4001, "bye")
							.phase(Phase.OUTBOUND)
							.reported(4001, "bye")
							.appCloses(4002, "again")
							.containerCloses(1001, ""),
						byApplication(bye, null, true)),
				row("exception after the close changes nothing",
						(s) -> s.appCloses(4001, "bye")
							.phase(Phase.OUTBOUND)
							.reported(4001, "bye")
							.handlerThrows()
							.answered(bye),
						byApplication(bye, bye, false)),
				row("refused close is none",
						(s) -> s.refused(s.record.closing(CloseInitiator.APPLICATION, 4001, ""))
							.peerCloses(frame(1000, ""))
							.reported(1000, ""),
						byPeer(frame(1000, ""), frame(1000, ""))),
				row("peer's close overtakes it on another thread",
						(s) -> s.peerCloses(frame(1001, ""))
							.onAnotherThread(() -> s.appCloses(4001, "bye"))
							.reported(1001, ""),
						byPeer(frame(1001, ""), frame(1001, ""))),
				row("refused bytes overtake it on another thread",
						(s) -> s.phase(Phase.INBOUND)
							.onAnotherThread(() -> s.appCloses(4001, "bye"))
							.reported(1009, "too big"),
						new Ending(CloseInitiator.CONTAINER, frame(1009, "too big"), frame(1009, "too big"), null, null,
								false, false)),
				row("FIN overtakes it on another thread",
						(s) -> s.phase(Phase.INBOUND)
							.onAnotherThread(() -> s.appCloses(4001, "bye"))
							.reported(1006, "invented")
							.phase(Phase.ENDED),
						byApplication(null, null, false)),
				row("peer's frame is parsed and its answer is still written",
						(s) -> s.phase(Phase.INBOUND).answered(frame(4001, "bye")),
						new Ending(CloseInitiator.PEER, frame(4001, "bye"), null, frame(4001, "bye"), null, false,
								true)),
				row("server below SockJS stops", (s) -> s.layered().phase(Phase.OUTBOUND).reported(1001, ""),
						byContainer(frame(1001, ""), null, null, true)),
				row("SockJS is closed by a session that is not wrapped, and answered at once",
						(s) -> s.layered()
							.answered(frame(1000, ""))
							.closeWritten()
							.phase(Phase.ENDED)
							.reported(4001, "bye"),
						byApplication(bye, frame(1000, ""), false)),
				row("close by the native session waits for its answer",
						(s) -> s.phase(Phase.OUTBOUND).reported(4001, "bye"), byApplication(bye, null, true)),
				row("close by the native session is answered",
						(s) -> s.phase(Phase.OUTBOUND).reported(4001, "bye").answered(frame(1000, "")),
						byApplication(bye, frame(1000, ""), false)),
				row("close by the native session cannot be written",
						(s) -> s.phase(Phase.OUTBOUND).transportError(BROKEN_PIPE).reported(4001, "bye"),
						byApplication(null, null, false)));
	}

	static List<Arguments> serverCloses() {
		List<Arguments> rows = new ArrayList<>();
		for (int code : new int[] { 1002, 1007, 1009 }) {
			rows.add(row("server refuses the peer's bytes with " + code,
					(s) -> s.phase(Phase.INBOUND).reported(code, "no"),
					byContainer(frame(code, "no"), null, null, false)));
		}
		rows.add(row("server refuses the peer's bytes and cannot say so",
				(s) -> s.phase(Phase.INBOUND).transportError(BROKEN_PIPE).reported(1002, "no"),
				byContainer(null, null, null, false)));
		rows.add(row("idle timeout waits for its answer",
				(s) -> s.idle().phase(Phase.OUTBOUND).reported(1006, "expired"),
				byContainer(frame(1001, "expired"), null, null, true)));
		rows.add(row("idle timeout is answered",
				(s) -> s.idle().phase(Phase.OUTBOUND).reported(1006, "expired").answered(frame(1001, "")),
				byContainer(frame(1001, "expired"), frame(1001, ""), null, false)));
		rows.add(row("idle timeout is answered before it is reported",
				(s) -> s.idle().peerCloses(frame(1001, "")).reported(1006, "expired"),
				byContainer(frame(1001, "expired"), frame(1001, ""), null, false)));
		rows.add(row("idle timeout of a peer that is gone",
				(s) -> s.idle().phase(Phase.OUTBOUND).closeWritten().reported(1006, "expired").phase(Phase.ENDED),
				byContainer(frame(1001, "expired"), null, null, false)));
		rows.add(row("failed write to a session that was idle: the connection is cut",
				(s) -> s.idle().phase(Phase.OUTBOUND).reported(1006, "expired").phase(Phase.ENDED), lost(null, false)));
		rows.add(row("idle timeout, server cuts the reason",
				(s) -> s.cutsReasonsAt(3).idle().phase(Phase.OUTBOUND).reported(1006, "expired"),
				byContainer(frame(1001, "exp"), null, null, true)));
		rows.add(row("server stops", (s) -> s.phase(Phase.OUTBOUND).reported(1001, "stopped"),
				byContainer(frame(1001, "stopped"), null, null, true)));
		rows.add(row("server stops and is answered",
				(s) -> s.phase(Phase.OUTBOUND).reported(1001, "stopped").answered(frame(1001, "")),
				byContainer(frame(1001, "stopped"), frame(1001, ""), null, false)));
		rows.add(row("framework closes by its view",
				(s) -> s.containerCloses(1002, "").phase(Phase.OUTBOUND).reported(1002, "").answered(frame(1002, "")),
				byContainer(frame(1002, ""), frame(1002, ""), null, false)));
		return rows;
	}

	static List<Arguments> exceptions() {
		return List.of(
				row("exception, not closed yet", (s) -> s.handlerThrows(),
						new Ending(CloseInitiator.APPLICATION, null, null, null, ERROR, false, true)),
				row("exception, Spring's close waits for its answer",
						(s) -> s.handlerThrows().phase(Phase.OUTBOUND).reported(1011, ""),
						new Ending(CloseInitiator.APPLICATION, frame(1011, ""), frame(1011, ""), null, ERROR, false,
								true)),
				row("exception, Spring's close is answered",
						(s) -> s.handlerThrows().phase(Phase.OUTBOUND).reported(1011, "").answered(frame(1011, "")),
						new Ending(CloseInitiator.APPLICATION, frame(1011, ""), frame(1011, ""), frame(1011, ""), ERROR,
								true, false)),
				row("exception, Spring's close cannot be written",
						(s) -> s.handlerThrows().phase(Phase.OUTBOUND).transportError(BROKEN_PIPE).reported(1011, ""),
						new Ending(CloseInitiator.APPLICATION, null, null, null, ERROR, false, false)),
				row("exception of the STOMP layer",
						(s) -> s.containerThrows().phase(Phase.OUTBOUND).reported(1011, "").answered(frame(1011, "")),
						byContainer(frame(1011, ""), frame(1011, ""), ERROR, false)),
				row("exception is swallowed, then the peer closes",
						(s) -> s.handlerThrows().peerCloses(frame(1000, "")).reported(1000, ""),
						byPeer(frame(1000, ""), frame(1000, ""))),
				row("exception is swallowed, then the application closes by the native session",
						(s) -> s.handlerThrows().phase(Phase.OUTBOUND).reported(1008, "no").answered(frame(1008, "")),
						byApplication(frame(1008, "no"), frame(1008, ""), false)),
				row("exception is swallowed, then FIN without a transport error",
						(s) -> s.handlerThrows().phase(Phase.INBOUND).reported(1006, ""), lost(null, false)),
				row("exception is swallowed, then the server refuses bytes",
						(s) -> s.handlerThrows().phase(Phase.INBOUND).reported(1009, "too big"),
						byContainer(frame(1009, "too big"), null, null, false)));
	}

	static List<Arguments> sockJs() {
		CloseFrame bye = frame(4001, "bye");
		return List.of(
				row("SockJS: peer closes", (s) -> s.layered().peerCloses(frame(1001, "")).reported(1001, ""),
						byPeer(frame(1001, ""), frame(1001, ""))),
				row("SockJS: FIN", (s) -> s.layered().transportError(EOF).phase(Phase.INBOUND).reported(1006, ""),
						lost(EOF, false)),
				row("SockJS: close is reported after it was written",
						(s) -> s.layered()
							.appCloses(4001, "bye")
							.phase(Phase.OUTBOUND)
							.closeWritten()
							.reported(4001, "bye"),
						byApplication(bye, null, true)),
				row("SockJS: close is reported when it is already answered",
						(s) -> s.layered()
							.appCloses(4001, "bye")
							.closeWritten()
							.answered(frame(1000, ""))
							.reported(4001, "bye"),
						byApplication(bye, frame(1000, ""), false)),
				row("SockJS: answer was parsed, nothing else is certain",
						(s) -> s.layered().appCloses(4001, "bye").answered(frame(1000, "")).reported(4001, "bye"),
						byApplication(bye, frame(1000, ""), false)),
				row("SockJS: its own frame is answered before the Close frame follows",
						(s) -> s.layered().appCloses(4001, "bye").peerCloses(CloseFrame.EMPTY).reported(4001, "bye"),
						byApplication(bye, CloseFrame.EMPTY, false)),
				row("SockJS: its own frame is answered before the Close frame follows, after an exception",
						(s) -> s.layered().handlerThrows().peerCloses(CloseFrame.EMPTY).reported(1011, ""),
						new Ending(CloseInitiator.APPLICATION, frame(1011, ""), frame(1011, ""), CloseFrame.EMPTY,
								ERROR, true, false)),
				row("SockJS: the peer leaves by itself while this end closes",
						(s) -> s.layered().appCloses(4001, "bye").peerCloses(frame(1001, "")).reported(4001, "bye"),
						byPeer(frame(1001, ""), frame(1001, ""))),
				row("SockJS: nobody is told of a session that is not reliable",
						(s) -> s.layered().appCloses(4500, "").peerCloses(CloseFrame.EMPTY).reported(4500, ""),
						byPeer(CloseFrame.EMPTY, CloseFrame.EMPTY)),
				row("SockJS: close found a dead socket",
						(s) -> s.layered().appCloses(4001, "bye").phase(Phase.ENDED).reported(4001, "bye"),
						byApplication(null, null, false)),
				row("SockJS: refused close is reported, the socket lives",
						(s) -> s.layered().appCloses(1005, "").reported(1005, ""), byApplication(null, null, true)),
				row("SockJS: refused close is reported, then the transport ends", (
						s) -> s.layered().appCloses(1005, "").reported(1005, "").phase(Phase.ENDED).transportError(EOF),
						byApplication(null, null, false)),
				row("SockJS: peer's close overtakes a close",
						(s) -> s.layered()
							.peerCloses(frame(1001, "away"))
							.appCloses(4001, "bye")
							.phase(Phase.ENDED)
							.reported(4001, "bye"),
						byPeer(frame(1001, "away"), frame(1001, "away"))),
				row("SockJS: peer's close overtakes a close, reported before the connection ends",
						(s) -> s.layered().peerCloses(frame(1001, "away")).appCloses(4001, "bye").reported(4001, "bye"),
						byPeer(frame(1001, "away"), frame(1001, "away"))),
				row("SockJS: peer's close overtakes a close, reported before it is answered",
						(s) -> s.layered()
							.answering()
							.peerCloses(frame(1001, "away"))
							.appCloses(4001, "bye")
							.reported(4001, "bye"),
						new Ending(CloseInitiator.PEER, frame(1001, "away"), null, frame(1001, "away"), null, false,
								true)),
				row("SockJS: the layer itself closes",
						(s) -> s.layered().phase(Phase.OUTBOUND).reported(3000, "Go away!"),
						byContainer(frame(3000, "Go away!"), null, null, true)),
				row("SockJS: undecodable message, the connection has ended for it, SockJS has not reported it yet",
						(s) -> s.layered().transportError(ERROR).phase(Phase.ENDED), lost(ERROR, true)),
				row("SockJS: undecodable message",
						(s) -> s.layered().transportError(ERROR).phase(Phase.OUTBOUND).reported(1007, ""),
						byContainer(frame(1007, ""), null, ERROR, true)),
				row("SockJS: undecodable message, the close is answered",
						(s) -> s.layered()
							.transportError(ERROR)
							.phase(Phase.OUTBOUND)
							.reported(1007, "")
							.answered(frame(1007, "")),
						byContainer(frame(1007, ""), frame(1007, ""), ERROR, false)));
	}

	static List<Arguments> sockJsHttp() {
		CloseFrame bye = frame(4001, "bye");
		return List.of(
				row("SockJS over HTTP: a response carries the close",
						(s) -> s.http().appCloses(4001, "bye").closeWritten().phase(Phase.ENDED).reported(4001, "bye"),
						new Ending(CloseInitiator.APPLICATION, bye, bye, null, null, true, false)),
				row("SockJS over HTTP: no response was there to carry the close",
						(s) -> s.http().appCloses(4001, "bye").phase(Phase.ENDED).reported(4001, "bye"),
						byApplication(null, null, false)),
				row("SockJS over HTTP: a response carries the close after an exception",
						(s) -> s.http().handlerThrows().closeWritten().phase(Phase.ENDED).reported(1011, ""),
						new Ending(CloseInitiator.APPLICATION, frame(1011, ""), frame(1011, ""), null, ERROR, true,
								false)),
				row("SockJS over HTTP: a response carries the close by STOMP",
						(s) -> s.http().containerCloses(1002, "").closeWritten().phase(Phase.ENDED).reported(1002, ""),
						new Ending(CloseInitiator.CONTAINER, frame(1002, ""), frame(1002, ""), null, null, true,
								false)),
				row("SockJS over HTTP: client is gone and cleaned up with 3000",
						(s) -> s.http().phase(Phase.ENDED).reported(3000, "Session not reliable"), lost(null, false)),
				row("SockJS over HTTP: client is gone and a write fails with 1011",
						(s) -> s.http().phase(Phase.ENDED).reported(1011, ""), lost(null, false)),
				row("SockJS over HTTP: transport error, then cleaned up",
						(s) -> s.http().transportError(BROKEN_PIPE).phase(Phase.ENDED).reported(1011, ""),
						lost(BROKEN_PIPE, false)));
	}

	static List<Arguments> unknownServer() {
		CloseFrame bye = frame(4001, "bye");
		return List.of(
				row("unknown server reports a close without a cause",
						(s) -> s.inexact().phase(Phase.ENDED).reported(4001, "bye"), byPeer(bye, bye)),
				row("unknown server reports 1005", (s) -> s.inexact().phase(Phase.ENDED).reported(1005, ""),
						byPeer(CloseFrame.EMPTY, CloseFrame.EMPTY)),
				row("unknown server reports 1006",
						(s) -> s.inexact().phase(Phase.ENDED).reported(1006, "Session Closed"), lost(null, false)),
				row("unknown server reports a transport error", (s) -> s.inexact().transportError(EOF),
						lost(EOF, true)),
				row("unknown server reports a transport error, then a code",
						(s) -> s.inexact().transportError(EOF).phase(Phase.ENDED).reported(4001, ""), lost(EOF, false)),
				row("unknown server refuses what it read",
						(s) -> s.inexact().transportError(EOF).phase(Phase.ENDED).reported(1009, "big"),
						new Ending(CloseInitiator.CONTAINER, new CloseFrame(1009, "big"), new CloseFrame(1009, "big"),
								null, EOF, false, false)),
				row("unknown server reports the answer to a close of this end",
						(s) -> s.inexact().appCloses(4001, "bye").phase(Phase.ENDED).reported(4777, "ok"),
						byApplication(bye, null, false)),
				row("unknown server has not reported a close", (s) -> s.inexact().appCloses(4001, "bye"),
						byApplication(null, null, true)),
				row("unknown server reports a close of this end",
						(s) -> s.inexact().appCloses(4001, "bye").phase(Phase.ENDED).reported(4001, "bye"),
						byApplication(bye, null, false)),
				row("unknown server reports 1006 after a close of this end",
						(s) -> s.inexact().appCloses(4001, "bye").phase(Phase.ENDED).reported(1006, "Session Closed"),
						byApplication(null, null, false)),
				row("unknown server reports a close by the framework",
						(s) -> s.inexact().containerCloses(1002, "").phase(Phase.ENDED).reported(1002, ""),
						byContainer(frame(1002, ""), null, null, false)),
				row("unknown server has not reported an exception", (s) -> s.inexact().handlerThrows(),
						new Ending(CloseInitiator.APPLICATION, null, null, null, ERROR, false, true)),
				row("unknown server reports Spring's close after an exception",
						(s) -> s.inexact().handlerThrows().phase(Phase.ENDED).reported(1011, ""),
						new Ending(CloseInitiator.APPLICATION, frame(1011, ""), frame(1011, ""), null, ERROR, false,
								false)),
				row("unknown server: exception is swallowed, then the peer closes",
						(s) -> s.inexact().handlerThrows().phase(Phase.ENDED).reported(1000, ""),
						byPeer(frame(1000, ""), frame(1000, ""))),
				row("unknown server: exception is swallowed, then the transport ends",
						(s) -> s.inexact().handlerThrows().phase(Phase.ENDED).reported(1006, ""), lost(null, false)),
				row("unknown server: application closes in its callback",
						(s) -> s.inexact().phase(Phase.ENDED).reported(4001, "bye").appCloses(1000, ""),
						byPeer(bye, bye)),
				row("unknown server has reported nothing", (s) -> s.inexact(), lost(null, true)));
	}

	@Test
	void errorOfTheTransportIsKeptAfterASwallowedException() {
		Story story = new Story().handlerThrows().transportError(EOF).phase(Phase.INBOUND).reported(1006, "");
		Ending ending = CloseEventMapper.map(story.record);
		assertThat(ending.initiator()).isEqualTo(CloseInitiator.NETWORK);
		assertThat(ending.error()).isSameAs(EOF);
	}

	@Test
	void mappingChangesNothing() {
		Story story = new Story().appCloses(4001, "").phase(Phase.OUTBOUND).reported(4001, "");
		Seen before = story.record.seen();
		CloseEventMapper.map(story.record);
		assertThat(CloseEventMapper.map(story.record)).isEqualTo(CloseEventMapper.map(story.record));
		assertThat(story.record.seen()).isEqualTo(before);
		assertThat(story.record.isEnded()).isFalse();
	}

	@Test
	void eventHasTheFrameThatStartedTheClose() {
		CloseEvent event = event((s) -> s.peerCloses(frame(1012, "busy")).reported(1002, "busy"));
		assertThat(event.getCode()).isEqualTo(1012);
		assertThat(event.getReason()).isEqualTo("busy");
		assertThat(event.getSent()).isEqualTo(frame(1002, "busy"));
		assertThat(event.getReceived()).isEqualTo(frame(1012, "busy"));
		assertThat(event.wasClean()).isTrue();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
	}

	@Test
	void eventOfAnEmptyCloseFrameHas1005() {
		CloseEvent event = event((s) -> s.peerCloses(CloseFrame.EMPTY).reported(1000, ""));
		assertThat(event.getCode()).isEqualTo(1005);
		assertThat(event.getReason()).isEmpty();
		assertThat(event.wasClean()).isTrue();
	}

	@Test
	void eventOfACloseThatNeverGotOutHas1006() {
		CloseEvent event = event((
				s) -> s.appCloses(4001, "bye").phase(Phase.OUTBOUND).transportError(BROKEN_PIPE).reported(4001, "bye"));
		assertThat(event.getCode()).isEqualTo(1006);
		assertThat(event.getReason()).isEmpty();
		assertThat(event.getSent()).isNull();
		assertThat(event.wasClean()).isFalse();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
	}

	@Test
	void eventOfALostTransportHas1006AndTheError() {
		CloseEvent event = event((s) -> s.transportError(EOF).phase(Phase.INBOUND).reported(1006, "invented"));
		assertThat(event.getCode()).isEqualTo(1006);
		assertThat(event.getReason()).isEmpty();
		assertThat(event.getError()).isSameAs(EOF);
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.NETWORK);
	}

	private static CloseEvent event(Consumer<Story> story) {
		Story told = new Story();
		story.accept(told);
		return CloseEventMapper.map(told.record).toEvent(told.record.snapshot(), CloseCodes.standard());
	}

	private static Arguments row(String what, Consumer<Story> story, Ending expected) {
		return Arguments.arguments(what, story, expected);
	}

	private static CloseFrame frame(int code, String reason) {
		return new CloseFrame(code, reason);
	}

	private static Ending byPeer(CloseFrame received, CloseFrame answer) {
		return new Ending(CloseInitiator.PEER, received, answer, received, null, true, false);
	}

	private static Ending byApplication(@Nullable CloseFrame sent, @Nullable CloseFrame received, boolean awaiting) {
		return new Ending(CloseInitiator.APPLICATION, sent, sent, received, null, received != null, awaiting);
	}

	private static Ending byContainer(@Nullable CloseFrame sent, @Nullable CloseFrame received,
			@Nullable Throwable error, boolean awaiting) {
		return new Ending(CloseInitiator.CONTAINER, sent, sent, received, error, received != null, awaiting);
	}

	private static Ending lost(@Nullable Throwable error, boolean awaiting) {
		return new Ending(CloseInitiator.NETWORK, null, null, null, error, false, awaiting);
	}

	/**
	 * What happens to a session, in the order in which it is told.
	 */
	private static final class Story {

		private final FakeConnection connection = new FakeConnection();

		private final SessionRecord record = new FakeSessionRecord(new Object(),
				WebSocketSessionInfo.builder("1").build(), Map.of(), this.connection);

		Story phase(Phase phase) {
			this.connection.phase(phase);
			return this;
		}

		Story closeWritten() {
			this.connection.closeWritten();
			return this;
		}

		Story idle() {
			this.connection.idle();
			return this;
		}

		Story cutsReasonsAt(int length) {
			this.connection.cutsReasonsAt(length);
			return this;
		}

		Story layered() {
			this.connection.layered();
			return this;
		}

		Story answering() {
			this.connection.answering(true);
			return this;
		}

		Story http() {
			this.connection.layered().withoutHandshake();
			return this;
		}

		Story inexact() {
			this.connection.inexact();
			return this;
		}

		Story peerCloses(@Nullable CloseFrame frame) {
			this.connection.phase(Phase.INBOUND).parsed(frame);
			return this;
		}

		Story answered(@Nullable CloseFrame frame) {
			this.connection.parsed(frame).phase(Phase.ENDED);
			return this;
		}

		Story appCloses(int code, String reason) {
			this.record.closing(CloseInitiator.APPLICATION, code, reason);
			return this;
		}

		Story containerCloses(int code, String reason) {
			this.record.closing(CloseInitiator.CONTAINER, code, reason);
			return this;
		}

		Story refused(@Nullable CloseCause refused) {
			assertThat(refused).isNotNull();
			this.record.refused(refused);
			return this;
		}

		Story handlerThrows() {
			this.record.failed(CloseInitiator.APPLICATION, ERROR);
			return this;
		}

		Story containerThrows() {
			this.record.failed(CloseInitiator.CONTAINER, ERROR);
			return this;
		}

		Story transportError(Throwable error) {
			this.record.transportError(error);
			return this;
		}

		Story sendFails(Throwable error) {
			this.record.sendFailed(error);
			return this;
		}

		Story reported(int code, @Nullable String reason) {
			this.record.reported(code, reason);
			return this;
		}

		Story onAnotherThread(Runnable step) {
			Thread thread = new Thread(step);
			thread.start();
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return this;
		}

	}

}
