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

package io.github.closeevent.session;

import java.util.Map;
import java.util.function.Consumer;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one established session: its facts, and what was seen of its end.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public abstract class SessionRecord extends EndRecord {

	private final Object session;

	private final WebSocketSessionInfo info;

	private final Map<String, Object> attributes;

	private final boolean published;

	private @Nullable Object handshakeTrace;

	private @Nullable Consumer<CloseEvent> whenEnded;

	private volatile @Nullable String principalName;

	private volatile boolean opened;

	/**
	 * Create a record of a session that is about to be established.
	 * @param session the session object, by which the record is found
	 * @param info the facts of the session at its opening
	 * @param attributes the session's own attributes, read when it ends
	 * @param connection what the connection underneath knows
	 * @param published whether its end is published
	 */
	public SessionRecord(Object session, WebSocketSessionInfo info, Map<String, Object> attributes,
			Connection connection, boolean published) {
		super(connection);
		this.session = session;
		this.info = info;
		this.attributes = attributes;
		this.published = published;
	}

	/**
	 * Return the session object.
	 * @return what the record is found by
	 */
	public Object getSession() {
		return this.session;
	}

	/**
	 * Return the facts of the session as they were at its opening.
	 * @return the snapshot, without attributes
	 */
	public WebSocketSessionInfo getInfo() {
		return this.info;
	}

	/**
	 * Whether the session has an event. One that has none is followed, so that it can be
	 * closed.
	 * @return whether its end is published
	 */
	public boolean isPublished() {
		return this.published;
	}

	/**
	 * Return the facts of the session, completed by its attributes of now.
	 * @return a new snapshot
	 */
	public WebSocketSessionInfo snapshot() {
		String name = this.principalName;
		WebSocketSessionInfo current = (name != null) ? this.info.withPrincipalName(name) : this.info;
		try {
			return (this.attributes.isEmpty()) ? current : current.withAttributes(this.attributes);
		}
		catch (RuntimeException ex) {
			// A map of the application's own making; the event matters more.
			return current;
		}
	}

	/**
	 * Set the name of a user who came to be known after the session was opened.
	 * @param principalName the name
	 */
	public void setPrincipalName(String principalName) {
		this.principalName = principalName;
	}

	/**
	 * Remember the trace in which the session was opened. Call before the record is
	 * {@linkplain SessionRecords#add added}.
	 * @param handshakeTrace what {@link Observers#handshakeTrace} returned
	 */
	public void setHandshakeTrace(@Nullable Object handshakeTrace) {
		this.handshakeTrace = handshakeTrace;
	}

	/**
	 * Return what is remembered of the trace in which the session was opened.
	 * @return what was set, or null
	 */
	public @Nullable Object getHandshakeTrace() {
		return this.handshakeTrace;
	}

	/**
	 * The handler has been told that the session is open.
	 */
	public void opened() {
		this.opened = true;
	}

	/**
	 * Whether the handler knows the session. Before that, a close would reach a handler
	 * that is still about to open it.
	 * @return {@code false} while the handler is being told
	 */
	public boolean isOpened() {
		return this.opened;
	}

	/**
	 * Close the session, if its end has not begun. May block for as long as the server
	 * needs to write a Close frame.
	 * @param initiator who closes
	 * @param frame what to send
	 * @throws Exception if the server refuses the close, or the connection is lost
	 */
	public abstract void close(CloseInitiator initiator, CloseFrame frame) throws Exception;

	/**
	 * Whether nothing of this end's Close frame is left to be written: some servers write
	 * it after the call that asks for it.
	 * @return {@code false} as long as the peer may still be told
	 */
	public boolean isTold() {
		ConnectionState state = getConnection().getState();
		return state.closeWritten() || switch (state.phase()) {
			case OPEN -> !getConnection().isExact() && isEnding();
			case OUTBOUND -> false;
			case INBOUND, ENDED -> true;
		};
	}

	/**
	 * Ask to be told of the event with which the session ends.
	 * @param action called once, on the thread that ends the session; must neither block
	 * nor throw
	 * @return {@code false} if the session has ended, and the action will not be called
	 */
	public synchronized boolean whenEnded(Consumer<CloseEvent> action) {
		if (isEnded()) {
			return false;
		}
		Consumer<CloseEvent> known = this.whenEnded;
		this.whenEnded = (known != null) ? known.andThen(action) : action;
		return true;
	}

	/**
	 * Tell those who asked of the event. For the one caller only who ended the session.
	 * @param event the event
	 */
	public void tellEnded(CloseEvent event) {
		Consumer<CloseEvent> action;
		synchronized (this) {
			action = this.whenEnded;
			this.whenEnded = null;
		}
		if (action != null) {
			action.accept(event);
		}
	}

}
