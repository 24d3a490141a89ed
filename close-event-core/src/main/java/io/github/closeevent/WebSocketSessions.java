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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The open sessions of this node, on every flavour and server, those that this
 * application opened as a client included. A session is among them from the moment on at
 * which its handler is told that it is open, until its {@link CloseEvent} is made.
 * <p>
 * All methods may be called from any thread. While sessions open and close, each result
 * has those that were open throughout, each once. All of them look at every open session.
 *
 * @since 0.1.0
 */
public interface WebSocketSessions {

	/**
	 * Return how many sessions are open.
	 * @return the number of open sessions
	 */
	int count();

	/**
	 * Return snapshots of the open sessions, with their attributes of now, made as the
	 * stream proceeds.
	 * @return the sessions in no particular order
	 */
	Stream<WebSocketSessionInfo> stream();

	/**
	 * Find the open sessions that a selector selects.
	 * @param selector tells which
	 * @return snapshots in no particular order, not modifiable
	 */
	default List<WebSocketSessionInfo> find(SessionSelector selector) {
		return stream().filter(selector).toList();
	}

	/**
	 * Find an open session by its id.
	 * @param id the id, see {@link WebSocketSessionInfo#getId()}
	 * @return a snapshot, or nothing if no open session has the id
	 */
	default Optional<WebSocketSessionInfo> findById(String id) {
		return stream().filter(SessionSelector.id(id)).findAny();
	}

}
