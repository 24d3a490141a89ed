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

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.Observers;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import org.springframework.web.socket.sockjs.support.SockJsHttpRequestHandler;
import org.springframework.web.socket.sockjs.transport.handler.DefaultSockJsService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.mock;

/**
 * Tests for the way of a handshake's trace to the delivery of the session's event.
 */
class HandshakeTraceTests {

	private final BlockingQueue<Object> traces = new LinkedBlockingQueue<>();

	private final ClosingWatch watch = new ClosingWatch();

	private final SessionCloseTracker tracker = new SessionCloseTracker(new SessionRecords(), this.watch,
			new CloseEventPublisher((event) -> {
			}, Runnable::run, false, 10, 1, (event, trace) -> {
				this.traces.add((trace != null) ? trace : "none");
				return null;
			}), new TrackingSettings(Duration.ofHours(1), (session) -> true, CloseCodes.standard(),
					new Observers(null, (attributes) -> {
						Object trace = attributes.apply("trace");
						return (trace != null) ? trace : "of the thread";
					})),
			() -> "", true);

	private final CloseEventWebSocketHandlerDecoratorFactory factory = new CloseEventWebSocketHandlerDecoratorFactory(
			this.tracker);

	private final WebSocketRequestHandlers requestHandlers = new WebSocketRequestHandlers(this.factory);

	private final WebSocketHandler handler = new RecordingHandler();

	private final FakeWebSocketSession session = new FakeWebSocketSession("1");

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	HandshakeTraceTests() {
		this.request.setAttribute("trace", "of the request");
	}

	@AfterEach
	void close() {
		this.watch.close();
	}

	@Test
	void traceOfAHandshakeIsThatOfItsRequest() throws Exception {
		openAndClose(decoratedFor(new WebSocketHttpRequestHandler(this.handler)));
		assertThat(this.traces.take()).isEqualTo("of the request");
	}

	@Test
	void traceOfASockJsSessionIsThatOfItsFirstRequest() throws Exception {
		SockJsHttpRequestHandler requestHandler = (SockJsHttpRequestHandler) this.requestHandlers.decorate(this.request,
				new SockJsHttpRequestHandler(mock(DefaultSockJsService.class), this.handler), "/echo/**");
		openAndClose(requestHandler.getWebSocketHandler());
		assertThat(this.traces.take()).isEqualTo("of the request");
	}

	@Test
	void handlerThatWasDecoratedAsABeanGetsTheTraceOfEachRequest() throws Exception {
		Object bean = this.requestHandlers.decorate(new WebSocketHttpRequestHandler(this.handler), "/chat");
		openAndClose(decoratedFor(bean));
		assertThat(this.traces.take()).isEqualTo("of the request");
	}

	@Test
	void sessionThatOpensWithoutADispatchHasNone() throws Exception {
		openAndClose(this.factory.decorate(this.handler));
		assertThat(this.traces.take()).isEqualTo("none");
	}

	@Test
	void traceOfAClientIsThatOfTheCaller() throws Exception {
		FakeWebSocketClient client = new FakeWebSocketClient();
		new CloseEventWebSocketClients(this.tracker).decorate(client).execute(this.handler, "ws://localhost/feed");
		openAndClose(client.handler);
		assertThat(this.traces.take()).isEqualTo("of the thread");
	}

	private WebSocketHandler decoratedFor(Object requestHandler) {
		return ((WebSocketHttpRequestHandler) this.requestHandlers.decorate(this.request, requestHandler, "/chat"))
			.getWebSocketHandler();
	}

	private void openAndClose(WebSocketHandler decorated) throws Exception {
		decorated.afterConnectionEstablished(this.session);
		this.session.end();
		decorated.afterConnectionClosed(this.session, CloseStatus.NORMAL);
	}

}
