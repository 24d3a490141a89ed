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

package io.github.closeevent.listener;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.closeevent.Clean;
import io.github.closeevent.CloseCodeFilter;
import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.InvalidCloseCodeException;
import io.github.closeevent.PathPatterns;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * What a {@link CloseEventListener} hears, read once and asked for every event. Immutable
 * and safe to share between threads.
 */
final class CloseEventFilter {

	private static final boolean SPRING_WEB_PRESENT = ClassUtils
		.isPresent("org.springframework.web.util.pattern.PathPatternParser", CloseEventFilter.class.getClassLoader());

	private final Clean clean;

	private final Set<CloseInitiator> initiators;

	private final @Nullable CloseCodeFilter codes;

	private final @Nullable PathPatterns paths;

	CloseEventFilter(ListenerMethod method, ConfigurableBeanFactory beanFactory) {
		CloseEventListener annotation = method.getAnnotation();
		AttributeValues values = new AttributeValues(method, beanFactory);
		this.clean = annotation.clean();
		this.initiators = EnumSet.noneOf(CloseInitiator.class);
		this.initiators.addAll(List.of(annotation.initiators()));
		List<AttributeValues.Value> codes = values.read("codes", annotation.codes(),
				(text) -> List.of(text.split(",", -1)));
		this.codes = (!codes.isEmpty()) ? codes(codes, beanFactory) : null;
		this.paths = (annotation.paths().length > 0) ? paths(method, values, annotation.paths()) : null;
	}

	private static CloseCodeFilter codes(List<AttributeValues.Value> values, BeanFactory beanFactory) {
		try {
			return CloseCodeFilter.of(values.stream().map(AttributeValues.Value::text).toList(),
					() -> known(beanFactory));
		}
		catch (InvalidCloseCodeException ex) {
			AttributeValues.Value value = values.stream()
				.filter((candidate) -> candidate.text().equals(ex.getValue()))
				.findFirst()
				.orElseThrow();
			throw value.invalid(ex.getProblem(), ex.getRemedy());
		}
	}

	private static CloseCodes known(BeanFactory beanFactory) {
		return beanFactory.getBeanProvider(CloseCodes.class).getIfAvailable(CloseCodes::standard);
	}

	private static PathPatterns paths(ListenerMethod method, AttributeValues values, String[] written) {
		if (!SPRING_WEB_PRESENT) {
			throw method.invalid("paths", written[0], "needs spring-web, which is not on the class path",
					"Add org.springframework:spring-web, or leave the attribute out.");
		}
		List<PathPattern> patterns = new ArrayList<>();
		for (AttributeValues.Value value : values.read("paths", written, PathPatterns::split)) {
			patterns.add(parse(value));
		}
		return new PathPatterns(patterns);
	}

	private static PathPattern parse(AttributeValues.Value value) {
		try {
			return PathPatterns.parse(value.text());
		}
		catch (IllegalArgumentException ex) {
			throw value.invalid("is no path pattern", ex.getMessage() + ".", ex);
		}
	}

	/**
	 * Tell whether the listener hears an event. What costs least is asked first.
	 */
	boolean matches(ApplicationEvent event) {
		return event instanceof CloseEvent close && matchesClean(close.wasClean())
				&& (this.initiators.isEmpty() || this.initiators.contains(close.getInitiator()))
				&& (this.codes == null || this.codes.matches(close.getCode()))
				&& (this.paths == null || this.paths.matches(close.getSession().getPath()));
	}

	private boolean matchesClean(boolean wasClean) {
		return this.clean == Clean.ANY || wasClean == (this.clean == Clean.YES);
	}

}
