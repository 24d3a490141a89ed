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

package io.github.closeevent.sample.chat;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.stereotype.Component;

/**
 * Fails, or stays silent, on the thread that reads from the connection. An exception in a
 * method of a controller would only be logged: it ends no session.
 */
@Component
class StompCommands implements ChannelInterceptor {

	private final Silence silence;

	StompCommands(Silence silence) {
		this.silence = silence;
	}

	@Override
	public Message<?> preSend(Message<?> message, MessageChannel channel) {
		String destination = SimpMessageHeaderAccessor.getDestination(message.getHeaders());
		if ("/app/throw".equals(destination)) {
			throw new IllegalStateException("Asked to throw");
		}
		if ("/app/silence".equals(destination)) {
			this.silence.keep();
		}
		return message;
	}

}
