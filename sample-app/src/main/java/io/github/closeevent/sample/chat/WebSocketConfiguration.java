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

import io.github.closeevent.sample.SampleProperties;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/**
 * The chat over raw WebSocket and over SockJS.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class WebSocketConfiguration implements WebSocketConfigurer {

	/**
	 * The page comes from another port of this machine than its connections go to.
	 */
	static final String[] ORIGINS = { "http://localhost:[*]", "http://127.0.0.1:[*]" };

	private final ChatHandler chat;

	private final SampleProperties properties;

	WebSocketConfiguration(ChatHandler chat, SampleProperties properties) {
		this.chat = chat;
		this.properties = properties;
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(this.chat, "/chat").setAllowedOriginPatterns(ORIGINS);
		registry.addHandler(this.chat, "/sockjs")
			.setAllowedOriginPatterns(ORIGINS)
			.withSockJS()
			.setHeartbeatTime(this.properties.heartbeat().toMillis());
	}

}
