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

package io.github.closeevent.reactive;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.adapter.AbstractWebSocketSession;

/**
 * Finds the server's session under one of spring-webflux, which keeps it to itself.
 */
final class NativeSessions {

	static final String SESSION = "org.springframework.web.reactive.socket.adapter.AbstractWebSocketSession";

	static final String GETTER = "getDelegate";

	private static final Log logger = LogFactory.getLog(NativeSessions.class);

	private final MethodHandle getter;

	private NativeSessions(MethodHandle getter) {
		this.getter = getter;
	}

	/**
	 * Look for the method.
	 * @return what was found, or null on a version of Spring that is not known
	 */
	static @Nullable NativeSessions find(String name) {
		try {
			return new NativeSessions(
					MethodHandles.privateLookupIn(AbstractWebSocketSession.class, MethodHandles.lookup())
						.findVirtual(AbstractWebSocketSession.class, name, MethodType.methodType(Object.class)));
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			logger.warn("This version of spring-webflux is not known (" + ex + "): code, wasClean, initiator, sent and"
					+ " received of close events are what the server reports, which is inexact for empty Close frames,"
					+ " for lost connections, for refused bytes and for closes by this end");
			return null;
		}
	}

	/**
	 * Return the server's session.
	 * @param session a session of spring-webflux
	 * @return the native session, or null if it cannot be found
	 */
	@Nullable Object of(WebSocketSession session) {
		if (!(session instanceof AbstractWebSocketSession<?>)) {
			return null;
		}
		try {
			return this.getter.invoke(session);
		}
		catch (Throwable ex) {
			return null;
		}
	}

}
