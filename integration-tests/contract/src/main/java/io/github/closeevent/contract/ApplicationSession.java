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

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A session as an application holds it, whatever its flavour. A call returns when the
 * server has done what it does at once, and fails as that does.
 */
public interface ApplicationSession {

	/**
	 * Return the id by which Spring knows the session.
	 * @return the id
	 */
	String id();

	/**
	 * Return the session of the server, on which this one is built.
	 * @return the session, or null if there is none
	 */
	@Nullable Object nativeSession();

	boolean isOpen();

	void send(String text) throws IOException;

	/**
	 * Wait until the server has taken what was sent, so that a close does not overtake
	 * it.
	 */
	default void awaitSent() {
	}

	void close() throws IOException;

	/**
	 * Close with a code.
	 * @param code the code
	 * @param reason the reason, empty for none
	 * @throws IOException if the server refuses, or the connection is lost
	 */
	void close(int code, String reason) throws IOException;

	/**
	 * Close with a code and no reason.
	 * @param code the code
	 * @throws IOException if the server refuses, or the connection is lost
	 */
	default void close(int code) throws IOException {
		close(code, "");
	}

}
