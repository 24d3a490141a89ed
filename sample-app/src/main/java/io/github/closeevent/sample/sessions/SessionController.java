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

package io.github.closeevent.sample.sessions;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessions;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Lists the open sessions, and closes one or all of a user. Anybody may, so that it can
 * be tried; elsewhere this is for those who operate the application. A browser lets no
 * other site ask for a close.
 */
@RestController
class SessionController {

	private static final SessionSelector FEED = SessionSelector.path("/feed");

	private final WebSocketSessions sessions;

	private final WebSocketCloser closer;

	SessionController(WebSocketSessions sessions, WebSocketCloser closer) {
		this.sessions = sessions;
		this.closer = closer;
	}

	/**
	 * List the open sessions, those of the page's own feed aside, the oldest first.
	 */
	@GetMapping("/sessions")
	List<OpenSession> list() {
		return this.sessions.stream()
			.filter((session) -> !FEED.test(session))
			.sorted(Comparator.comparing(WebSocketSessionInfo::getOpenedAt))
			.map(OpenSession::of)
			.toList();
	}

	/**
	 * Close a session. It may have ended meanwhile; then none is asked.
	 */
	@DeleteMapping("/sessions/{id}")
	CompletableFuture<Closed> close(@PathVariable String id, @RequestParam String code,
			@RequestParam(defaultValue = "") String reason) {
		return close(SessionSelector.id(id), code, reason);
	}

	/**
	 * Close all sessions of a user.
	 */
	@DeleteMapping("/users/{name}/sessions")
	CompletableFuture<Closed> closeAll(@PathVariable String name, @RequestParam String code,
			@RequestParam(defaultValue = "") String reason) {
		return close(SessionSelector.user(name), code, reason);
	}

	private CompletableFuture<Closed> close(SessionSelector selector, String code, String reason) {
		try {
			return this.closer.close(selector, parse(code), reason).thenApply(Closed::of);
		}
		catch (IllegalArgumentException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, ex.getMessage(), ex);
		}
	}

	private static int parse(String code) {
		try {
			return Integer.parseInt(code);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("'" + code + "' is no close code, which is a number", ex);
		}
	}

}
