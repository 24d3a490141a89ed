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
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.publish.CloseEventMulticaster;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecord;
import io.github.closeevent.session.SessionRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventAutoConfiguration}.
 */
class CloseEventAutoConfigurationTests {

	private static final String MULTICASTER = "applicationEventMulticaster";

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(CloseEventCodesAutoConfiguration.class, CloseEventAutoConfiguration.class));

	@Test
	void configuresTheClosingPath() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(SessionRecords.class)
			.hasSingleBean(ClosingWatch.class)
			.hasSingleBean(CloseEventPublisher.class)
			.hasSingleBean(CloseEventLifecycle.class)
			.hasSingleBean(CloseEventProperties.class)
			.hasSingleBean(CloseEventMulticaster.class));
	}

	@Test
	void backsOffIfDisabled() {
		this.contextRunner.withPropertyValues("close-event.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(SessionRecords.class)
				.doesNotHaveBean(ClosingWatch.class)
				.doesNotHaveBean(CloseEventPublisher.class)
				.doesNotHaveBean(CloseEventLifecycle.class)
				.doesNotHaveBean(CloseEventMulticaster.class));
	}

	@Test
	void disabledApplicationStartsWithBadValues() {
		this.contextRunner.withPropertyValues("close-event.enabled=false", "close-event.handshake-timeout=0s")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void configuresTheClosingPathWithoutAWebApplication() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(CloseEventCodesAutoConfiguration.class, CloseEventAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(CloseEventPublisher.class)
				.hasSingleBean(CloseEventMulticaster.class));
	}

	@Test
	void configuresTheClosingPathInAReactiveWebApplication() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(CloseEventCodesAutoConfiguration.class, CloseEventAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(CloseEventPublisher.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.socket", "org.springframework.web.reactive" })
	void oneOfTheWebSocketApisIsEnough(String packageName) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasSingleBean(CloseEventPublisher.class));
	}

	@Test
	void backsOffWithoutAWebSocketApi() {
		this.contextRunner
			.withClassLoader(
					new FilteredClassLoader("org.springframework.web.socket", "org.springframework.web.reactive"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CloseEventPublisher.class)
				.doesNotHaveBean(CloseEventMulticaster.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.web.servlet", "org.springframework.messaging",
			"org.springframework.web.socket", "org.springframework.web.reactive", "org.apache.tomcat.websocket" })
	void startsWithout(String packageName) {
		this.contextRunner.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CloseEventPublisher.class));
	}

	@Test
	void backsOffForOwnRecords() {
		this.contextRunner.withUserConfiguration(OwnRecords.class)
			.run((context) -> assertThat(context).hasSingleBean(SessionRecords.class).hasBean("ownRecords"));
	}

	@Test
	void backsOffForAnOwnWatch() {
		this.contextRunner.withUserConfiguration(OwnWatch.class)
			.run((context) -> assertThat(context).hasSingleBean(ClosingWatch.class).hasBean("ownWatch"));
	}

	@Test
	void backsOffForAnOwnPublisher() {
		this.contextRunner.withUserConfiguration(OwnPublisher.class)
			.run((context) -> assertThat(context).hasSingleBean(CloseEventPublisher.class).hasBean("ownPublisher"));
	}

	@Test
	void eventsReachTheListenersOfTheApplication() {
		this.contextRunner.withUserConfiguration(Listener.class).run((context) -> {
			context.getBean(CloseEventPublisher.class).publish(event(), true);
			assertThat(context.getBean(Listener.class).threads).containsExactly(Thread.currentThread());
		});
	}

	@Test
	void eventsAreDeliveredByThreadsOfTheLibraryIfTheApplicationHasNoExecutor() {
		this.contextRunner.withUserConfiguration(Listener.class)
			.run((context) -> assertThat(deliver(context).getName()).startsWith("close-event-"));
	}

	@Test
	void threadsOfTheLibraryDoNotKeepTheApplicationAlive() {
		this.contextRunner.withUserConfiguration(Listener.class)
			.run((context) -> assertThat(deliver(context).isDaemon()).isTrue());
	}

	@Test
	void eventsAreDeliveredByBootsExecutor() {
		this.contextRunner.withUserConfiguration(Listener.class)
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withPropertyValues("spring.task.execution.thread-name-prefix=boot-")
			.run((context) -> assertThat(deliver(context).getName()).startsWith("boot-"));
	}

	@Test
	void eventsAreDeliveredByTheExecutorMadeForThem() {
		this.contextRunner.withUserConfiguration(Listener.class, OwnExecutor.class)
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.withPropertyValues("spring.task.execution.mode=force")
			.run((context) -> {
				assertThat(context).hasBean("applicationTaskExecutor");
				assertThat(deliver(context).getName()).startsWith("own-");
			});
	}

	@Test
	void executorOfAnotherNameIsNotUsed() {
		this.contextRunner.withUserConfiguration(Listener.class, OtherExecutor.class)
			.run((context) -> assertThat(deliver(context).getName()).startsWith("close-event-"));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with Java 21")
	void eventsAreDeliveredByVirtualThreadsIfTheApplicationUsesThem() {
		this.contextRunner.withUserConfiguration(Listener.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(Thread.class.getMethod("isVirtual").invoke(deliver(context))).isEqualTo(true));
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "Java 21 has virtual threads")
	void virtualThreadsAreNotAskedForWhereThereAreNone() {
		this.contextRunner.withUserConfiguration(Listener.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(deliver(context).getName()).startsWith("close-event-"));
	}

	@Test
	void allEventsAreDeliveredByTheExecutorIfAsync() {
		this.contextRunner.withUserConfiguration(Listener.class, OwnExecutor.class)
			.withPropertyValues("close-event.async.enabled=true")
			.run((context) -> {
				context.getBean(CloseEventPublisher.class).publish(event(), true);
				assertThat(context.getBean(Listener.class).next().getName()).startsWith("own-");
			});
	}

	@Test
	void lifecycleRunsUnderLazyInitialization() {
		this.contextRunner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				ConfigurableListableBeanFactory beanFactory = context.getSourceApplicationContext().getBeanFactory();
				assertThat(beanFactory.getBeanDefinition("closeEventSessionRecords").isLazyInit()).isTrue();
				assertThat(beanFactory.getBeanDefinition("closeEventLifecycle").isLazyInit()).isFalse();
				assertThat(beanFactory.containsSingleton("closeEventLifecycle")).isTrue();
				assertThat(context.getBean(CloseEventLifecycle.class).isRunning()).isTrue();
			});
	}

	@Test
	void lifecycleStopsLastAndDoesNotPause() {
		this.contextRunner.run((context) -> {
			CloseEventLifecycle lifecycle = context.getBean(CloseEventLifecycle.class);
			assertThat(lifecycle.getPhase()).isEqualTo(Integer.MIN_VALUE);
			assertThat(lifecycle.isPauseable()).isFalse();
			assertThat(lifecycle.isAutoStartup()).isTrue();
		});
	}

	@Test
	void whatWaitsIsDeliveredWhenTheApplicationStops() {
		this.contextRunner.withUserConfiguration(Listener.class).run((context) -> {
			Listener listener = context.getBean(Listener.class);
			CloseEventPublisher publisher = context.getBean(CloseEventPublisher.class);
			SessionRecord record = new SessionRecord(new Object(), WebSocketSessionInfo.builder("1").build(), Map.of(),
					new OpenConnection(), true) {

				@Override
				public void close(CloseInitiator initiator, CloseFrame frame) {
				}

			};
			context.getBean(ClosingWatch.class)
				.add(record, System.nanoTime(), Duration.ofHours(1), (ended, expired) -> {
					publisher.publish(event(), false);
					return true;
				});
			assertThat(listener.threads).isEmpty();
			context.getSourceApplicationContext().close();
			assertThat(listener.threads).hasSize(1);
		});
	}

	@Test
	void multicasterIsThatOfTheLibrary() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(MULTICASTER)).isInstanceOf(CloseEventMulticaster.class));
	}

	@Test
	void multicasterOfTheApplicationWins() {
		this.contextRunner.withUserConfiguration(OwnMulticaster.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CloseEventMulticaster.class)
				.getBean(MULTICASTER)
				.isSameAs(context.getBean(OwnMulticaster.class).multicaster));
	}

	@Test
	void multicasterOfAnotherAutoConfigurationWins() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(MulticasterAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(CloseEventMulticaster.class)
				.getBean(MULTICASTER)
				.isInstanceOf(SimpleApplicationEventMulticaster.class));
	}

	@Test
	void multicasterThatIsRegisteredAsASingletonWins() {
		SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
		this.contextRunner
			.withInitializer((context) -> context.getBeanFactory().registerSingleton(MULTICASTER, multicaster))
			.run((context) -> assertThat(context).hasNotFailed().getBean(MULTICASTER).isSameAs(multicaster));
	}

	private static Thread deliver(ApplicationContext context) throws InterruptedException {
		context.getBean(CloseEventPublisher.class).publish(event(), false);
		return context.getBean(Listener.class).next();
	}

	private static CloseEvent event() {
		return new CloseEvent(WebSocketSessionInfo.builder("1").build(), CloseEventInit.create());
	}

	private static TaskExecutor executor(String prefix) {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix(prefix);
		executor.setDaemon(true);
		return executor;
	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

		@EventListener
		void closed(CloseEvent event) {
			this.threads.add(Thread.currentThread());
		}

		Thread next() throws InterruptedException {
			Thread thread = this.threads.poll(30, TimeUnit.SECONDS);
			assertThat(thread).as("thread of the listener").isNotNull().isNotSameAs(Thread.currentThread());
			return thread;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRecords {

		@Bean
		SessionRecords ownRecords() {
			return new SessionRecords();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnWatch {

		@Bean
		ClosingWatch ownWatch() {
			return new ClosingWatch();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPublisher {

		@Bean
		CloseEventPublisher ownPublisher(ApplicationEventPublisher target) {
			return new CloseEventPublisher(target, Runnable::run, false, 1, 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnExecutor {

		@Bean
		TaskExecutor closeEventTaskExecutor() {
			return executor("own-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherExecutor {

		@Bean
		TaskExecutor otherTaskExecutor() {
			return executor("other-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnMulticaster {

		private final SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();

		@Bean
		SimpleApplicationEventMulticaster applicationEventMulticaster() {
			return this.multicaster;
		}

	}

	@AutoConfiguration
	static class MulticasterAutoConfiguration {

		@Bean
		static SimpleApplicationEventMulticaster applicationEventMulticaster() {
			return new SimpleApplicationEventMulticaster();
		}

	}

}
