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

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseCodes;
import io.github.closeevent.ReconnectAdvice;
import io.github.closeevent.closing.SessionCloser;
import io.github.closeevent.publish.CloseEventPublisher;
import io.github.closeevent.session.ClosingWatch;
import io.github.closeevent.session.SessionRecords;
import io.github.closeevent.shutdown.DrainSettings;
import io.github.closeevent.shutdown.SessionDrain;
import io.github.closeevent.tracking.SessionTracker;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of a shutdown that reaches every client.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventAutoConfiguration.class)
@ConditionalOnBean(value = CloseEventPublisher.class, search = SearchStrategy.CURRENT)
@ConditionalOnProperty(name = "close-event.shutdown.enabled", matchIfMissing = true)
public final class CloseEventShutdownAutoConfiguration {

	private static final Log logger = LogFactory.getLog(CloseEventShutdownAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	SessionDrain closeEventSessionDrain(SessionRecords records, SessionCloser closer, ClosingWatch watch,
			CloseEventPublisher publisher, CloseEventProperties properties, CloseCodes codes,
			ListableBeanFactory beanFactory) {
		CloseEventProperties.Shutdown shutdown = properties.getShutdown();
		warnOfNever(codes.get(shutdown.getCode()));
		DrainSettings settings = new DrainSettings(properties.toShutdownFrame(), shutdown.getBatchSize(),
				shutdown.getInterval(), shutdown.getTimeout(), properties.getAsync().getShutdownTimeout(),
				shutdown.getRetryAfter());
		return new SessionDrain(records, closer, watch, publisher, settings,
				() -> ServerStopLifecycle.trackers(beanFactory).forEach(SessionTracker::serverStops));
	}

	private static void warnOfNever(CloseCode code) {
		if (code.getAdvice() == ReconnectAdvice.NEVER) {
			logger.warn("'close-event.shutdown.code' is " + code.getCode() + " (" + code.getName()
					+ "), after which clients are advised never to come back: pages that keep to that stay away"
					+ " for good when this application restarts. Choose a code such as " + CloseCode.GOING_AWAY
					+ ", or set 'close-event.codes." + code.getCode() + ".advice' to later.");
		}
	}

	@Bean
	SessionDrainLifecycle closeEventSessionDrainLifecycle(ApplicationContext context, SessionDrain drain) {
		return new SessionDrainLifecycle(context, drain);
	}

	@Bean
	static LazyInitializationExcludeFilter closeEventSessionDrainLifecycleExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(SessionDrainLifecycle.class);
	}

}
