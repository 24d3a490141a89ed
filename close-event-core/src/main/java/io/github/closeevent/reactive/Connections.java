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

import java.net.InetSocketAddress;

import io.github.closeevent.server.NettyConnection;
import io.github.closeevent.server.Servers;
import io.github.closeevent.session.Connection;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.ChannelOperations;

import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.adapter.ReactorNettyWebSocketSession;

/**
 * Finds out what stands under a session of spring-webflux.
 */
final class Connections {

	private static final boolean nettyPresent = ClassUtils.isPresent("reactor.netty.channel.ChannelOperations",
			Connections.class.getClassLoader());

	private final Servers servers;

	private final @Nullable NativeSessions nativeSessions;

	private final boolean wrapped;

	Connections(Servers servers, @Nullable NativeSessions nativeSessions, boolean wrapped) {
		this.servers = servers;
		this.nativeSessions = nativeSessions;
		this.wrapped = wrapped;
	}

	Connection of(WebSocketSession session) {
		Object nativeSession = nativeSession(session);
		if (nativeSession == null) {
			return Servers.unknown(false, session::isOpen);
		}
		Connection netty = (nettyPresent) ? Netty.connection(nativeSession, this.servers, this.wrapped) : null;
		return (netty != null) ? netty : this.servers.connection(nativeSession, false, session::isOpen);
	}

	private @Nullable Object nativeSession(WebSocketSession session) {
		return (this.nativeSessions != null) ? this.nativeSessions.of(session) : null;
	}

	/**
	 * Return the address of the peer. Spring tells it to servers only.
	 */
	@Nullable InetSocketAddress remoteAddress(WebSocketSession session) {
		InetSocketAddress told = session.getHandshakeInfo().getRemoteAddress();
		if (told != null) {
			return told;
		}
		Object nativeSession = nativeSession(session);
		if (nativeSession == null) {
			return null;
		}
		InetSocketAddress netty = (nettyPresent) ? Netty.remoteAddress(nativeSession) : null;
		return (netty != null) ? netty : this.servers.remoteAddress(nativeSession);
	}

	/**
	 * Whether a session closes when somebody subscribes to its close, and not when that
	 * is called.
	 */
	static boolean closesWhenSubscribed(WebSocketSession session) {
		return nettyPresent && Netty.isSession(session);
	}

	/**
	 * Loaded with Reactor Netty only.
	 */
	private static final class Netty {

		static boolean isSession(WebSocketSession session) {
			return session instanceof ReactorNettyWebSocketSession;
		}

		static @Nullable NettyConnection connection(Object nativeSession, Servers servers, boolean wrapped) {
			ChannelOperations<?, ?> operations = operations(nativeSession);
			return (operations != null) ? servers.watch(operations.channel(), wrapped) : null;
		}

		static @Nullable InetSocketAddress remoteAddress(Object nativeSession) {
			ChannelOperations<?, ?> operations = operations(nativeSession);
			return (operations != null && operations.channel().remoteAddress() instanceof InetSocketAddress address)
					? address : null;
		}

		private static @Nullable ChannelOperations<?, ?> operations(Object nativeSession) {
			return (nativeSession instanceof ReactorNettyWebSocketSession.WebSocketConnection connection
					&& connection.getInbound() instanceof ChannelOperations<?, ?> operations) ? operations : null;
		}

	}

}
