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

package io.github.closeevent.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.CloseReport;
import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.closing.SessionCloser;
import io.github.closeevent.session.SessionRecord;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.shutdown.SessionDrain;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventShutdownAutoConfiguration} and
 * {@link SessionDrainLifecycle}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloseEventShutdownAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CloseEventCodesAutoConfiguration.class,
				CloseEventAutoConfiguration.class, CloseEventShutdownAutoConfiguration.class));

	@Test
	void drainsByDefault() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(SessionDrain.class)
			.hasSingleBean(SessionDrainLifecycle.class)
			.hasSingleBean(WebSocketCloser.class)
			.hasSingleBean(WebSocketSessions.class));
	}

	@Test
	void doesNotDrainIfDisabled() {
		this.contextRunner.withPropertyValues("close-event.shutdown.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionDrain.class)
				.doesNotHaveBean(SessionDrainLifecycle.class)
				.hasSingleBean(WebSocketCloser.class));
	}

	@Test
	void backsOffIfAllIsDisabled() {
		this.contextRunner.withPropertyValues("close-event.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionDrain.class)
				.doesNotHaveBean(WebSocketCloser.class)
				.doesNotHaveBean(WebSocketSessions.class));
	}

	@ParameterizedTest
	@CsvSource({ "1000, Normal Closure, 4001.description=Out", "1008, Policy Violation, 1008.advice=never",
			"4001, Kicked, 4001.advice=never" })
	void codeAfterWhichNobodyComesBackIsWarnedOfOnce(String code, String name, String advice, CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("close-event.shutdown.code=" + code, "close-event.codes.4001.name=Kicked",
					"close-event.codes." + advice)
			.run((context) -> assertThat(OwnWarnings.in(output)).singleElement(InstanceOfAssertFactories.STRING)
				.contains("'close-event.shutdown.code' is " + code + " (" + name + ")", "such as 1001",
						"'close-event.codes." + code + ".advice' to later"));
	}

	@ParameterizedTest
	@CsvSource({ "1001, 4001", "1012, 4001", "4001, 4002", "1000, 1000" })
	void codeAfterWhichClientsComeBackIsNotWarnedOf(String code, String later, CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("close-event.shutdown.code=" + code, "close-event.codes." + later + ".advice=later")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(OwnWarnings.in(output)).isEmpty();
	}

	@Test
	void codeIsNotWarnedOfIfNobodyIsSentIt(CapturedOutput output) {
		this.contextRunner.withPropertyValues("close-event.shutdown.code=1000", "close-event.shutdown.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(OwnWarnings.in(output)).isEmpty();
	}

	@Test
	void closerOfTheApplicationIsTheOneThatIsInjected() {
		this.contextRunner.withUserConfiguration(OwnCloser.class).run((context) -> {
			assertThat(context.getBeanProvider(WebSocketCloser.class).getObject())
				.isSameAs(context.getBean("ownCloser"));
			assertThat(context).hasSingleBean(SessionCloser.class);
		});
	}

	@Test
	void sessionsAreClosedBeforeAnybodyElseHearsThatTheContextCloses() {
		this.contextRunner.withUserConfiguration(Witness.class).run((context) -> {
			Witness witness = context.getBean(Witness.class);
			open(context.getBean(SessionRecords.class), witness);
			context.getSourceApplicationContext(ConfigurableApplicationContext.class).close();
			assertThat(witness.seen).containsExactly("session closed", "context closed", "stopped");
		});
	}

	@Test
	void sessionsAreClosedBeforeLowerPhasesStopIfTheContextIsOnlyStopped() {
		this.contextRunner.withUserConfiguration(Witness.class).run((context) -> {
			Witness witness = context.getBean(Witness.class);
			SessionRecords records = context.getBean(SessionRecords.class);
			open(records, witness);
			ConfigurableApplicationContext source = context
				.getSourceApplicationContext(ConfigurableApplicationContext.class);
			source.stop();
			assertThat(witness.seen).containsExactly("session closed", "stopped");
			assertThat(records.getRetryAfter()).isEqualTo(Duration.ofSeconds(5));
			source.start();
			assertThat(records.getRetryAfter()).isNull();
		});
	}

	@Test
	void contextBelowClosesAlone() {
		this.contextRunner.withUserConfiguration(Witness.class).run((context) -> {
			Witness witness = context.getBean(Witness.class);
			open(context.getBean(SessionRecords.class), witness);
			GenericApplicationContext child = new GenericApplicationContext(context);
			child.refresh();
			child.close();
			assertThat(witness.seen).containsExactly("context closed");
		});
	}

	@Test
	void lazyApplicationDrainsToo() {
		this.contextRunner.withUserConfiguration(Witness.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				Witness witness = context.getBean(Witness.class);
				open(context.getBean(SessionRecords.class), witness);
				context.getSourceApplicationContext(ConfigurableApplicationContext.class).close();
				assertThat(witness.seen).startsWith("session closed");
			});
	}

	private static void open(SessionRecords records, Witness witness) {
		SessionRecord record = new SessionRecord(new Object(), WebSocketSessionInfo.builder("1").build(), Map.of(),
				new OpenConnection(), true) {

			@Override
			public void close(CloseInitiator initiator, CloseFrame frame) {
				witness.seen.add("session closed");
				records.remove(this);
				if (end()) {
					tellEnded(new CloseEvent(getInfo(), CloseEventInit.create()));
				}
			}

		};
		record.opened();
		records.add(record);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCloser {

		@Bean
		WebSocketCloser ownCloser() {
			return (SessionSelector selector, int code, String reason) -> CompletableFuture
				.completedFuture(new CloseReport(List.of(), List.of(), List.of()));
		}

	}

	/**
	 * Sees in which order things happen.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Witness implements SmartLifecycle {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private boolean running;

		@EventListener
		void closed(ContextClosedEvent event) {
			this.seen.add("context closed");
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.seen.add("stopped");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return Integer.MAX_VALUE - 1;
		}

	}

}
