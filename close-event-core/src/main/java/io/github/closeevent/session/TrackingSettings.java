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

package io.github.closeevent.session;

import java.time.Duration;
import java.util.function.Predicate;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.WebSocketSessionInfo;

import org.springframework.util.Assert;

/**
 * What an application decides about the sessions that are followed, whatever they run on.
 *
 * @param handshakeTimeout how long the end of a session that this end closes may take
 * @param filter which sessions have an event; all of them are followed
 * @param codes the words for the codes of their events
 * @param observers what watches over those that have an event
 * @since 0.1.0
 */
public record TrackingSettings(Duration handshakeTimeout, Predicate<WebSocketSessionInfo> filter, CloseCodes codes,
		Observers observers) {

	/**
	 * Create the settings.
	 * @throws IllegalArgumentException if an argument is {@code null}
	 */
	public TrackingSettings {
		Assert.notNull(handshakeTimeout, "'handshakeTimeout' must not be null");
		Assert.notNull(filter, "'filter' must not be null");
		Assert.notNull(codes, "'codes' must not be null");
		Assert.notNull(observers, "'observers' must not be null");
	}

	/**
	 * Create the settings of sessions over which nobody watches.
	 * @param handshakeTimeout how long the end of a session that this end closes may take
	 * @param filter which sessions have an event; all of them are followed
	 * @param codes the words for the codes of their events
	 * @throws IllegalArgumentException if an argument is {@code null}
	 */
	public TrackingSettings(Duration handshakeTimeout, Predicate<WebSocketSessionInfo> filter, CloseCodes codes) {
		this(handshakeTimeout, filter, codes, Observers.NONE);
	}

}
