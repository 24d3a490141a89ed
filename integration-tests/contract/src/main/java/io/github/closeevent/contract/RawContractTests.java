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

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * A raw handler.
 */
public abstract class RawContractTests extends AbstractServletContractTests {

	@Override
	protected Class<?> application() {
		return Application.class;
	}

	@Override
	protected String path() {
		return "/raw?token=secret";
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebSocket
	public static class Application {

		@Bean
		ScriptedHandler.Book book() {
			return new ScriptedHandler.Book();
		}

		@Bean
		WebSocketConfigurer webSocketConfigurer(ScriptedHandler.Book book) {
			return (registry) -> registry.addHandler(new ScriptedHandler(new TextWebSocketHandler(), book), "/raw");
		}

	}

}
