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
import java.util.Set;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The handler ends the session, because it fails.
 */
abstract class AbstractHandlerContractTests extends AbstractApplicationContractTests {

	/**
	 * The codes with which the server closes for a handler that failed.
	 * @return the codes, one of which is on the wire
	 */
	protected Set<Integer> failureCodes() {
		return Set.of(1011);
	}

	@Test
	void handlerThrows() throws IOException {
		say(this.client, "throw");
		assertError(assertFailed(), IllegalStateException.class, "asked to throw");
	}

	@Test
	void handlerFailsWithAnError() throws IOException {
		say(this.client, "error");
		assertError(assertFailed(), Error.class, "asked to fail");
	}

	/**
	 * The event has what the handler threw, unless that was lost on its way out.
	 */
	void assertError(CloseEvent event, Class<? extends Throwable> type, String message) {
		if (event.getError() != null || !losesFailures()) {
			assertThat(event.getError()).isInstanceOf(type).hasMessage(message);
		}
	}

	/**
	 * Whether the server may end a handler before its exception has got out.
	 * @return whether the exception may be lost
	 */
	protected boolean losesFailures() {
		return false;
	}

	CloseEvent assertFailed() throws IOException {
		CloseFrame sent = answer();
		assertThat(sent.code()).isIn(failureCodes());
		sendIfOpen(() -> this.client.sendClose(1011));
		return assertAnswered(sent, frame(1011, ""), awaitsAnswer(sent.code()));
	}

	@Test
	void handlerThrowsAndPeerStaysSilent() throws IOException {
		say(this.client, "throw");
		CloseFrame sent = answer();
		assertThat(sent.code()).isIn(failureCodes());
		assertNotAnswered(sent);
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
