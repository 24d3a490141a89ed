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

import io.github.closeevent.listener.CloseEventListenerFactory;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/**
 * Auto-configuration of {@link io.github.closeevent.CloseEventListener} methods. It needs
 * no WebSocket in the application, because events may come from elsewhere, and stays if
 * close-event is disabled, so that such methods are still known for what they are.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventCodesAutoConfiguration.class)
public final class CloseEventListenerAutoConfiguration {

	private CloseEventListenerAutoConfiguration() {
	}

	/**
	 * Each context needs a factory of its own: Spring does not ask those of a parent.
	 */
	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static CloseEventListenerFactory closeEventListenerFactory() {
		return new CloseEventListenerFactory();
	}

}
