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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;

import io.github.closeevent.CloseEventListener;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * The annotations that make a method a listener: those of the method or, if it has none,
 * those of the first method that it overrides and that has some. So a class that
 * overrides a listener says itself what it hears.
 */
final class ListenerAnnotations {

	private static final String TRANSACTIONAL = "org.springframework.transaction.event.TransactionalEventListener";

	private final MergedAnnotations annotations;

	private final int level;

	ListenerAnnotations(Method method) {
		this.annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
		this.level = this.annotations.stream(EventListener.class)
			.mapToInt(MergedAnnotation::getAggregateIndex)
			.findFirst()
			.orElse(-1);
	}

	boolean haveFilters() {
		return !get(CloseEventListener.class).isEmpty();
	}

	/**
	 * Asked by name, because spring-tx may be missing.
	 */
	boolean areTransactional() {
		return this.annotations.stream(TRANSACTIONAL).anyMatch(this::isOnLevel);
	}

	<A extends Annotation> List<MergedAnnotation<A>> get(Class<A> type) {
		return this.annotations.stream(type).filter(this::isOnLevel).toList();
	}

	private boolean isOnLevel(MergedAnnotation<?> annotation) {
		return annotation.getAggregateIndex() == this.level;
	}

}
