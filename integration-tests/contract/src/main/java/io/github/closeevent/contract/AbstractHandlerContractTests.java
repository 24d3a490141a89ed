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

import java.io.IOException;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The handler ends the session, because it fails.
 */
abstract class AbstractHandlerContractTests extends AbstractApplicationContractTests {

	@Test
	void handlerThrows() throws IOException {
		say(this.client, "throw");
		assertThat(answer().code()).isEqualTo(1011);
		sendIfOpen(() -> this.client.sendClose(1011));
		CloseEvent event = assertAnswered(frame(1011, ""), frame(1011, ""));
		assertThat(event.getError()).isInstanceOf(IllegalStateException.class).hasMessage("asked to throw");
	}

	@Test
	void handlerThrowsAndPeerStaysSilent() throws IOException {
		say(this.client, "throw");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 1011, "", false);
		assertFrames(event, frame(1011, ""), null);
	}

	@Test
	void handlerFailsWithAnError() throws IOException {
		say(this.client, "error");
		assertThat(answer().code()).isEqualTo(1011);
		sendIfOpen(() -> this.client.sendClose(1011));
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 1011, "", awaitsAnswer(1011));
		assertThat(event.getError()).isInstanceOf(Error.class).hasMessage("asked to fail");
	}

	@Test
	void applicationClosesThenThrows() throws IOException {
		say(this.client, "close-and-throw 4002");
		assertThat(answer()).isEqualTo(frame(4002, ""));
		sendIfOpen(() -> this.client.sendClose(4002));
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(event.getCode()).isEqualTo(4002);
		assertThat(event.getSent()).isEqualTo(frame(4002, ""));
	}

}
