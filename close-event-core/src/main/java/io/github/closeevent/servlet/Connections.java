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

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.closeevent.session.Connection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.sockjs.transport.SockJsSession;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;

/**
 * Finds out what stands under a session. Tomcat's and Jetty's internals are looked up
 * once, when the application starts; that a server is none that we know shows at its
 * first session.
 */
final class Connections {

	private static final Log logger = LogFactory.getLog(Connections.class);

	private static final Set<String> SAID_AT_START = Set.of(TomcatInternals.SESSION, JettyInternals.SESSION);

	private final @Nullable TomcatInternals tomcat;

	private final @Nullable JettyInternals jetty;

	private final AtomicBoolean warned = new AtomicBoolean();

	Connections() {
		this(TomcatInternals.find(ClassUtils.getDefaultClassLoader()),
				JettyInternals.find(ClassUtils.getDefaultClassLoader()));
	}

	Connections(@Nullable TomcatInternals tomcat, @Nullable JettyInternals jetty) {
		this.tomcat = tomcat;
		this.jetty = jetty;
	}

	Connection of(WebSocketSession session) {
		WebSocketSession last = WebSocketSessionDecorator.unwrap(session);
		boolean sockJs = last instanceof SockJsSession;
		if (last instanceof NativeWebSocketSession holder) {
			Object nativeSession = holder.getNativeSession();
			if (this.tomcat != null && this.tomcat.isSession(nativeSession)) {
				return new TomcatConnection(this.tomcat, nativeSession, sockJs);
			}
			Connection connection = (this.jetty != null) ? JettyConnection.of(this.jetty, nativeSession, sockJs) : null;
			if (connection != null) {
				return connection;
			}
			warn(nativeSession);
		}
		else if (last instanceof AbstractSockJsSession sockJsSession) {
			return new SockJsHttpConnection(sockJsSession);
		}
		return new UnknownConnection(last, sockJs);
	}

	private void warn(Object nativeSession) {
		if (SAID_AT_START.contains(nativeSession.getClass().getName())) {
			return;
		}
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("The sessions of this server (" + nativeSession.getClass().getName()
					+ ") cannot be asked how they end: code, wasClean, initiator, sent and received"
					+ " of close events are what the server reports");
		}
	}

}
