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
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.github.closeevent.session.Connection;
import io.netty.channel.Channel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The servers whose sessions can be asked how they end. Their internals are looked up
 * once, when the application starts; that a server is none that we know shows at its
 * first session.
 *
 * @since 0.1.0
 */
public final class Servers {

	private static final Log logger = LogFactory.getLog(Servers.class);

	private static final Set<String> SAID_AT_START = Set.of(TomcatInternals.SESSION, JettyCoreSessions.NATIVE,
			JettyCoreSessions.JAKARTA);

	private final @Nullable TomcatInternals tomcat;

	private final @Nullable JettyInternals jetty;

	private final AtomicBoolean warned = new AtomicBoolean();

	private final boolean watching;

	private Servers(@Nullable TomcatInternals tomcat, @Nullable JettyInternals jetty, boolean watching) {
		this.watching = watching;
		this.tomcat = tomcat;
		this.jetty = jetty;
	}

	/**
	 * Look for the servers on the class path. A WARN names what is not exact on a version
	 * that is not known.
	 * @return what was found
	 */
	public static Servers find() {
		ClassLoader classLoader = ClassUtils.getDefaultClassLoader();
		return new Servers(TomcatInternals.find(classLoader), JettyInternals.find(classLoader), true);
	}

	/**
	 * Know no server, so that each container's report is used.
	 * @return servers that recognize no session
	 */
	public static Servers none() {
		return new Servers(null, null, false);
	}

	/**
	 * Return the connection under a session.
	 * @param nativeSession the server's session
	 * @param layered whether SockJS stands between it and the application
	 * @param open tells whether the session is open, where the server cannot be asked
	 * @return the connection, which is {@linkplain Connection#isExact() not exact} on a
	 * server that is not known
	 */
	public Connection connection(Object nativeSession, boolean layered, BooleanSupplier open) {
		if (this.tomcat != null && this.tomcat.isSession(nativeSession)) {
			return new TomcatConnection(this.tomcat, nativeSession, layered);
		}
		Connection connection = jetty(nativeSession, layered);
		if (connection != null) {
			return connection;
		}
		warn(nativeSession);
		return unknown(layered, open);
	}

	private @Nullable Connection jetty(Object nativeSession, boolean layered) {
		try {
			return (this.jetty != null) ? JettyConnection.of(this.jetty, nativeSession, layered) : null;
		}
		catch (LinkageError ex) {
			// A version whose session does not lead to the one below it.
			warnOnce(nativeSession);
			return null;
		}
	}

	/**
	 * Watch a channel of Netty.
	 * @param channel a channel whose WebSocket has just been opened; called on its event
	 * loop
	 * @param wrapped whether whoever closes is known
	 * @return what is seen, or null if it is no channel that can be watched
	 */
	public @Nullable NettyConnection watch(Channel channel, boolean wrapped) {
		return (this.watching) ? NettyWatch.install(channel, wrapped) : null;
	}

	/**
	 * Return the address of the peer.
	 * @param nativeSession the server's session
	 * @return the address, or null if the session does not know it
	 */
	public @Nullable InetSocketAddress remoteAddress(Object nativeSession) {
		return (this.jetty != null) ? JettyCoreSessions.remoteAddress(nativeSession) : null;
	}

	/**
	 * Return a connection that cannot be asked.
	 * @param layered whether SockJS stands between it and the application
	 * @param open tells whether its session is open
	 * @return the connection
	 */
	public static Connection unknown(boolean layered, BooleanSupplier open) {
		return new UnknownConnection(open, layered);
	}

	private void warn(Object nativeSession) {
		if (!SAID_AT_START.contains(nativeSession.getClass().getName())) {
			warnOnce(nativeSession);
		}
	}

	private void warnOnce(Object nativeSession) {
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("The sessions of this server (" + nativeSession.getClass().getName()
					+ ") cannot be asked how they end: code, wasClean, initiator, sent and received"
					+ " of close events are what the server reports");
		}
	}

}
