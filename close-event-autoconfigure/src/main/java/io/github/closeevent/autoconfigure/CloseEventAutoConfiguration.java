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

import java.util.concurrent.Executor;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.WebSocketSessions;
import io.github.closeevent.closing.SessionCloser;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.publish.DeliveryObserver;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.HandshakeTraces;
import io.github.closeevent.session.Observers;
import io.github.closeevent.session.OpenSessions;
import io.github.closeevent.session.SessionObserver;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.session.TrackingSettings;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Auto-configuration of the closing path from the record of a session to its listeners,
 * in every application that may have sessions: as a server of either kind, or as a client
 * only. A context below another one has all of this for itself, because it ends before
 * the other does, with the sessions of its own server.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventCodesAutoConfiguration.class,
		afterName = { "org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration" })
@Conditional(OnWebSocketApi.class)
@ConditionalOnProperty(name = "close-event.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CloseEventProperties.class)
public final class CloseEventAutoConfiguration {

	/**
	 * The bean that delivers events, if an application defines it.
	 */
	private static final String OWN_EXECUTOR = "closeEventTaskExecutor";

	private static final String BOOT_EXECUTOR = "applicationTaskExecutor";

	CloseEventAutoConfiguration(CloseEventProperties properties) {
		properties.validate();
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	SessionRecords closeEventSessionRecords() {
		return new SessionRecords();
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ClosingWatch closeEventClosingWatch() {
		return new ClosingWatch();
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	CloseEventPublisher closeEventPublisher(ApplicationEventPublisher target, BeanFactory beanFactory,
			Environment environment, CloseEventProperties properties, ObjectProvider<DeliveryObserver> observer) {
		CloseEventProperties.Async async = properties.getAsync();
		return new CloseEventPublisher(target, executor(beanFactory, environment), async.isEnabled(),
				async.getQueueCapacity(), async.getConcurrency(), observer.getIfAvailable());
	}

	private static Executor executor(BeanFactory beanFactory, Environment environment) {
		for (String name : new String[] { OWN_EXECUTOR, BOOT_EXECUTOR }) {
			if (beanFactory.containsBean(name)) {
				return beanFactory.getBean(name, Executor.class);
			}
		}
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("close-event-");
		executor.setDaemon(true);
		executor.setVirtualThreads(environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)
				&& Runtime.version().feature() >= 21);
		return executor;
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	TrackingSettings closeEventTrackingSettings(CloseEventProperties properties, CloseCodes codes,
			ObjectProvider<SessionObserver> sessions, ObjectProvider<HandshakeTraces> traces) {
		return new TrackingSettings(properties.getHandshakeTimeout(), new PathFilter(properties.getPaths()), codes,
				new Observers(sessions.getIfAvailable(), traces.getIfAvailable()));
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	WebSocketSessions closeEventWebSocketSessions(SessionRecords records) {
		return new OpenSessions(records);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	@Fallback // An application's own closer is not the one that a shutdown needs.
	SessionCloser closeEventSessionCloser(SessionRecords records, CloseEventProperties properties) {
		return new SessionCloser(records, properties.getHandshakeTimeout());
	}

	@Bean
	ServerStopLifecycle closeEventServerStopLifecycle(ListableBeanFactory beanFactory) {
		return new ServerStopLifecycle(beanFactory);
	}

	@Bean
	CloseEventLifecycle closeEventLifecycle(ClosingWatch watch, CloseEventPublisher publisher,
			CloseEventProperties properties) {
		return new CloseEventLifecycle(watch, publisher, properties.getAsync().getShutdownTimeout());
	}

	@Bean
	static LazyInitializationExcludeFilter closeEventLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(CloseEventLifecycle.class);
	}

	@Bean
	static CloseEventMulticasterRegistrar closeEventMulticasterRegistrar() {
		return new CloseEventMulticasterRegistrar();
	}

}
