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

package io.github.closeevent.publish;

import io.github.closeevent.CloseEvent;
import org.jspecify.annotations.Nullable;

/**
 * Watches the delivery of events to their listeners. An exception of it stops nothing.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DeliveryObserver {

	/**
	 * An event is about to be delivered on this thread.
	 * @param event the event
	 * @param handshakeTrace what was remembered of the trace in which the session was
	 * opened, or null
	 * @return called on the same thread when all listeners have returned, or null
	 */
	@Nullable Runnable begin(CloseEvent event, @Nullable Object handshakeTrace);

}
