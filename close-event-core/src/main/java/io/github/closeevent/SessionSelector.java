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

import java.util.function.Predicate;

import org.springframework.util.Assert;

/**
 * Tells which of the open sessions are meant. A selector sees the facts of a session and
 * never the session; any lambda may be one.
 * <p>
 * {@link #test} may be called from any thread, and by several at once. An exception that
 * it throws reaches the caller of the operation it was made for.
 *
 * @since 0.1.0
 * @see WebSocketSessions#find(SessionSelector)
 * @see WebSocketCloser
 */
@FunctionalInterface
public interface SessionSelector extends Predicate<WebSocketSessionInfo> {

	/**
	 * Select all sessions, those that this application has opened with other servers as a
	 * client among them. The sessions of its own server alone are {@link #path(String)
	 * path("/**")}.
	 * @return the selector
	 * @see WebSocketSessionInfo#getSide()
	 */
	static SessionSelector all() {
		return (session) -> true;
	}

	/**
	 * Select one session.
	 * @param id its id, see {@link WebSocketSessionInfo#getId()}
	 * @return the selector
	 * @throws IllegalArgumentException if the id is {@code null} or empty
	 */
	static SessionSelector id(String id) {
		Assert.hasText(id, "'id' must not be empty");
		return (session) -> session.getId().equals(id);
	}

	/**
	 * Select the sessions of a user, including those whose user signed in with a STOMP
	 * CONNECT frame.
	 * @param name the name of the principal
	 * @return the selector
	 * @throws IllegalArgumentException if the name is {@code null} or empty
	 */
	static SessionSelector user(String name) {
		Assert.hasText(name, "'name' must not be empty");
		return (session) -> name.equals(session.getPrincipalName());
	}

	/**
	 * Select the sessions whose path matches a pattern. The paths are those of this
	 * application, so that its sessions with other servers are not among them. What a
	 * visitor has sent is no pattern: compare the path itself.
	 * @param patterns a path pattern of Spring without the context path, such as
	 * {@code /chat/**} or {@code /rooms/{id}}, or several with commas between them
	 * @return the selector
	 * @throws IllegalArgumentException if one is no path pattern; the message says why
	 * @see WebSocketSessionInfo#getPath()
	 */
	static SessionSelector path(String patterns) {
		PathPatterns parsed = PathPatterns.of(patterns);
		return (session) -> session.getSide() == WebSocketSessionInfo.Side.SERVER && parsed.matches(session.getPath());
	}

	/**
	 * Select what this one does not.
	 * @return the selector
	 */
	@Override
	default SessionSelector negate() {
		return (session) -> !test(session);
	}

	/**
	 * Select what both do.
	 * @param other the other one
	 * @return the selector
	 */
	@Override
	default SessionSelector and(Predicate<? super WebSocketSessionInfo> other) {
		return (session) -> test(session) && other.test(session);
	}

	/**
	 * Select what one of both does.
	 * @param other the other one
	 * @return the selector
	 */
	@Override
	default SessionSelector or(Predicate<? super WebSocketSessionInfo> other) {
		return (session) -> test(session) || other.test(session);
	}

}
