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

package io.github.closeevent;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;

/**
 * An {@link EventListener @EventListener} that hears only some {@link CloseEvent
 * CloseEvents}. All filters that are set must match; without any, it hears every event.
 * <p>
 * The method takes a {@link CloseEvent} or nothing. Everything else is as with
 * {@code @EventListener}: the thread is the publisher's, {@code @Order} and
 * {@code @Async} have their meaning, and a result is published as an event. With
 * {@code @TransactionalEventListener} on the same method, events that pass the filters
 * wait for the phase of the transaction.
 * <p>
 * The filters are read once, at start-up. One that makes no sense stops the start with an
 * {@code InvalidCloseEventListenerException}.
 * <p>
 * In each application context that has such methods there must be a
 * {@code CloseEventListenerFactory} bean, which Spring Boot's auto-configuration brings.
 * Without one they are not called.
 *
 * @since 0.1.0
 * @see io.github.closeevent.listener.CloseEventListenerFactory
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
// No default execution: a listener whose filters nobody applies must not hear everything.
@EventListener(classes = CloseEvent.class, defaultExecution = false)
public @interface CloseEventListener {

	/**
	 * The codes to hear: single ones ({@code "1006"}), ranges that include both ends
	 * ({@code "4000-4099"}), and names from {@code close-event.codes} in upper or lower
	 * case ({@code "Kicked"}). Codes are 0-65535. One string may hold several, separated
	 * by commas, and placeholders such as {@code "${app.lost-codes}"}.
	 * @return the codes; all if empty
	 * @see CloseEvent#getCode()
	 */
	String[] codes() default {};

	/**
	 * The path patterns to hear, such as {@code "/chat/**"} or {@code "/rooms/{id}"},
	 * matched against the path of the session within the application. Each starts with a
	 * slash. Placeholders and, outside of braces, commas are as with {@link #codes()}. A
	 * session whose path is not known matches no pattern.
	 * @return the path patterns; all paths if empty
	 * @see WebSocketSessionInfo#getPath()
	 */
	String[] paths() default {};

	/**
	 * Who decided that the session ends.
	 * @return the initiators to hear; all if empty
	 * @see CloseEvent#getInitiator()
	 */
	CloseInitiator[] initiators() default {};

	/**
	 * Whether the close was clean.
	 * @return which closes to hear
	 * @see CloseEvent#wasClean()
	 */
	Clean clean() default Clean.ANY;

	/**
	 * A SpEL expression that must be true, evaluated for the events that pass the other
	 * filters.
	 * @return the expression; none if empty
	 * @see EventListener#condition()
	 */
	@AliasFor(annotation = EventListener.class)
	String condition() default "";

	/**
	 * The id of the listener.
	 * @return the id; if empty, the signature of the method
	 * @see EventListener#id()
	 */
	@AliasFor(annotation = EventListener.class)
	String id() default "";

}
