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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.util.List;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventListener;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link CloseEventListener} on beans and methods of every kind.
 */
class CloseEventListenerProxyTests {

	@ParameterizedTest
	@ValueSource(classes = { OnClass.class, OnInterface.class, OnDefaultMethod.class, Inherited.class,
			OverriddenInSubclass.class, OfGenericInterface.class, OfGenericClass.class, OnSupertype.class,
			Composed.class, LazyBean.class, ScopedBean.class, ConfigurationBean.class, ClassWithOwnFilter.class })
	void filterHolds(Class<?> listener) {
		try (ListenerContext context = ListenerContext.with(listener)) {
			assertThat(context.publishCodes(1000, 1006).heard()).containsExactly("1006");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { OnInterface.class, OnDefaultMethod.class, OnClassWithInterface.class })
	void filterHoldsBehindAnInterfaceProxy(Class<?> listener) {
		try (ListenerContext context = ListenerContext.with(listener, InterfaceProxies.class)) {
			assertThat(context.publishCodes(1000, 1006).heard()).containsExactly("proxied", "1006");
			assertThat(AopUtils.isJdkDynamicProxy(context.context()
				.getBean(context.context().getBeanFactory().getBeanNamesForAnnotation(ProxiedByInterface.class)[0])))
				.isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { OnClass.class, OnInterface.class, OnDefaultMethod.class, Inherited.class,
			OfGenericInterface.class, OfGenericClass.class, Composed.class })
	void filterHoldsBehindAClassProxy(Class<?> listener) {
		try (ListenerContext context = ListenerContext.with(listener, ClassProxies.class)) {
			assertThat(AopUtils.isCglibProxy(context.bean(listener))).isTrue();
			assertThat(context.publishCodes(1000, 1006).heard()).containsExactly("proxied", "1006");
		}
	}

	@Test
	void filterHoldsForABeanThatIsItselfAProxy() {
		try (ListenerContext context = ListenerContext.with(HandMadeProxy.class)) {
			assertThat(context.publishCodes(1000, 1006).heard()).containsExactly("1006");
		}
	}

	@Test
	void lazyBeanIsMadeByTheFirstEventThatItHears() {
		try (ListenerContext context = ListenerContext.with(LazyBean.class)) {
			String name = context.context().getBeanNamesForType(LazyBean.class)[0];
			context.publishCodes(1000);
			assertThat(context.context().getBeanFactory().containsSingleton(name)).isFalse();
			context.publishCodes(1006);
			assertThat(context.context().getBeanFactory().containsSingleton(name)).isTrue();
		}
	}

	@Test
	void everyMethodOfABeanHasItsOwnFilter() {
		try (ListenerContext context = ListenerContext.with(TwoMethods.class)) {
			assertThat(context.publishCodes(1006, 4000, 1000).heard()).containsExactly("lost 1006", "own 4000");
		}
	}

	@Test
	void everyBeanOfAClassHasItsOwnListener() {
		try (ListenerContext context = ListenerContext.with(TwoBeans.class)) {
			assertThat(context.publishCodes(1006, 1000).heard()).containsExactly("1006", "1006");
		}
	}

	@Test
	void plainListenerThatOverridesOneWithFiltersStaysPlain() {
		try (ListenerContext context = ListenerContext.with(PlainOverride.class)) {
			assertThat(context.publishCodes(1000, 1006).heard()).containsExactly("1000", "1006");
		}
	}

	@Test
	void resultIsPublished() {
		try (ListenerContext context = ListenerContext.with(WithResult.class)) {
			assertThat(context.publishCodes(1000, 1006).heard()).containsExactly("lost 1006");
		}
	}

	interface Closing {

		void closed(CloseEvent event);

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface ProxiedByInterface {

	}

	static class Base {

		@Autowired
		private Heard heard;

		void add(CloseEvent event) {
			this.heard.add(event);
		}

		void add(String entry) {
			this.heard.add(entry);
		}

	}

	static class OnClass extends Base {

		@CloseEventListener(codes = "1006")
		void closed(CloseEvent event) {
			add(event);
		}

	}

	@ProxiedByInterface
	static class OnClassWithInterface extends Base implements Closing {

		@Override
		@CloseEventListener(codes = "1006")
		public void closed(CloseEvent event) {
			add(event);
		}

	}

	interface ClosingWithFilter {

		@CloseEventListener(codes = "1006")
		void closed(CloseEvent event);

	}

	@ProxiedByInterface
	static class OnInterface extends Base implements ClosingWithFilter {

		@Override
		public void closed(CloseEvent event) {
			add(event);
		}

	}

	interface ClosingByDefault {

		void add(String entry);

		@CloseEventListener(codes = "1006")
		default void closed(CloseEvent event) {
			add(String.valueOf(event.getCode()));
		}

	}

	@ProxiedByInterface
	static class OnDefaultMethod extends Base implements ClosingByDefault {

		@Override
		public void add(String entry) {
			super.add(entry);
		}

	}

	static class Inherited extends OnClass {

	}

	static class OverriddenInSubclass extends OnClass {

		@Override
		void closed(CloseEvent event) {
			super.closed(event);
		}

	}

	interface Generic<E> {

		@CloseEventListener(codes = "1006")
		void closed(E event);

	}

	static class OfGenericInterface extends Base implements Generic<CloseEvent> {

		@Override
		public void closed(CloseEvent event) {
			add(event);
		}

	}

	abstract static class GenericBase<E extends ApplicationEvent> extends Base {

		@CloseEventListener(codes = "1006")
		void closed(E event) {
			add((CloseEvent) event);
		}

	}

	static class OfGenericClass extends GenericBase<CloseEvent> {

	}

	static class OnSupertype extends Base {

		@CloseEventListener(codes = "1006")
		void closed(Object event) {
			add((CloseEvent) event);
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@CloseEventListener(codes = "1000")
	@interface Lost {

		@AliasFor(annotation = CloseEventListener.class)
		String[] codes() default {};

	}

	static class Composed extends Base {

		@Lost(codes = "1006")
		void closed(CloseEvent event) {
			add(event);
		}

	}

	@Lazy
	static class LazyBean extends OnClass {

	}

	@Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class ScopedBean extends OnClass {

	}

	@Configuration
	static class ConfigurationBean extends OnClass {

	}

	interface ClosingWithOtherFilter {

		@CloseEventListener(codes = "1000", paths = "/chat")
		void closed(CloseEvent event);

	}

	static class ClassWithOwnFilter extends Base implements ClosingWithOtherFilter {

		@Override
		@Lost(codes = "1006")
		public void closed(CloseEvent event) {
			add(event);
		}

	}

	static class PlainOverride extends Base implements ClosingWithFilter {

		@Override
		@EventListener
		public void closed(CloseEvent event) {
			add(event);
		}

	}

	static class TwoMethods extends Base {

		@CloseEventListener(codes = "1006")
		void lost(CloseEvent event) {
			add("lost " + event.getCode());
		}

		@CloseEventListener(codes = "4000-4999")
		void own(CloseEvent event) {
			add("own " + event.getCode());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoBeans {

		@Bean
		OnClass first() {
			return new OnClass();
		}

		@Bean
		OnClass second() {
			return new OnClass();
		}

	}

	static class WithResult extends Base {

		@CloseEventListener(codes = "1006")
		List<String> closed(CloseEvent event) {
			return List.of("lost " + event.getCode());
		}

		@EventListener
		void published(String text) {
			add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HandMadeProxy {

		@Bean
		ClosingWithFilter closing(Heard heard) {
			return (ClosingWithFilter) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { ClosingWithFilter.class }, (proxy, method, args) -> {
						if (method.getName().equals("closed")) {
							heard.add((CloseEvent) args[0]);
							return null;
						}
						return method.invoke(heard, args);
					});
		}

	}

	static class InterfaceProxies extends BeanNameAutoProxyCreator {

		InterfaceProxies() {
			setBeanNames("closeEventListenerProxyTests.O*", "closeEventListenerProxyTests.Inherited",
					"closeEventListenerProxyTests.Composed");
			setInterceptorNames("interceptor");
		}

		@Bean
		static MethodInterceptor interceptor(Heard heard) {
			return (invocation) -> {
				if (invocation.getMethod().getName().equals("closed")) {
					heard.add("proxied");
				}
				return invocation.proceed();
			};
		}

	}

	static class ClassProxies extends InterfaceProxies {

		ClassProxies() {
			setProxyTargetClass(true);
		}

	}

}
