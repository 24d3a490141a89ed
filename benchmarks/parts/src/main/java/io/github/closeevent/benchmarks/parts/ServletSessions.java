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

package io.github.closeevent.benchmarks.parts;

import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.tomcat.websocket.WsSession;
import org.eclipse.jetty.websocket.api.Session;

import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.jetty.JettyWebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;

/**
 * Sessions of spring-websocket, of the types that it has for each server. What is sent
 * goes nowhere.
 */
public enum ServletSessions {

	/**
	 * Sessions on Tomcat.
	 */
	TOMCAT(OnTomcat::new),

	/**
	 * Sessions on Jetty.
	 */
	JETTY(OnJetty::new);

	private final Supplier<WebSocketSession> factory;

	ServletSessions(Supplier<WebSocketSession> factory) {
		this.factory = factory;
	}

	WebSocketSession create() {
		return this.factory.get();
	}

	/**
	 * A session of Tomcat.
	 */
	static final class OnTomcat extends StandardWebSocketSession {

		private static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 1024);

		private int sent;

		OnTomcat() {
			this(NativeSessions.tomcat());
		}

		OnTomcat(WsSession session) {
			super(new HttpHeaders(), new ConcurrentHashMap<>(), ADDRESS, ADDRESS);
			initializeNativeSession(session);
		}

		@Override
		protected void sendTextMessage(TextMessage message) {
			this.sent++;
		}

	}

	/**
	 * A session of Jetty.
	 */
	static final class OnJetty extends JettyWebSocketSession {

		private final Session session = NativeSessions.jetty();

		OnJetty() {
			super(new ConcurrentHashMap<>());
		}

		@Override
		public Session getNativeSession() {
			return this.session;
		}

	}

}
