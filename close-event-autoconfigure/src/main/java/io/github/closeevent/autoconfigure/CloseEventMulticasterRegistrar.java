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

import io.github.closeevent.publish.CloseEventMulticaster;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Registers our multicaster if nobody else registers one. Runs after all configuration
 * classes were read, because some libraries bring a multicaster without a condition.
 */
class CloseEventMulticasterRegistrar implements BeanDefinitionRegistryPostProcessor {

	private static final String NAME = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		boolean known = (registry instanceof ConfigurableListableBeanFactory beanFactory)
				? beanFactory.containsLocalBean(NAME) : registry.containsBeanDefinition(NAME);
		if (!known) {
			registry.registerBeanDefinition(NAME, new RootBeanDefinition(CloseEventMulticaster.class));
		}
	}

}
