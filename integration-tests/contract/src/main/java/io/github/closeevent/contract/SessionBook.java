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

package io.github.closeevent.contract;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The sessions that an application was given, and what Spring told it of their end.
 */
public class SessionBook {

	private final BlockingQueue<ApplicationSession> sessions = new LinkedBlockingQueue<>();

	private final Map<String, List<String>> told = new ConcurrentHashMap<>();

	/**
	 * Wait for the next session that was opened.
	 * @return the session
	 * @throws AssertionError if none was opened in time
	 */
	public ApplicationSession nextSession() {
		try {
			ApplicationSession session = this.sessions.poll(10, TimeUnit.SECONDS);
			if (session == null) {
				throw new AssertionError("No session was opened");
			}
			return session;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return what Spring told the application of the end of a session.
	 * @param id the id by which Spring knows the session
	 * @return what it said, in order: {@code error(EOFException), closed(1002 'why')} to
	 * a servlet handler, {@code closeStatus(1002 'why')}, {@code closeStatus empty} or
	 * {@code closeStatus error(IOException)} to a reactive one, or nothing
	 */
	public String told(String id) {
		return String.join(", ", this.told.getOrDefault(id, List.of()));
	}

	/**
	 * Say a status in the words of {@link #told}.
	 */
	static String status(int code, @Nullable String reason) {
		return code + ((reason != null && !reason.isEmpty()) ? " '" + reason + "'" : "");
	}

	void opened(ApplicationSession session) {
		TomcatPatience.grant(session.nativeSession());
		this.sessions.add(session);
	}

	void tell(String id, String what) {
		this.told.computeIfAbsent(id, (key) -> new CopyOnWriteArrayList<>()).add(what);
	}

	/**
	 * Forget all sessions.
	 */
	public void clear() {
		this.sessions.clear();
		this.told.clear();
	}

}
