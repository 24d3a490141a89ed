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

package io.github.closeevent.contract;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said of an event, whichever end it is heard at.
 */
abstract class AbstractEventContract {

	static void assertEvent(CloseEvent event, CloseInitiator initiator, int code, String reason, boolean wasClean) {
		assertThat(event.getInitiator()).as(event.toString()).isEqualTo(initiator);
		assertThat(event.getCode()).as(event.toString()).isEqualTo(code);
		assertThat(event.getReason()).as(event.toString()).isEqualTo(reason);
		assertThat(event.wasClean()).as(event.toString()).isEqualTo(wasClean);
	}

	static void assertFrames(CloseEvent event, @Nullable CloseFrame sent, @Nullable CloseFrame received) {
		assertThat(event.getSent()).as(event.toString()).isEqualTo(sent);
		assertThat(event.getReceived()).as(event.toString()).isEqualTo(received);
	}

	static CloseFrame frame(int code, String reason) {
		return new CloseFrame(code, reason);
	}

}
