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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.TypeReference;
import org.springframework.util.ClassUtils;

/**
 * The private parts of Tomcat's WebSocket session that tell how it ended, found once. If
 * one of them is not there, on a version that we do not know, none is used.
 *
 * @see TomcatConnection
 */
final class TomcatInternals {

	static final String SESSION = "org.apache.tomcat.websocket.WsSession";

	static final String FRAME = "org.apache.tomcat.websocket.WsFrameBase";

	private static final String CLIENT_FRAME = "org.apache.tomcat.websocket.WsFrameClient";

	static final String APPEND_REASON = "appendCloseReasonWithTruncation";

	static final String CLOSE_CONNECTION = "closeConnection";

	static final String IS_SUSPENDED = "isSuspended";

	static final String RESUME = "resume";

	static final List<TypeReference> APPEND_REASON_PARAMETERS = TypeReference.listOf(ByteBuffer.class, String.class);

	/**
	 * What is read of the session, for a native image.
	 */
	static final List<String> SESSION_FIELDS = List.of("wsFrame", "state", "sessionCloseTimeoutExpiry",
			"lastActiveRead");

	/**
	 * What is read of the frame parser, for a native image.
	 */
	static final List<String> FRAME_FIELDS = List.of("open", "opCode", "payloadLength", "controlBufferBinary");

	private static final Log logger = LogFactory.getLog(TomcatInternals.class);

	private final Class<?> session;

	final VarHandle frame;

	final VarHandle state;

	final VarHandle closeTimeout;

	final VarHandle lastRead;

	final VarHandle open;

	final VarHandle opCode;

	final VarHandle payloadLength;

	final VarHandle payload;

	final MethodHandle appendReason;

	/**
	 * Not needed for the truth.
	 */
	private final @Nullable MethodHandle closeConnection;

	private final @Nullable MethodHandle isSuspended;

	private final @Nullable MethodHandle resume;

	private TomcatInternals(Class<?> session, Class<?> frame) throws ReflectiveOperationException {
		MethodHandles.Lookup own = MethodHandles.lookup();
		MethodHandles.Lookup ofSession = MethodHandles.privateLookupIn(session, own);
		MethodHandles.Lookup ofFrame = MethodHandles.privateLookupIn(frame, own);
		this.session = session;
		this.frame = field(ofSession, session, "wsFrame");
		this.state = field(ofSession, session, "state");
		this.closeTimeout = field(ofSession, session, "sessionCloseTimeoutExpiry");
		this.lastRead = field(ofSession, session, "lastActiveRead", long.class);
		this.open = field(ofFrame, frame, "open", boolean.class);
		this.opCode = field(ofFrame, frame, "opCode", byte.class);
		this.payloadLength = field(ofFrame, frame, "payloadLength", long.class);
		this.payload = field(ofFrame, frame, "controlBufferBinary", ByteBuffer.class);
		this.appendReason = ofSession.findStatic(session, APPEND_REASON,
				MethodType.methodType(void.class, ByteBuffer.class, String.class));
		this.closeConnection = method(ofSession, session, CLOSE_CONNECTION, void.class);
		this.isSuspended = method(ofFrame, frame, IS_SUSPENDED, boolean.class);
		this.resume = method(ofFrame, frame, RESUME, void.class);
	}

	private static @Nullable MethodHandle method(MethodHandles.Lookup lookup, Class<?> type, String name,
			Class<?> returnType) throws IllegalAccessException {
		try {
			return lookup.findVirtual(type, name, MethodType.methodType(returnType));
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

	/**
	 * Close the network connection of a session, if this version of Tomcat can do it.
	 */
	void closeConnection(Object session) {
		invoke(this.closeConnection, session);
	}

	/**
	 * Whether a session does not read, as far as this version of Tomcat can suspend one.
	 */
	boolean isSuspended(Object session) {
		return Boolean.TRUE.equals(invoke(this.isSuspended, this.frame.get(session)));
	}

	/**
	 * Let a session read that was suspended.
	 */
	void resume(Object session) {
		invoke(this.resume, this.frame.get(session));
	}

	private static @Nullable Object invoke(@Nullable MethodHandle method, Object target) {
		try {
			return (method != null) ? method.invoke(target) : null;
		}
		catch (Throwable ex) {
			logger.debug("A method of " + target + " failed", ex);
			return null;
		}
	}

	private static VarHandle field(MethodHandles.Lookup lookup, Class<?> type, String name)
			throws ReflectiveOperationException {
		return lookup.unreflectVarHandle(type.getDeclaredField(name));
	}

	private static VarHandle field(MethodHandles.Lookup lookup, Class<?> type, String name, Class<?> fieldType)
			throws ReflectiveOperationException {
		return lookup.findVarHandle(type, name, fieldType);
	}

	/**
	 * Look for Tomcat.
	 * @return what was found, or null without Tomcat or on a version that is not known
	 */
	static @Nullable TomcatInternals find(@Nullable ClassLoader classLoader) {
		if (!ClassUtils.isPresent(SESSION, classLoader)) {
			return null;
		}
		try {
			return of(ClassUtils.forName(SESSION, classLoader), ClassUtils.forName(FRAME, classLoader));
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return unknown(ex);
		}
	}

	/**
	 * Look into these two classes.
	 * @return what was found, or null if something is not there
	 */
	static @Nullable TomcatInternals of(Class<?> session, Class<?> frame) {
		try {
			return new TomcatInternals(session, frame);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return unknown(ex);
		}
	}

	private static @Nullable TomcatInternals unknown(Throwable ex) {
		logger.warn("This version of Tomcat is not known (" + ex + "): code, wasClean, initiator, sent and received"
				+ " of close events are what Tomcat reports, which is inexact for empty Close frames,"
				+ " for 1012 to 1014, for refused bytes and for closes by this end");
		return null;
	}

	/**
	 * Whether this end of a session is the client.
	 */
	boolean isClient(Object session) {
		return this.frame.get(session).getClass().getName().equals(CLIENT_FRAME);
	}

	boolean isSession(Object candidate) {
		return this.session.isInstance(candidate);
	}

}
