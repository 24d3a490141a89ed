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

package io.github.closeevent.contract.shutdown;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.contract.TestServer;
import io.github.closeevent.contract.shutdown.Member.Manner;
import io.github.closeevent.session.SessionRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.EnvironmentAware;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is still there when the sessions are closed at a shutdown: everything.
 */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // Set before each test
public abstract class ShutdownOrderContractTests {

	private static final int SESSIONS = 3;

	private static final String ALL_CLOSED = SESSIONS + " events, 0 open";

	private final Flavour flavour;

	private TestServer server;

	private Crowd crowd;

	protected ShutdownOrderContractTests(Flavour flavour) {
		this.flavour = flavour;
	}

	@BeforeEach
	void open() throws IOException {
		this.server = TestServer.start(Application.class, Endpoints.NAME + "=" + this.flavour.endpoints());
		this.crowd = new Crowd(this.server.port());
		this.crowd.open(AbstractShutdownContract.times(SESSIONS,
				(number) -> new WebSocketMember(String.valueOf(number), Manner.ANSWERS, this.flavour)));
	}

	@AfterEach
	void leave() {
		this.crowd.close();
		this.server.close();
	}

	private Witness witness() {
		return this.server.bean(Witness.class);
	}

	@Test
	void sessionsAreClosedBeforeAnythingStops() {
		Witness witness = witness();
		this.server.close();
		assertThat(witness.seen()).containsOnly(Map.entry("closed", ALL_CLOSED), Map.entry("default phase", ALL_CLOSED),
				Map.entry("lower phase", ALL_CLOSED));
	}

	@Test
	void asynchronousListenerHearsTheEvents() {
		Witness witness = witness();
		this.server.close();
		await().untilAsserted(() -> assertThat(witness.heardAsync()).hasValue(SESSIONS));
	}

	/**
	 * A context can be stopped without being closed. The drain is then one of the first
	 * to be stopped, which are in no order.
	 */
	@Test
	void sessionsAreClosedBeforeTheServerStops() {
		Witness witness = witness();
		this.server.context().stop();
		assertThat(witness.seen()).containsEntry("lower phase", ALL_CLOSED);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@Import(Endpoints.class)
	static class Application {

		@Bean
		Witness witness(SessionRecords records) {
			return new Witness(records);
		}

		@Bean
		Stopped defaultPhase(Witness witness) {
			return new Stopped("default phase", SmartLifecycle.DEFAULT_PHASE, witness::look);
		}

		@Bean
		Stopped lowerPhase(Witness witness) {
			return new Stopped("lower phase", 0, witness::look);
		}

		@Bean
		Background background(Witness witness) {
			return new Background(witness.heardAsync());
		}

	}

	/**
	 * Sees how many sessions are closed and how many events were heard.
	 */
	static class Witness {

		private final Map<String, String> seen = new ConcurrentHashMap<>();

		private final AtomicInteger heard = new AtomicInteger();

		private final AtomicInteger heardAsync = new AtomicInteger();

		private final SessionRecords records;

		Witness(SessionRecords records) {
			this.records = records;
		}

		@EventListener
		void closed(CloseEvent event) {
			this.heard.incrementAndGet();
		}

		@EventListener
		void closed(ContextClosedEvent event) {
			look("closed");
		}

		void look(String when) {
			this.seen.put(when, this.heard + " events, " + this.records.size() + " open");
		}

		Map<String, String> seen() {
			return this.seen;
		}

		AtomicInteger heardAsync() {
			return this.heardAsync;
		}

	}

	/**
	 * A bean of the application that does not run for ever.
	 */
	static class Stopped implements SmartLifecycle {

		private final String name;

		private final int phase;

		private final Consumer<String> whenStopped;

		private volatile boolean running;

		Stopped(String name, int phase, Consumer<String> whenStopped) {
			this.name = name;
			this.phase = phase;
			this.whenStopped = whenStopped;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.whenStopped.accept(this.name);
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

	/**
	 * Listens on the executor of the application.
	 */
	static class Background {

		private final AtomicInteger heard;

		Background(AtomicInteger heard) {
			this.heard = heard;
		}

		@Async
		@EventListener
		void closed(CloseEvent event) {
			this.heard.incrementAndGet();
		}

	}

	/**
	 * The endpoints of a flavour, which is known by its name only.
	 */
	static class Endpoints implements ImportSelector, EnvironmentAware {

		static final String NAME = "shutdown.endpoints";

		private Environment environment;

		@Override
		public void setEnvironment(Environment environment) {
			this.environment = environment;
		}

		@Override
		public String[] selectImports(AnnotationMetadata metadata) {
			return new String[] { this.environment.getRequiredProperty(NAME) };
		}

	}

}
