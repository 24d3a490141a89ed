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

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import io.github.closeevent.tracking.SessionTracker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SessionCloseTracker} and the views of a session, on a server that
 * cannot be asked how a session ended.
 */
class SessionCloseTrackerTests {

	private static final CloseStatus BYE = new CloseStatus(4001, "bye");

	private final SessionRecords records = new SessionRecords();

	private final ClosingWatch watch = new ClosingWatch();

	private final Queue<CloseEvent> events = new ConcurrentLinkedQueue<>();

	private final CloseEventPublisher publisher = new CloseEventPublisher(
			(event) -> this.events.add((CloseEvent) event), ElsewhereExecutor.INSTANCE, false, 10, 1);

	private final RecordingHandler handler = new RecordingHandler();

	private final FakeWebSocketSession session = new FakeWebSocketSession("1");

	private WebSocketHandler decorated;

	private WebSocketSession view;

	@BeforeEach
	void open() throws Exception {
		open(Duration.ofHours(1));
	}

	private void open(Duration handshakeTimeout) throws Exception {
		this.decorated = new CloseEventWebSocketHandler(this.handler, tracker(handshakeTimeout, true),
				SessionOrigin.SERVER, false);
		this.decorated.afterConnectionEstablished(this.session);
		this.view = this.handler.lastSession();
	}

	private SessionCloseTracker tracker(Duration handshakeTimeout, boolean wrapSessions) {
		return new SessionCloseTracker(this.records, this.watch, this.publisher, settings(handshakeTimeout), () -> "",
				wrapSessions);
	}

	private static TrackingSettings settings(Duration handshakeTimeout) {
		return new TrackingSettings(handshakeTimeout, (session) -> true, CloseCodes.standard());
	}

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void closeByTheApplicationIsTheApplications() throws Exception {
		this.view.close(BYE);
		assertThat(this.session.getCloses()).containsExactly(BYE);
		assertThat(this.events).isEmpty();
		report(BYE);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(4001);
			assertThat(event.getReason()).isEqualTo("bye");
			assertThat(event.getSent()).isEqualTo(new CloseFrame(4001, "bye"));
			assertThat(event.getReceived()).isNull();
		});
		assertThat(this.records.size()).isZero();
	}

	/**
	 * An application may have sessions of both kinds, whose trackers share the records.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void sessionHasItsEventWhenTheServersOfBothKindsStop(boolean first) {
		SessionTracker own = tracker(Duration.ofHours(1), true);
		SessionTracker other = new io.github.closeevent.reactive.SessionCloseTracker(this.records, this.watch,
				this.publisher, settings(Duration.ofHours(1)), true);
		((first) ? own : other).serverStops();
		((first) ? other : own).serverStops();
		this.watch.expire();
		assertThat(this.events).hasSize(1);
		assertThat(this.records.size()).isZero();
	}

	@Test
	void closeWithoutAStatusIsPassedOnAsItIs() throws Exception {
		this.view.close();
		assertThat(this.session.getCloses()).containsExactly(CloseStatus.NORMAL);
		report(CloseStatus.NORMAL);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(1000);
		});
	}

	@Test
	void secondCloseNeverReplacesTheFirst() throws Exception {
		WebSocketSession stomp = stompView();
		this.view.close(BYE);
		stomp.close(CloseStatus.PROTOCOL_ERROR);
		this.view.close(CloseStatus.NORMAL);
		assertThat(this.session.getCloses()).containsExactly(BYE, CloseStatus.PROTOCOL_ERROR, CloseStatus.NORMAL);
		report(BYE);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(4001);
		});
	}

	@Test
	void closeThatWasRefusedIsNone() throws Exception {
		IOException refusal = new IOException("refused");
		this.session.failOnClose(refusal);
		assertThat(catchThrowable(() -> this.view.close(BYE))).isSameAs(refusal);
		assertThat(this.records.size()).isOne();
		this.session.failOnClose(null);
		report(CloseStatus.GOING_AWAY);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getCode()).isEqualTo(1001);
		});
	}

	@Test
	void closeAfterARefusedOneCounts() throws Exception {
		IllegalArgumentException refusal = new IllegalArgumentException("refused");
		this.session.failOnClose(refusal);
		assertThat(catchThrowable(() -> this.view.close(new CloseStatus(1005)))).isSameAs(refusal);
		this.session.failOnClose(null);
		this.view.close(BYE);
		report(BYE);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getCode()).isEqualTo(4001);
		});
	}

	@Test
	void closeThatThrowsAndEndsTheSessionWasNotRefused() throws Exception {
		IOException failure = new IOException("written, but");
		this.session.failOnClose(failure);
		this.session.end();
		assertThat(catchThrowable(() -> this.view.close(BYE))).isSameAs(failure);
		report(BYE);
		assertThat(this.events).singleElement()
			.satisfies((event) -> assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION));
	}

	@Test
	void closeThatIsNeverReportedEndsByTime() throws Exception {
		FakeWebSocketSession other = new FakeWebSocketSession("2");
		new CloseEventWebSocketHandler(this.handler, tracker(Duration.ofMillis(1), true), SessionOrigin.SERVER, false)
			.afterConnectionEstablished(other);
		this.handler.lastSession().close(BYE);
		await().until(() -> !this.events.isEmpty());
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getSession().getWebSocketSessionId()).isEqualTo("2");
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.wasClean()).isFalse();
		});
		assertThat(this.records.size()).isOne();
		await().until(() -> this.watch.size() == 0);
	}

	@Test
	void closeThatIsReportedTooLateChangesNothing() throws Exception {
		this.view.close(BYE);
		this.watch.expire();
		await().until(() -> this.events.size() == 1);
		report(BYE);
		assertThat(this.events).hasSize(1);
		assertThat(this.handler.getCalls()).extracting(RecordingHandler.Call::name)
			.containsExactly("established", "closed");
	}

	@Test
	void closeByTheFrameworkIsTheContainers() throws Exception {
		stompView().close(CloseStatus.PROTOCOL_ERROR);
		report(CloseStatus.PROTOCOL_ERROR);
		assertThat(this.events).singleElement()
			.satisfies((event) -> assertThat(event.getInitiator()).isEqualTo(CloseInitiator.CONTAINER));
	}

	@Test
	void closeInTheCallbackOfAPeersCloseChangesNothing() throws Exception {
		WebSocketHandler closing = new CloseEventWebSocketHandler(new WebSocketHandlerDecorator(this.handler) {

			@Override
			public void afterConnectionClosed(WebSocketSession session, CloseStatus closeStatus) throws Exception {
				session.close();
			}

		}, tracker(Duration.ofHours(1), true), SessionOrigin.SERVER, false);
		FakeWebSocketSession other = new FakeWebSocketSession("2");
		closing.afterConnectionEstablished(other);
		other.end();
		closing.afterConnectionClosed(other, BYE);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getCode()).isEqualTo(4001);
		});
	}

	@Test
	void closeInTheCallbackOfATransportErrorChangesNothing() throws Exception {
		EOFException error = new EOFException();
		this.decorated.handleTransportError(this.session, error);
		this.view.close(CloseStatus.SERVER_ERROR);
		report(CloseStatus.SERVER_ERROR);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.NETWORK);
			assertThat(event.getCode()).isEqualTo(1006);
			assertThat(event.getError()).isSameAs(error);
		});
	}

	@Test
	void failedSendPassesUnchanged() throws Exception {
		IOException failure = new IOException("Broken pipe");
		this.session.failOnSend(failure);
		assertThat(catchThrowable(() -> this.view.sendMessage(new TextMessage("hello")))).isSameAs(failure);
		assertThat(this.events).isEmpty();
		report(CloseStatus.NO_CLOSE_FRAME);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.NETWORK);
			assertThat(event.getCode()).isEqualTo(1006);
		});
	}

	@Test
	void closeIsPassedOnEvenIfTheSessionCannotBeAsked() throws Exception {
		FakeWebSocketSession broken = new FakeWebSocketSession("2") {

			@Override
			public boolean isOpen() {
				throw new IllegalStateException("planned");
			}

		};
		this.decorated.afterConnectionEstablished(broken);
		this.handler.lastSession().close(BYE);
		assertThat(broken.getCloses()).containsExactly(BYE);
	}

	@Test
	void viewOfASessionStaysTheSame() throws Exception {
		this.decorated.handleMessage(this.session, new TextMessage("hello"));
		assertThat(this.handler.lastSession()).isSameAs(this.view);
		report(BYE);
		assertThat(this.handler.lastSession()).isSameAs(this.view);
	}

	@Test
	void viewsOfTheSameSessionAreEqual() {
		WebSocketSession other = SessionViews.of(this.session, null, SessionHolder.APPLICATION);
		assertThat(other).isEqualTo(this.view).hasSameHashCodeAs(this.view).isNotSameAs(this.view);
		Map<WebSocketSession, String> map = new HashMap<>();
		map.put(this.view, "known");
		assertThat(map).containsEntry(other, "known");
	}

	@Test
	void viewsOfOtherSessionsOrLayersAreNotEqual() {
		assertThat(this.view)
			.isNotEqualTo(SessionViews.of(new FakeWebSocketSession("1"), null, SessionHolder.APPLICATION));
		assertThat(this.view).isNotEqualTo(SessionViews.of(this.session, null, SessionHolder.CONTAINER));
		assertThat(this.view).isNotEqualTo(this.session).isNotEqualTo(null);
	}

	@Test
	void viewHasANativeSessionOnlyIfTheSessionHas() {
		assertThat(this.view).isNotInstanceOf(NativeWebSocketSession.class);
		NativeSession withNative = new NativeSession();
		WebSocketSession nativeView = SessionViews.of(withNative, null, SessionHolder.APPLICATION);
		assertThat(nativeView).isInstanceOf(NativeWebSocketSession.class);
		assertThat(((NativeWebSocketSession) nativeView).getNativeSession()).isEqualTo("native");
		assertThat(((NativeWebSocketSession) nativeView).getNativeSession(String.class)).isEqualTo("native");
	}

	@Test
	void handlersSeeTheSessionItselfWithoutViews() throws Exception {
		FakeWebSocketSession other = new FakeWebSocketSession("2");
		WebSocketHandler unwrapped = new CloseEventWebSocketHandler(this.handler, tracker(Duration.ofHours(1), false),
				SessionOrigin.SERVER, false);
		unwrapped.afterConnectionEstablished(other);
		assertThat(this.handler.lastSession()).isSameAs(other);
		unwrapped.handleMessage(other, new TextMessage("hello"));
		assertThat(this.handler.lastSession()).isSameAs(other);
		other.end();
		unwrapped.afterConnectionClosed(other, BYE);
		assertThat(this.handler.lastSession()).isSameAs(other);
		assertThat(this.events).hasSize(1);
		unwrapped.afterConnectionClosed(other, BYE);
		assertThat(this.handler.lastSession()).isSameAs(other);
		assertThat(this.events).hasSize(1);
	}

	@Test
	void argumentsAreChecked() {
		TrackingSettings settings = settings(Duration.ofHours(1));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new SessionCloseTracker(null, this.watch, this.publisher, settings, () -> "", true))
			.withMessage("'records' must not be null");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new SessionCloseTracker(this.records, null, this.publisher, settings, () -> "", true))
			.withMessage("'watch' must not be null");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new SessionCloseTracker(this.records, this.watch, null, settings, () -> "", true))
			.withMessage("'publisher' must not be null");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new SessionCloseTracker(this.records, this.watch, this.publisher, null, () -> "", true))
			.withMessage("'settings' must not be null");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new SessionCloseTracker(this.records, this.watch, this.publisher, settings, null, true))
			.withMessage("'contextPath' must not be null");
	}

	private WebSocketSession stompView() {
		SessionCloseTracker tracker = tracker(Duration.ofHours(1), true);
		ServletSessionRecord record = tracker.find(this.view);
		assertThat(record).isNotNull();
		return record.getStompView(this.view);
	}

	private void report(CloseStatus status) throws Exception {
		this.session.end();
		this.decorated.afterConnectionClosed(this.session, status);
	}

	/**
	 * A session over one of a container.
	 */
	private static final class NativeSession extends FakeWebSocketSession implements NativeWebSocketSession {

		NativeSession() {
			super("native");
		}

		@Override
		public Object getNativeSession() {
			return "native";
		}

		@Override
		public <T> T getNativeSession(Class<T> requiredType) {
			return requiredType.cast("native");
		}

	}

}
