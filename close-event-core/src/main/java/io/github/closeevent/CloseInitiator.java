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

package io.github.closeevent;

/**
 * Who decided first that a session ends. What happens after the first decision changes
 * nothing, whichever callback reports it.
 * <p>
 * "This end" is the Spring application, "the peer" is the other end. If two Close frames
 * cross each other, the order counts in which this end wrote its own and parsed the
 * peer's.
 *
 * @since 0.1.0
 * @see CloseEvent#getInitiator()
 */
public enum CloseInitiator {

	/**
	 * The peer: its valid Close frame was parsed before this end began to close.
	 */
	PEER,

	/**
	 * The application at this end: its code called {@code close} and was not refused, it
	 * used the close command, an exception left its handler, or its reactive handler
	 * completed or failed.
	 */
	APPLICATION,

	/**
	 * The server or the framework at this end: bytes that break the protocol, a message
	 * that is too big, an idle timeout, a missed heartbeat, a send limit, a close by
	 * Spring's STOMP or SockJS layer, or a shutdown; also if no frame was written.
	 */
	CONTAINER,

	/**
	 * The network, or a peer that vanished: an end of the stream, a reset or a failed
	 * write came before any Close frame. What this end's server does about it afterwards
	 * is not the close.
	 */
	NETWORK

}
