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

import io.github.closeevent.WebSocketSessionInfo;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * Name and tags of the observation of a close, and tags of the metrics. An application
 * that wants others defines a bean of this type, which usually extends
 * {@link DefaultCloseEventObservationConvention}.
 * <p>
 * Low-cardinality values become tags of metrics, so they must be few, whatever peers
 * choose. Called from any thread.
 *
 * @since 0.1.0
 */
public interface CloseEventObservationConvention extends ObservationConvention<CloseEventObservationContext> {

	@Override
	default @Nullable String getName() {
		return CloseEventObservationDocumentation.CLOSE.getName();
	}

	@Override
	default @Nullable String getContextualName(CloseEventObservationContext context) {
		return CloseEventObservationDocumentation.CLOSE.getContextualName();
	}

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof CloseEventObservationContext;
	}

	/**
	 * Return the tags of the number of open sessions.
	 * @param session the facts of a session at its opening
	 * @return the tags, always with the same keys
	 */
	KeyValues getSessionKeyValues(WebSocketSessionInfo session);

}
