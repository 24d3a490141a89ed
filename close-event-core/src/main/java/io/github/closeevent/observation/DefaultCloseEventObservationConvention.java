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

package io.github.closeevent.observation;

import io.github.closeevent.CloseCodes;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseOutcome;
import io.github.closeevent.LogText;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.observation.CloseEventObservationDocumentation.HighCardinalityKeyNames;
import io.github.closeevent.observation.CloseEventObservationDocumentation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

import org.springframework.util.Assert;

/**
 * The names and tags that are used if an application has none of its own. Path patterns
 * and codes become few values, whatever peers choose; users and paths are left out.
 *
 * @since 0.1.0
 */
public class DefaultCloseEventObservationConvention implements CloseEventObservationConvention {

	private final UriKeyValues uris = new UriKeyValues();

	private final CloseCodes codes;

	/**
	 * Create a convention.
	 * @param codes tells which codes the application has words for, not {@code null}
	 */
	public DefaultCloseEventObservationConvention(CloseCodes codes) {
		Assert.notNull(codes, "'codes' must not be null");
		this.codes = codes;
	}

	@Override
	public KeyValues getSessionKeyValues(WebSocketSessionInfo session) {
		return KeyValues.of(side(session), transport(session), uri(session));
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(CloseEventObservationContext context) {
		CloseEvent event = context.getEvent();
		WebSocketSessionInfo session = event.getSession();
		return KeyValues.of(clean(event), code(event), initiator(event), outcome(event), side(session),
				transport(session), uri(session));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(CloseEventObservationContext context) {
		CloseEvent event = context.getEvent();
		KeyValues keyValues = KeyValues.of(sessionDuration(event), sessionId(event.getSession()));
		return (event.getReason().isEmpty()) ? keyValues : keyValues.and(reason(event));
	}

	protected KeyValue clean(CloseEvent event) {
		return LowCardinalityKeyNames.CLEAN.withValue(String.valueOf(event.wasClean()));
	}

	protected KeyValue code(CloseEvent event) {
		return LowCardinalityKeyNames.CODE.withValue(this.codes.getLabel(event.getCode()));
	}

	protected KeyValue initiator(CloseEvent event) {
		return LowCardinalityKeyNames.INITIATOR.withValue(event.getInitiator().name());
	}

	protected KeyValue outcome(CloseEvent event) {
		return LowCardinalityKeyNames.OUTCOME.withValue(CloseOutcome.of(event).name());
	}

	protected KeyValue side(WebSocketSessionInfo session) {
		return LowCardinalityKeyNames.SIDE.withValue(session.getSide().name());
	}

	protected KeyValue transport(WebSocketSessionInfo session) {
		return LowCardinalityKeyNames.TRANSPORT.withValue(session.getTransport());
	}

	protected KeyValue uri(WebSocketSessionInfo session) {
		return this.uris.of(session.getPathPattern());
	}

	protected KeyValue reason(CloseEvent event) {
		return HighCardinalityKeyNames.REASON.withValue(LogText.escape(CloseFrame.truncateReason(event.getReason())));
	}

	protected KeyValue sessionDuration(CloseEvent event) {
		return HighCardinalityKeyNames.SESSION_DURATION
			.withValue(String.valueOf(event.getDuration().toMillis() / 1000.0));
	}

	protected KeyValue sessionId(WebSocketSessionInfo session) {
		return HighCardinalityKeyNames.SESSION_ID.withValue(session.getId());
	}

}
