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

import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.servlet.CloseEventWebSocketClients;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.test.RecordedCloseEvents;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application that is no server, with everything auto-configured and a
 * recorder of close events.
 */
final class ClientApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private ClientApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static ClientApplication start() {
		return new ClientApplication(
				TestServer.run(new SpringApplicationBuilder(Base.class).web(WebApplicationType.NONE)
					.properties("spring.main.banner-mode=off", "logging.level.root=error", "spring.jmx.enabled=false",
							"close-event.handshake-timeout=1500ms")));
	}

	CloseEventWebSocketClients clients() {
		return this.context.getBean(CloseEventWebSocketClients.class);
	}

	WebSocketCloser closer() {
		return this.context.getBean(WebSocketCloser.class);
	}

	RecordedCloseEvents events() {
		return this.context.getBean(RecordedCloseEvents.class);
	}

	/**
	 * Return how many sessions are open, or wait for their end.
	 */
	int knownSessions() {
		return this.context.getBean(SessionRecords.class).size() + this.context.getBean(ClosingWatch.class).size();
	}

	@Override
	public void close() {
		TestServer.stop(this.context);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Base {

		@Bean
		RecordedCloseEvents recordedCloseEvents() {
			return new RecordedCloseEvents();
		}

	}

}
