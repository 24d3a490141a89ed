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

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.event.EventListener;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * A method with {@link CloseEventListener}, as it was written, even if its bean is a
 * proxy.
 */
final class ListenerMethod {

	private final String beanName;

	private final Class<?> beanClass;

	private final Method method;

	private final ListenerAnnotations annotations;

	ListenerMethod(String beanName, Class<?> beanClass, Method method) {
		this.beanName = beanName;
		this.beanClass = beanClass;
		// As Spring's adapter, which reads the order, the condition and the id there.
		this.method = (!Proxy.isProxyClass(beanClass)) ? AopUtils.getMostSpecificMethod(method, beanClass) : method;
		this.annotations = new ListenerAnnotations(this.method);
	}

	boolean isTransactional() {
		return this.annotations.areTransactional();
	}

	/**
	 * Return the annotation with the filters.
	 * @return the annotation
	 * @throws InvalidCloseEventListenerException if there are two, or the method cannot
	 * be called with what passes them
	 */
	CloseEventListener getAnnotation() {
		List<MergedAnnotation<CloseEventListener>> found = this.annotations.get(CloseEventListener.class);
		if (found.size() > 1) {
			throw invalid("it is there more than once", "Keep one, or write a method for each.", null);
		}
		EventListener read = AnnotatedElementUtils.findMergedAnnotation(this.method, EventListener.class);
		Assert.state(read != null, () -> "No @EventListener on " + this.method);
		checkParameter(read);
		checkOtherAnnotations(read);
		return found.get(0).synthesize();
	}

	private void checkParameter(EventListener read) {
		String remedy = "Give the method one parameter of type CloseEvent.";
		int count = this.method.getParameterCount() - (KotlinDetector.isSuspendingFunction(this.method) ? 1 : 0);
		if (count > 1) {
			throw invalid("the method has " + count + " parameters", remedy, null);
		}
		if (count == 0) {
			if (read.classes().length == 0) {
				throw invalid("the method has no parameter, and the annotation that stands first names no event",
						remedy, null);
			}
			return;
		}
		Class<?> type = ResolvableType.forMethodParameter(this.method, 0, this.beanClass).toClass();
		if (!type.isAssignableFrom(CloseEvent.class)) {
			throw invalid("the parameter is a " + type.getName() + ", not a CloseEvent", remedy, null);
		}
	}

	/**
	 * Spring reads one annotation of a method only. What another one says must not get
	 * lost.
	 */
	private void checkOtherAnnotations(EventListener read) {
		for (MergedAnnotation<EventListener> annotation : this.annotations.get(EventListener.class)) {
			for (Class<?> type : annotation.getClassArray("classes")) {
				if (!type.isAssignableFrom(CloseEvent.class)) {
					throw invalid("classes", type.getName(), "is no CloseEvent", "Write another method for it.");
				}
			}
			checkIsRead("condition", annotation, read.condition());
			checkIsRead("id", annotation, read.id());
		}
	}

	private void checkIsRead(String attribute, MergedAnnotation<EventListener> annotation, String read) {
		String value = annotation.getString(attribute);
		if (!value.isEmpty() && !value.equals(read)) {
			throw invalid(attribute, value, "is not read by Spring, because another annotation stands before it",
					"Write it in the annotation that stands first, and only there.");
		}
	}

	InvalidCloseEventListenerException invalid(String attribute, String value, String problem, String remedy) {
		return invalid(attribute, value, problem, remedy, null);
	}

	InvalidCloseEventListenerException invalid(String attribute, String value, String problem, String remedy,
			@Nullable Throwable cause) {
		return invalid(attribute + " = \"" + value + "\" " + problem, remedy, cause);
	}

	InvalidCloseEventListenerException invalid(String problem, String remedy, @Nullable Throwable cause) {
		return new InvalidCloseEventListenerException(describe(problem), remedy, cause);
	}

	private String describe(String problem) {
		return "Invalid @CloseEventListener on method '" + this + "' of bean '" + this.beanName + "': " + problem;
	}

	@Override
	public String toString() {
		return ClassUtils.getQualifiedMethodName(this.method) + Arrays.stream(this.method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", "(", ")"));
	}

}
