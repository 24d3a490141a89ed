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

import io.github.closeevent.ReconnectPolicy;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of when clients should come back. It needs no WebSocket in the
 * application, because a client may be of any kind.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventCodesAutoConfiguration.class)
@EnableConfigurationProperties(CloseEventClientProperties.class)
public final class CloseEventReconnectAutoConfiguration {

	CloseEventReconnectAutoConfiguration(CloseEventClientProperties properties) {
		properties.validate();
	}

	@Bean
	@ConditionalOnMissingBean
	ReconnectPolicy closeEventReconnectPolicy(CloseEventClientProperties properties) {
		CloseEventClientProperties.Backoff backoff = properties.getBackoff();
		return ReconnectPolicy.of(backoff.getInitial(), backoff.getMultiplier(), backoff.getMax(),
				backoff.getResetAfter());
	}

	@Bean
	static LazyInitializationExcludeFilter closeEventReconnectLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(ReconnectPolicy.class,
				CloseEventReconnectAutoConfiguration.class);
	}

}
