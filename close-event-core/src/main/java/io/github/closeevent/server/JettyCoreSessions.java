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

import java.net.InetSocketAddress;

import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Finds the one session of Jetty under the sessions of its APIs, each of which may be
 * absent: its own, which Spring's servers use, and that of Jakarta EE, which Spring's
 * client uses.
 */
final class JettyCoreSessions {

	static final String NATIVE = "org.eclipse.jetty.websocket.common.WebSocketSession";

	static final String JAKARTA = "org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession";

	private static final boolean nativePresent = isPresent(NATIVE);

	private static final boolean jakartaPresent = isPresent(JAKARTA);

	private JettyCoreSessions() {
	}

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, JettyCoreSessions.class.getClassLoader());
	}

	/**
	 * Return Jetty's session under one of its own API.
	 */
	static @Nullable WebSocketCoreSession ofNative(Object session) {
		return (nativePresent && session instanceof WebSocketSession known
				&& known.getCoreSession() instanceof WebSocketCoreSession core) ? core : null;
	}

	/**
	 * Return Jetty's session under one of Jakarta EE.
	 */
	static @Nullable WebSocketCoreSession ofJakarta(Object session) {
		return (jakartaPresent && session instanceof JakartaWebSocketSession known
				&& known.getCoreSession() instanceof WebSocketCoreSession core) ? core : null;
	}

	/**
	 * Return the address of the peer of a session of Jetty's own API.
	 */
	static @Nullable InetSocketAddress remoteAddress(Object session) {
		return (nativePresent && session instanceof WebSocketSession known
				&& known.getRemoteSocketAddress() instanceof InetSocketAddress address) ? address : null;
	}

}
