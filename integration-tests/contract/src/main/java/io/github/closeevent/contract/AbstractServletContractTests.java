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
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the handlers of a servlet server are called with, and others are not.
 */
abstract class AbstractServletContractTests extends AbstractCloserContractTests {

	@Override
	ScriptedHandler.Book book() {
		return (ScriptedHandler.Book) super.book();
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "error" })
	void handlerFailsWhenItIsToldOfTheOpening(String what) throws IOException {
		leave();
		book().whenOpened(what);
		open(path());
		CloseFrame sent = answer();
		assertThat(sent.code()).isEqualTo(1011);
		sendIfOpen(() -> this.client.sendClose(1011));
		CloseEvent event = assertAnswered(sent, frame(1011, ""));
		assertThat(event.getError()).hasMessage("asked to fail in a callback");
	}

	@Test
	void applicationClosesWhenItIsToldOfTheOpening() throws IOException {
		leave();
		book().whenOpened("close 4006");
		open(path());
		assertThat(answer()).isEqualTo(frame(4006, ""));
		sendIfOpen(() -> this.client.sendClose(4006));
		assertAnswered(frame(4006, ""), frame(4006, ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "error", "close 4005" })
	void handlerMisbehavesWhenItIsToldOfAClose(String what) throws IOException {
		book().whenClosed(what);
		this.client.sendClose(4001, "bye");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, 4001, "bye", true);
		assertFrames(event, answer(), frame(4001, "bye"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "error", "close 4005" })
	void handlerMisbehavesWhenItIsToldOfAnError(String what) throws IOException {
		session();
		book().whenFailed(what);
		this.client.reset();
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertFrames(event, null, null);
	}

}
