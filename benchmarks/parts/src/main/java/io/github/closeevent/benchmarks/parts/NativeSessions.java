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

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.server.WsFrameServer;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.internal.WebSocketSessionState;

import org.springframework.beans.DirectFieldAccessor;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.util.ClassUtils;

/**
 * The servers' own session types, without a server below: they are put into the state in
 * which a server reports them.
 */
final class NativeSessions {

	private static final byte OPCODE_CLOSE = 8;

	private static final SpringObjenesis objenesis = new SpringObjenesis();

	private NativeSessions() {
	}

	/**
	 * Return an open session of Tomcat.
	 */
	static WsSession tomcat() {
		WsSession session = objenesis.newInstance(WsSession.class, false);
		DirectFieldAccessor fields = new DirectFieldAccessor(session);
		fields.setPropertyValue("wsFrame", objenesis.newInstance(WsFrameServer.class, false));
		fields.setPropertyValue("state", new AtomicReference<>());
		fields.setPropertyValue("requestUri", URI.create("ws://localhost/chat"));
		fields.setPropertyValue("negotiatedExtensions", List.of());
		fields.setPropertyValue("userProperties", new HashMap<>());
		fields.setPropertyValue("lastActiveRead", System.currentTimeMillis());
		open(session);
		return session;
	}

	/**
	 * Let a session of Tomcat be open.
	 */
	static void open(WsSession session) {
		setState(session, "OPEN");
		frame(session).setPropertyValue("open", true);
	}

	/**
	 * Let a session of Tomcat be one whose peer's Close frame has just been parsed.
	 */
	static void peerCloses(WsSession session, int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		ByteBuffer payload = ByteBuffer.allocate(125).putShort((short) code).put(text).flip();
		DirectFieldAccessor frame = frame(session);
		frame.setPropertyValue("controlBufferBinary", payload);
		frame.setPropertyValue("opCode", OPCODE_CLOSE);
		frame.setPropertyValue("payloadLength", (long) payload.remaining());
		frame.setPropertyValue("open", false);
		setState(session, "CLOSING");
	}

	private static DirectFieldAccessor frame(WsSession session) {
		Object frame = new DirectFieldAccessor(session).getPropertyValue("wsFrame");
		return new DirectFieldAccessor(Objects.requireNonNull(frame));
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static void setState(WsSession session, String name) {
		Class type = ClassUtils.resolveClassName(WsSession.class.getName() + "$State", null);
		Object state = new DirectFieldAccessor(session).getPropertyValue("state");
		((AtomicReference<Object>) Objects.requireNonNull(state)).set(Enum.valueOf(type, name));
	}

	/**
	 * Return an open session of Jetty.
	 */
	static Session jetty() {
		WebSocketSessionState state = new WebSocketSessionState();
		state.onConnected();
		state.onOpen();
		WebSocketCoreSession core = objenesis.newInstance(WebSocketCoreSession.class, false);
		new DirectFieldAccessor(core).setPropertyValue("sessionState", state);
		WebSocketSession session = objenesis.newInstance(WebSocketSession.class, false);
		new DirectFieldAccessor(session).setPropertyValue("coreSession", core);
		return session;
	}

}
