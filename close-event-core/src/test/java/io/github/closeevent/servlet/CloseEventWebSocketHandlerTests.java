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
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link CloseEventWebSocketHandler}, on a server that cannot be asked how a
 * session ended.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloseEventWebSocketHandlerTests {

	private static final CloseStatus BYE = new CloseStatus(4001, "bye");

	private static final SessionOrigin SERVER = SessionOrigin.SERVER;

	private static final TextMessage HELLO = new TextMessage("hello");

	private final SessionRecords records = new SessionRecords();

	private final ClosingWatch watch = new ClosingWatch();

	private final Queue<CloseEvent> events = new ConcurrentLinkedQueue<>();

	private final RecordingHandler handler = new RecordingHandler();

	private final FakeWebSocketSession session = new FakeWebSocketSession("1");

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void sessionThatIsClosedByItsPeerHasOneEvent() throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		this.session.getAttributes().put("room", "red");
		decorated.afterConnectionEstablished(this.session);
		decorated.handleMessage(this.session, HELLO);
		this.session.getAttributes().put("room", "blue");
		peerCloses(decorated, this.session, BYE);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getCode()).isEqualTo(4001);
			assertThat(event.getReason()).isEqualTo("bye");
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getSession().getWebSocketSessionId()).isEqualTo("1");
			assertThat(event.getSession().getUri()).isEqualTo(this.session.getUri());
			assertThat(event.getSession().getPathPattern()).isEqualTo("/chat");
			assertThat(event.getSession().getPrincipalName()).isEqualTo("ada");
			assertThat(event.getSession().getSubProtocol()).isEqualTo("chat.v1");
			assertThat(event.getSession().getRemoteAddress()).isEqualTo(this.session.getRemoteAddress());
			assertThat(event.getSession().getTransport()).isEqualTo("websocket");
			assertThat(event.getSession().getAttributes()).containsExactly(Map.entry("room", "blue"));
		});
		assertThat(this.records.size()).isZero();
		assertThat(this.handler.getCalls()).extracting(RecordingHandler.Call::name)
			.containsExactly("established", "message", "closed");
		assertThat(this.handler.getCalls()).extracting(RecordingHandler.Call::argument)
			.containsExactly(null, HELLO, BYE);
	}

	@Test
	void eventComesAfterTheHandlersOwnCallback() throws Exception {
		List<Integer> eventsBefore = new ArrayList<>();
		WebSocketHandler decorated = decorate(new WebSocketHandlerDecorator(this.handler) {

			@Override
			public void afterConnectionClosed(WebSocketSession session, CloseStatus closeStatus) {
				eventsBefore.add(CloseEventWebSocketHandlerTests.this.events.size());
			}

		});
		decorated.afterConnectionEstablished(this.session);
		peerCloses(decorated, this.session, BYE);
		assertThat(eventsBefore).containsExactly(0);
		assertThat(this.events).hasSize(1);
	}

	@Test
	void sessionsOfOneDecoratorAreToldApart() throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		List<FakeWebSocketSession> sessions = List.of(this.session, new FakeWebSocketSession("2"),
				new FakeWebSocketSession("3"));
		for (FakeWebSocketSession session : sessions) {
			decorated.afterConnectionEstablished(session);
		}
		for (FakeWebSocketSession session : sessions) {
			decorated.handleMessage(session, HELLO);
		}
		peerCloses(decorated, sessions.get(2), BYE);
		decorated.handleMessage(this.session, HELLO);
		peerCloses(decorated, this.session, BYE);
		assertThat(this.handler.getCalls()).extracting((call) -> call.session().getId())
			.containsExactly("1", "2", "3", "1", "2", "3", "3", "1", "1");
		assertThat(this.events).extracting((event) -> event.getSession().getWebSocketSessionId())
			.containsExactly("3", "1");
	}

	@Test
	void twoSessionsOfTheSameIdHaveTwoEvents() throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		FakeWebSocketSession second = new FakeWebSocketSession("1");
		decorated.afterConnectionEstablished(this.session);
		decorated.afterConnectionEstablished(second);
		assertThat(this.records.size()).isEqualTo(2);
		peerCloses(decorated, this.session, BYE);
		peerCloses(decorated, second, BYE);
		assertThat(this.events).hasSize(2);
		assertThat(this.events).extracting((event) -> event.getSession().getId()).doesNotHaveDuplicates();
	}

	@Test
	void handlerThatIsDecoratedTwiceHasOneEvent() throws Exception {
		WebSocketHandler decorated = decorate(decorate(this.handler));
		decorated.afterConnectionEstablished(this.session);
		assertThat(this.records.size()).isOne();
		peerCloses(decorated, this.session, BYE);
		assertThat(this.events).hasSize(1);
		assertThat(this.handler.getCalls()).hasSize(2);
	}

	@Test
	void handlerThatIsDecoratedTwiceWithoutViewsHasOneEvent() throws Exception {
		SessionCloseTracker tracker = tracker((session) -> true, false, Duration.ofHours(1));
		WebSocketHandler decorated = new CloseEventWebSocketHandler(
				new CloseEventWebSocketHandler(this.handler, tracker, SERVER, false), tracker, SERVER, false);
		decorated.afterConnectionEstablished(this.session);
		peerCloses(decorated, this.session, BYE);
		assertThat(this.events).hasSize(1);
		assertThat(this.handler.getCalls()).extracting(RecordingHandler.Call::session)
			.containsExactly(this.session, this.session);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void exceptionOfTheHandlerPassesUnchanged(Callback callback, Throwable failure) throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		if (callback != Callback.ESTABLISHED) {
			decorated.afterConnectionEstablished(this.session);
		}
		this.handler.failWith(failure);
		assertThat(catchThrowable(() -> callback.on(decorated, this.session))).isSameAs(failure);
		assertThat(failure.getSuppressed()).isEmpty();
	}

	static List<Object[]> failures() {
		List<Object[]> failures = new ArrayList<>();
		for (Callback callback : Callback.values()) {
			failures.add(new Object[] { callback, new IllegalStateException("planned") });
			failures.add(new Object[] { callback, new IOException("planned") });
			failures.add(new Object[] { callback, new StackOverflowError("planned") });
		}
		return failures;
	}

	@Test
	void handlerThatThrowsInItsCallbackHasItsEvent() throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		decorated.afterConnectionEstablished(this.session);
		this.handler.failWith(new IllegalStateException("planned"));
		assertThat(catchThrowable(() -> peerCloses(decorated, this.session, BYE))).hasMessage("planned");
		assertThat(this.events).singleElement()
			.satisfies((event) -> assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER));
		assertThat(this.records.size()).isZero();
	}

	@ParameterizedTest
	@EnumSource(names = { "ESTABLISHED", "MESSAGE" })
	void exceptionThatClosesTheSessionIsTheApplications(Callback callback) throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		if (callback != Callback.ESTABLISHED) {
			decorated.afterConnectionEstablished(this.session);
		}
		IllegalStateException failure = new IllegalStateException("planned");
		this.handler.failWith(failure);
		assertThat(catchThrowable(() -> callback.on(decorated, this.session))).isSameAs(failure);
		this.handler.failWith(null);
		peerCloses(decorated, this.session, CloseStatus.SERVER_ERROR);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getCode()).isEqualTo(1011);
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getError()).isSameAs(failure);
		});
	}

	@Test
	void sessionThatNoCallbackEndsAfterAnExceptionEndsByTime() {
		WebSocketHandler decorated = decorate(this.handler, (session) -> true, Duration.ofMillis(1));
		IllegalStateException failure = new IllegalStateException("planned");
		this.handler.failWith(failure);
		this.session.end();
		assertThat(catchThrowable(() -> decorated.afterConnectionEstablished(this.session))).isSameAs(failure);
		await().until(() -> !this.events.isEmpty());
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getCode()).isEqualTo(1006);
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
			assertThat(event.getError()).isSameAs(failure);
		});
		assertThat(this.records.size()).isZero();
	}

	@Test
	void exceptionThatClosesNothingIsForgotten() throws Exception {
		WebSocketHandler decorated = decorate(this.handler, (session) -> true, Duration.ofMillis(1));
		decorated.afterConnectionEstablished(this.session);
		this.handler.failWith(new IllegalStateException("planned"));
		assertThat(catchThrowable(() -> decorated.handleMessage(this.session, HELLO))).isNotNull();
		this.handler.failWith(null);
		await().until(() -> this.watch.size() == 0);
		assertThat(this.events).isEmpty();
		peerCloses(decorated, this.session, CloseStatus.SERVER_ERROR);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
			assertThat(event.getError()).isNull();
		});
	}

	@Test
	void transportErrorIsTheNetworks() throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		decorated.afterConnectionEstablished(this.session);
		EOFException error = new EOFException();
		decorated.handleTransportError(this.session, error);
		peerCloses(decorated, this.session, CloseStatus.SERVER_ERROR);
		assertThat(this.events).singleElement().satisfies((event) -> {
			assertThat(event.getCode()).isEqualTo(1006);
			assertThat(event.getReason()).isEmpty();
			assertThat(event.getInitiator()).isEqualTo(CloseInitiator.NETWORK);
			assertThat(event.getError()).isSameAs(error);
		});
	}

	@ParameterizedTest
	@EnumSource
	void sessionThatCannotBeFollowedIsHandledAllTheSame(Callback callback, CapturedOutput output) throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		WebSocketSession broken = new FakeWebSocketSession("1") {

			@Override
			public Map<String, Object> getAttributes() {
				throw new IllegalStateException("planned");
			}

		};
		decorated.afterConnectionEstablished(broken);
		callback.on(decorated, broken);
		assertThat(this.handler.getCalls()).hasSize(2)
			.allSatisfy((call) -> assertThat(call.session().getId()).isEqualTo("1"));
		assertThat(this.records.size()).isZero();
		assertThat(output).contains("will have no close event").contains("planned");
	}

	@ParameterizedTest
	@EnumSource
	void brokenFilterIsNoConcernOfTheHandler(Callback callback) throws Exception {
		WebSocketHandler decorated = decorate(this.handler, (session) -> {
			throw new IllegalStateException("planned");
		}, Duration.ofHours(1));
		callback.on(decorated, this.session);
		assertThat(this.handler.getCalls()).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void sessionThatCannotBeAskedIsNoConcernOfTheHandler(Callback callback) throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		WebSocketSession broken = new FakeWebSocketSession("1") {

			@Override
			public boolean isOpen() {
				throw new IllegalStateException("planned");
			}

		};
		decorated.afterConnectionEstablished(broken);
		callback.on(decorated, broken);
		assertThat(this.handler.getCalls()).hasSize(2);
	}

	@Test
	void sessionThatCannotBeAskedKeepsTheHandlersException() throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		WebSocketSession broken = new FakeWebSocketSession("1") {

			@Override
			public boolean isOpen() {
				throw new IllegalStateException("not this one");
			}

		};
		decorated.afterConnectionEstablished(broken);
		IllegalStateException failure = new IllegalStateException("planned");
		this.handler.failWith(failure);
		assertThat(catchThrowable(() -> decorated.handleMessage(broken, HELLO))).isSameAs(failure);
	}

	@Test
	void failingListenerIsNoConcernOfTheHandler() throws Exception {
		CloseEventPublisher failing = new CloseEventPublisher((event) -> {
			throw new IllegalStateException("planned");
		}, ElsewhereExecutor.INSTANCE, false, 1, 1);
		SessionCloseTracker tracker = new SessionCloseTracker(this.records, this.watch, failing,
				new TrackingSettings(Duration.ofHours(1), (session) -> true, CloseCodes.standard()), () -> "", true);
		WebSocketHandler decorated = new CloseEventWebSocketHandler(this.handler, tracker, SERVER, false);
		decorated.afterConnectionEstablished(this.session);
		peerCloses(decorated, this.session, BYE);
		assertThat(this.handler.getCalls()).hasSize(2);
		assertThat(this.records.size()).isZero();
	}

	@Test
	void attributesThatCannotBeCopiedDoNotLoseTheEvent() throws Exception {
		Map<String, Object> attributes = new ConcurrentHashMap<>() {

			@Override
			public boolean isEmpty() {
				throw new IllegalStateException("planned");
			}

		};
		WebSocketSession broken = new FakeWebSocketSession("1") {

			@Override
			public Map<String, Object> getAttributes() {
				return attributes;
			}

		};
		WebSocketHandler decorated = decorate(this.handler);
		decorated.afterConnectionEstablished(broken);
		decorated.afterConnectionClosed(broken, BYE);
		assertThat(this.events).hasSize(1);
		assertThat(this.records.size()).isZero();
	}

	@Test
	void sessionThatIsNotFollowedIsLeftAlone() throws Exception {
		WebSocketHandler decorated = decorate(this.handler, (session) -> false, Duration.ofHours(1));
		decorated.afterConnectionEstablished(this.session);
		decorated.handleMessage(this.session, HELLO);
		decorated.handleTransportError(this.session, new EOFException());
		decorated.afterConnectionClosed(this.session, BYE);
		assertThat(this.handler.getCalls()).hasSize(4)
			.allSatisfy((call) -> assertThat(call.session()).isSameAs(this.session));
		assertThat(this.events).isEmpty();
		assertThat(this.records.size()).isZero();
	}

	@Test
	void filterIsAskedByTheFactsOfTheSession() throws Exception {
		List<WebSocketSessionInfo> asked = new ArrayList<>();
		WebSocketHandler decorated = decorate(this.handler, (session) -> {
			asked.add(session);
			return true;
		}, Duration.ofHours(1));
		decorated.afterConnectionEstablished(this.session);
		assertThat(asked).singleElement().satisfies((session) -> {
			assertThat(session.getUri()).isEqualTo(this.session.getUri());
			assertThat(session.getPathPattern()).isEqualTo("/chat");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void lateCallbacksCreateNoRecordAndNoEvent(boolean forOneHandshake) throws Exception {
		WebSocketHandler decorated = decorate(this.handler, forOneHandshake, Duration.ofHours(1));
		decorated.afterConnectionEstablished(this.session);
		WebSocketSession view = this.handler.lastSession();
		peerCloses(decorated, this.session, BYE);
		decorated.afterConnectionClosed(this.session, CloseStatus.SERVER_ERROR);
		assertThat(this.handler.lastSession()).isEqualTo(view).hasSameHashCodeAs(view);
		decorated.handleTransportError(this.session, new EOFException());
		assertThat(this.handler.lastSession()).isEqualTo(view).hasSameHashCodeAs(view);
		decorated.handleMessage(this.session, HELLO);
		this.handler.failWith(new IllegalStateException("planned"));
		assertThat(catchThrowable(() -> decorated.handleMessage(this.session, HELLO))).hasMessage("planned");
		view.close(BYE);
		assertThat(this.session.getCloses()).containsExactly(BYE);
		assertThat(this.handler.getCalls()).hasSize(6);
		assertThat(this.records.size()).isZero();
		assertThat(this.watch.size()).isZero();
		assertThat(this.events).singleElement()
			.satisfies((event) -> assertThat(event.getCode()).isEqualTo(BYE.getCode()));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void sessionIsTheSameForItsHandlerWhenItIsReportedAfterTheEvent(boolean forOneHandshake) throws Exception {
		WebSocketHandler decorated = decorate(this.handler, forOneHandshake, Duration.ofMillis(1));
		decorated.afterConnectionEstablished(this.session);
		WebSocketSession view = this.handler.lastSession();
		view.close(BYE);
		await().untilAsserted(() -> assertThat(this.events).hasSize(1));
		decorated.afterConnectionClosed(this.session, BYE);
		assertThat(this.handler.getCalls()).hasSize(2);
		assertThat(this.handler.lastSession()).isEqualTo(view).hasSameHashCodeAs(view);
		assertThat(this.events).hasSize(1);
	}

	@Test
	void decoratorThatLivesOnKeepsNoEndedSession() throws Exception {
		WebSocketHandler decorated = decorate(new CountingHandler());
		WeakReference<WebSocketSession> ended = new WeakReference<>(openAndClose(decorated));
		await().until(() -> {
			System.gc();
			return ended.refersTo(null);
		});
		assertThat(this.events).hasSize(1);
		Reference.reachabilityFence(decorated);
	}

	@Test
	void beanThatIsDecoratedKnowsAllItsSessionsAfterTheirEvents() throws Exception {
		WebSocketRequestHandlers requestHandlers = new WebSocketRequestHandlers(
				new CloseEventWebSocketHandlerDecoratorFactory(tracker((session) -> true, true, Duration.ofMillis(1))));
		WebSocketHttpRequestHandler bean = new WebSocketHttpRequestHandler(this.handler,
				(request, response, handler, attributes) -> true);
		WebSocketHandler decorated = ((WebSocketHttpRequestHandler) requestHandlers.decorate(bean, null))
			.getWebSocketHandler();
		decorated.afterConnectionEstablished(this.session);
		WebSocketSession view = this.handler.lastSession();
		view.close(BYE);
		await().untilAsserted(() -> assertThat(this.events).hasSize(1));
		decorated.afterConnectionEstablished(new FakeWebSocketSession("2"));
		decorated.afterConnectionClosed(this.session, BYE);
		assertThat(view).isNotSameAs(this.session);
		assertThat(this.handler.lastSession()).isEqualTo(view).hasSameHashCodeAs(view);
	}

	@Test
	void callbackOfASessionThatWasNeverEstablishedCreatesNoRecord() throws Exception {
		WebSocketHandler decorated = decorate(this.handler);
		decorated.handleTransportError(this.session, new EOFException());
		decorated.afterConnectionClosed(this.session, BYE);
		assertThat(this.handler.getCalls()).hasSize(2);
		assertThat(this.records.size()).isZero();
		assertThat(this.events).isEmpty();
	}

	@Test
	void nestedSecondReportChangesNothing() throws Exception {
		AtomicInteger nested = new AtomicInteger();
		WebSocketHandler[] decorated = new WebSocketHandler[1];
		decorated[0] = decorate(new WebSocketHandlerDecorator(this.handler) {

			@Override
			public void afterConnectionClosed(WebSocketSession session, CloseStatus closeStatus) throws Exception {
				if (nested.getAndIncrement() == 0) {
					decorated[0].afterConnectionClosed(CloseEventWebSocketHandlerTests.this.session,
							CloseStatus.SERVER_ERROR);
				}
			}

		});
		decorated[0].afterConnectionEstablished(this.session);
		peerCloses(decorated[0], this.session, BYE);
		assertThat(nested).hasValue(2);
		assertThat(this.events).singleElement()
			.satisfies((event) -> assertThat(event.getCode()).isEqualTo(BYE.getCode()));
		assertThat(this.records.size()).isZero();
	}

	@Test
	void reportsOfTwoThreadsMakeOneEventEach() throws Exception {
		hammer(decorate(new CountingHandler()));
	}

	@Test
	void nestedReportsOfTwoThreadsMakeOneEventEach() throws Exception {
		CountingHandler nesting = new CountingHandler();
		WebSocketHandler decorated = decorate(nesting);
		nesting.reportAgainTo = decorated;
		hammer(decorated);
	}

	private void hammer(WebSocketHandler decorated) throws Exception {
		int rounds = 20_000;
		FakeWebSocketSession[] sessions = new FakeWebSocketSession[rounds];
		for (int i = 0; i < rounds; i++) {
			sessions[i] = new FakeWebSocketSession("" + i);
			decorated.afterConnectionEstablished(sessions[i]);
		}
		assertThat(this.records.size()).isEqualTo(rounds);
		CyclicBarrier round = new CyclicBarrier(2);
		Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
		Runnable reports = () -> {
			try {
				for (FakeWebSocketSession session : sessions) {
					round.await();
					decorated.afterConnectionClosed(session, BYE);
				}
			}
			catch (Throwable ex) {
				failures.add(ex);
				round.reset();
			}
		};
		Thread other = new Thread(reports);
		other.start();
		reports.run();
		other.join();
		assertThat(failures).isEmpty();
		Set<String> ids = ConcurrentHashMap.newKeySet();
		this.events.forEach((event) -> ids.add(event.getSession().getWebSocketSessionId()));
		assertThat(this.events).hasSize(rounds);
		assertThat(ids).hasSize(rounds);
		assertThat(this.records.size()).isZero();
	}

	@Test
	void constructorOfTheFactoryWantsATracker() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> new CloseEventWebSocketHandlerDecoratorFactory(null))
			.withMessage("'tracker' must not be null");
	}

	@Test
	void factoryDecoratesOnce() {
		CloseEventWebSocketHandlerDecoratorFactory factory = new CloseEventWebSocketHandlerDecoratorFactory(
				tracker((session) -> true, true, Duration.ofHours(1)));
		WebSocketHandler decorated = factory.decorate(this.handler);
		assertThat(decorated).isNotSameAs(this.handler);
		assertThat(factory.decorate(decorated)).isSameAs(decorated);
		WebSocketHandler outer = new WebSocketHandlerDecorator(decorated);
		assertThat(factory.decorate(outer)).isSameAs(outer);
		assertThat(WebSocketHandlerDecorator.unwrap(decorated)).isSameAs(this.handler);
	}

	private static void peerCloses(WebSocketHandler decorated, FakeWebSocketSession session, CloseStatus status)
			throws Exception {
		session.end();
		decorated.afterConnectionClosed(session, status);
	}

	private WebSocketHandler decorate(WebSocketHandler target) {
		return decorate(target, (session) -> true, Duration.ofHours(1));
	}

	private WebSocketHandler decorate(WebSocketHandler target, Predicate<WebSocketSessionInfo> filter,
			Duration handshakeTimeout) {
		return new CloseEventWebSocketHandler(target, tracker(filter, true, handshakeTimeout),
				SessionOrigin.server("/chat", null), false);
	}

	private WebSocketHandler decorate(WebSocketHandler target, boolean forOneHandshake, Duration handshakeTimeout) {
		return new CloseEventWebSocketHandler(target, tracker((session) -> true, true, handshakeTimeout),
				SessionOrigin.server("/chat", null), forOneHandshake);
	}

	private static WebSocketSession openAndClose(WebSocketHandler decorated) throws Exception {
		FakeWebSocketSession session = new FakeWebSocketSession("1");
		decorated.afterConnectionEstablished(session);
		peerCloses(decorated, session, BYE);
		return session;
	}

	private SessionCloseTracker tracker(Predicate<WebSocketSessionInfo> filter, boolean wrapSessions,
			Duration handshakeTimeout) {
		CloseEventPublisher publisher = new CloseEventPublisher((event) -> this.events.add((CloseEvent) event),
				ElsewhereExecutor.INSTANCE, false, 1, 1);
		return new SessionCloseTracker(this.records, this.watch, publisher,
				new TrackingSettings(handshakeTimeout, filter, CloseCodes.standard()), () -> "", wrapSessions);
	}

	/**
	 * The callbacks of a handler.
	 */
	enum Callback {

		ESTABLISHED {

			@Override
			void on(WebSocketHandler handler, WebSocketSession session) throws Exception {
				handler.afterConnectionEstablished(session);
			}

		},

		MESSAGE {

			@Override
			void on(WebSocketHandler handler, WebSocketSession session) throws Exception {
				handler.handleMessage(session, HELLO);
			}

		},

		ERROR {

			@Override
			void on(WebSocketHandler handler, WebSocketSession session) throws Exception {
				handler.handleTransportError(session, new EOFException());
			}

		},

		CLOSED {

			@Override
			void on(WebSocketHandler handler, WebSocketSession session) throws Exception {
				handler.afterConnectionClosed(session, BYE);
			}

		};

		abstract void on(WebSocketHandler handler, WebSocketSession session) throws Exception;

	}

	/**
	 * Does nothing, or reports each close a second time from inside, as SockJS does.
	 */
	private static final class CountingHandler extends WebSocketHandlerDecorator {

		private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

		private @Nullable WebSocketHandler reportAgainTo;

		CountingHandler() {
			super(new RecordingHandler());
		}

		@Override
		public void afterConnectionEstablished(WebSocketSession session) {
		}

		@Override
		public void afterConnectionClosed(WebSocketSession session, CloseStatus closeStatus) throws Exception {
			WebSocketHandler target = this.reportAgainTo;
			if (target == null || this.inside.get() != null) {
				return;
			}
			this.inside.set(true);
			try {
				target.afterConnectionClosed(((CloseEventWebSocketSession) session).getDelegate(), closeStatus);
			}
			finally {
				this.inside.remove();
			}
		}

	}

}
