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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.test.RecordedCloseEvents;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A Spring Boot application on a free port, servlet or reactive as its class path has it,
 * with everything auto-configured and a recorder of close events.
 */
public final class TestServer implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private TestServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	public static TestServer start(Class<?> configuration, String... properties) {
		// Without the cache, a write that failed in one test cannot fail a request of the
		// next one: see Tomcat in docs/truth.md.
		List<String> arguments = new ArrayList<>(List.of("server.port=0", "server.tomcat.processor-cache=0",
				"spring.main.banner-mode=off", "logging.level.root=warn", "spring.jmx.enabled=false"));
		arguments.addAll(List.of(properties));
		return new TestServer(run(
				new SpringApplicationBuilder(Base.class, configuration).properties(arguments.toArray(String[]::new))));
	}

	/**
	 * Start an application, one at a time: all of a JVM share one logging system, which
	 * each start sets up anew.
	 */
	static ConfigurableApplicationContext run(SpringApplicationBuilder application) {
		synchronized (TestServer.class) {
			return application.run();
		}
	}

	/**
	 * Stop an application, while none starts.
	 */
	static void stop(ConfigurableApplicationContext application) {
		synchronized (TestServer.class) {
			application.close();
		}
	}

	public int port() {
		return Objects.requireNonNull(((WebServerApplicationContext) this.context).getWebServer()).getPort();
	}

	public RecordedCloseEvents events() {
		return bean(RecordedCloseEvents.class);
	}

	public int openSessions() {
		return bean(SessionRecords.class).size();
	}

	public int waitingSessions() {
		return bean(ClosingWatch.class).size();
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		stop(this.context);
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
