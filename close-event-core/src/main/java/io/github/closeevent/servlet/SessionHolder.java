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

package io.github.closeevent.servlet;

import io.github.closeevent.CloseInitiator;

import org.springframework.web.socket.WebSocketMessage;

/**
 * Who holds a view of a session, and closes it by that view.
 */
interface SessionHolder {

	/**
	 * The handler of the application, and what it hands the session to.
	 */
	SessionHolder APPLICATION = () -> CloseInitiator.APPLICATION;

	/**
	 * A layer of Spring.
	 */
	SessionHolder CONTAINER = () -> CloseInitiator.CONTAINER;

	/**
	 * Return on whose behalf the holder closes now.
	 * @return the initiator of a close
	 */
	CloseInitiator getInitiator();

	/**
	 * The holder is about to send a message.
	 * @param message the message
	 */
	default void sends(WebSocketMessage<?> message) {
	}

}
