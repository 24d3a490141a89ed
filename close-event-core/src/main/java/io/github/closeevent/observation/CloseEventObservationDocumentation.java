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

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observation of a close, as documentation that tools can read.
 *
 * @since 0.1.0
 */
public enum CloseEventObservationDocumentation implements ObservationDocumentation {

	/**
	 * The delivery of a close event to its listeners. It is an error if the session was
	 * not closed cleanly.
	 */
	CLOSE {

		@Override
		public String getName() {
			return "websocket.close";
		}

		@Override
		public String getContextualName() {
			return "websocket close";
		}

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultCloseEventObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}

	};

	/**
	 * Keys of few values, which are tags of metrics, too.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * Whether the closing handshake was completed: {@code true} or {@code false}.
		 */
		CLEAN("clean"),

		/**
		 * The close code, or the kind of codes it belongs to, see
		 * {@link io.github.closeevent.CloseCodes#getLabel(int)}.
		 */
		CODE("code"),

		/**
		 * Who decided first, see {@link io.github.closeevent.CloseInitiator}.
		 */
		INITIATOR("initiator"),

		/**
		 * How the session ended, see {@link io.github.closeevent.CloseOutcome}.
		 */
		OUTCOME("outcome"),

		/**
		 * On which side of the connection this end is: {@code SERVER} or {@code CLIENT}.
		 */
		SIDE("side"),

		/**
		 * What carried the session, such as {@code websocket} or
		 * {@code sockjs-xhr-streaming}.
		 */
		TRANSPORT("transport"),

		/**
		 * The pattern of the mapping that led to the handler, {@code UNKNOWN} if there is
		 * none, or {@code OTHER} if there are too many.
		 */
		URI("uri");

		private final String key;

		LowCardinalityKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of many values.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * The reason of the Close frame, with control characters escaped.
		 */
		REASON("websocket.close.reason") {

			@Override
			public boolean isRequired() {
				return false;
			}

		},

		/**
		 * How long the session was open, in seconds, such as {@code 12.345}.
		 */
		SESSION_DURATION("websocket.session.duration"),

		/**
		 * The id of the session.
		 */
		SESSION_ID("websocket.session.id");

		private final String key;

		HighCardinalityKeyNames(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
