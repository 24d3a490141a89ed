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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.internal.WebSocketSessionState;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The one private part of Jetty's WebSocket session that tells how it ended, found once.
 *
 * @see JettyConnection
 */
final class JettyInternals {

	static final String CORE_SESSION = "org.eclipse.jetty.websocket.core.WebSocketCoreSession";

	static final String STATE = "sessionState";

	private static final Log logger = LogFactory.getLog(JettyInternals.class);

	private final VarHandle state;

	private JettyInternals(VarHandle state) {
		this.state = state;
	}

	/**
	 * Look for Jetty.
	 * @return what was found, or null without Jetty or on a version that is not known
	 */
	static @Nullable JettyInternals find(@Nullable ClassLoader classLoader) {
		return (ClassUtils.isPresent(CORE_SESSION, classLoader)) ? find(STATE) : null;
	}

	/**
	 * Look for the field with the state.
	 * @return what was found, or null if it is not there
	 */
	static @Nullable JettyInternals find(String state) {
		try {
			return new JettyInternals(MethodHandles.privateLookupIn(WebSocketCoreSession.class, MethodHandles.lookup())
				.findVarHandle(WebSocketCoreSession.class, state, WebSocketSessionState.class));
		}
		catch (ReflectiveOperationException | RuntimeException | LinkageError ex) {
			logger.warn("This version of Jetty is not known (" + ex + "): code, wasClean, initiator, sent and received"
					+ " of close events are what Jetty reports, which is inexact for refused bytes and for closes by"
					+ " this end");
			return null;
		}
	}

	/**
	 * Return why a session closes.
	 * @return the last Close frame of either end, with the error that led to it if the
	 * connection was lost or refused; null as long as the session is open
	 */
	@Nullable CloseStatus getCloseStatus(WebSocketCoreSession session) {
		return ((WebSocketSessionState) this.state.get(session)).getCloseStatus();
	}

}
