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

import java.util.EnumMap;
import java.util.Map;

import io.github.closeevent.logging.CloseCategory;
import io.github.closeevent.logging.CloseEventLogger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of the line that each close has in the log, where there is SLF4J 2.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = CloseEventAutoConfiguration.class)
@Conditional(OnWebSocketApi.class)
@ConditionalOnClass(LoggingEventBuilder.class)
@ConditionalOnProperty(name = { "close-event.enabled", "close-event.logging.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(CloseEventLoggingProperties.class)
public final class CloseEventLoggingAutoConfiguration {

	CloseEventLoggingAutoConfiguration(CloseEventLoggingProperties properties) {
		properties.validate();
	}

	@Bean
	@ConditionalOnMissingBean
	CloseEventLogger closeEventLogger(CloseEventLoggingProperties properties) {
		Map<CloseCategory, Level> levels = new EnumMap<>(CloseCategory.class);
		put(levels, CloseCategory.CLEAN, properties.getClean());
		put(levels, CloseCategory.ABNORMAL, properties.getAbnormal());
		put(levels, CloseCategory.SERVER_ERROR, properties.getServerError());
		return new CloseEventLogger(levels, properties.getLimit(), properties.getPeriod());
	}

	private static void put(Map<CloseCategory, Level> levels, CloseCategory category, LogLevel level) {
		switch (level) {
			case OFF -> levels.remove(category);
			case FATAL -> levels.put(category, Level.ERROR);
			default -> levels.put(category, Level.valueOf(level.name()));
		}
	}

	@Bean
	static LazyInitializationExcludeFilter closeEventLoggingLazyInitializationExcludeFilter() {
		return LazyInitializationExcludeFilter.forBeanTypes(CloseEventLogger.class);
	}

}
