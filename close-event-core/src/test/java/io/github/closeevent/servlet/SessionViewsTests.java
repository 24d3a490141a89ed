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

import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.sockjs.transport.SockJsSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionViews} and who holds them.
 */
class SessionViewsTests {

	@Test
	void viewIsOfSockJsIfTheSessionIs() {
		FakeSockJsSession session = new FakeSockJsSession();
		assertThat(view(session)).isInstanceOf(SockJsSession.class).isNotInstanceOf(NativeWebSocketSession.class);
		((SockJsSession) view(session)).disableHeartbeat();
		assertThat(((SockJsSession) view(session)).getTimeSinceLastActive()).isEqualTo(-1);
	}

	@Test
	void viewIsOfSockJsAndHasANativeSessionIfTheSessionIsBoth() {
		FakeNativeSockJsSession session = new FakeNativeSockJsSession();
		assertThat(view(session)).isInstanceOf(SockJsSession.class);
		((SockJsSession) view(session)).disableHeartbeat();
		assertThat(((SockJsSession) view(session)).getTimeSinceLastActive()).isEqualTo(-1);
		assertThat(((NativeWebSocketSession) view(session)).getNativeSession()).isEqualTo("native");
	}

	@Test
	void viewOfAnotherSessionIsNotOfSockJs() {
		assertThat(view(new FakeWebSocketSession("1"))).isNotInstanceOf(SockJsSession.class);
	}

	@Test
	void stompClientClosesForTheApplicationAfterADisconnect() {
		StompClientHolder holder = new StompClientHolder();
		assertThat(holder.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		holder.sends(new TextMessage("SEND\n\nDISCONNECT\u0000"));
		assertThat(holder.getInitiator()).isEqualTo(CloseInitiator.CONTAINER);
		holder.sends(new TextMessage("DISCONNECT\n\n\u0000"));
		assertThat(holder.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		// A heartbeat may still follow.
		holder.sends(new BinaryMessage(new byte[1]));
		assertThat(holder.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
	}

	private WebSocketSession view(WebSocketSession session) {
		return SessionViews.of(session, null, SessionHolder.APPLICATION);
	}

	private static class FakeSockJsSession extends FakeWebSocketSession implements SockJsSession {

		private long idle;

		FakeSockJsSession() {
			super("1");
		}

		@Override
		public long getTimeSinceLastActive() {
			return this.idle;
		}

		@Override
		public void disableHeartbeat() {
			this.idle = -1;
		}

	}

	private static final class FakeNativeSockJsSession extends FakeSockJsSession implements NativeWebSocketSession {

		@Override
		public Object getNativeSession() {
			return "native";
		}

		@Override
		public <T> @Nullable T getNativeSession(@Nullable Class<T> requiredType) {
			return null;
		}

	}

}
