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
import io.github.closeevent.servlet.DegradedTracking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server whose internals are not known: there is still one event for each session, and
 * it says what the server reports.
 */
@LeftOutOfTruth("What the event says of an unknown server is what the server says")
public abstract class DegradedContractTests extends AbstractContract {

	@Override
	protected Class<?> application() {
		return Application.class;
	}

	@Override
	protected String path() {
		return "/raw";
	}

	@Override
	boolean isExact() {
		return false;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 3000, 4999 })
	void peerSendsCode(int code) throws IOException {
		this.client.sendClose(code, "bye");
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.PEER, code, "bye", true);
		assertThat(event.getReceived()).isEqualTo(frame(code, "bye"));
	}

	@Test
	void peerSendsEmptyFrame() throws IOException {
		this.client.sendClose();
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.PEER);
		assertThat(event.getCode()).isIn(1000, 1005);
	}

	@Test
	void peerSendsIllegalCode() throws IOException {
		this.client.sendClose(2500, "what");
		// Reactor Netty answers nothing.
		assertThat(event().getCode()).isIn(1002, 1006);
	}

	@Test
	void peerResets() throws IOException {
		session();
		this.client.reset();
		CloseEvent event = event();
		assertLost(event);
	}

	/**
	 * The connection was reset.
	 * @param event what is said of that
	 */
	protected void assertLost(CloseEvent event) {
		assertEvent(event, CloseInitiator.NETWORK, 1006, "", false);
		assertThat(event.getError()).isInstanceOf(IOException.class);
	}

	@Test
	void applicationClosesAndPeerAnswers() throws IOException {
		session().close(4001, "bye");
		assertThat(answer()).isEqualTo(frame(4001, "bye"));
		sendIfOpen(() -> this.client.sendClose(1000, "ok"));
		CloseEvent event = event();
		assertEvent(event, CloseInitiator.APPLICATION, 4001, "bye", false);
		assertThat(event.getSent()).isEqualTo(new CloseFrame(4001, "bye"));
	}

	@Test
	void applicationClosesAndPeerStaysSilent() throws IOException {
		session().close(4001);
		assertThat(answer()).isEqualTo(frame(4001, ""));
		CloseEvent event = event();
		assertThat(event.getInitiator()).isEqualTo(CloseInitiator.APPLICATION);
		assertThat(event.wasClean()).isFalse();
	}

	@Test
	void handlerThrows() throws IOException {
		say(this.client, "throw");
		CloseFrame sent = answer();
		sendIfOpen(() -> this.client.sendClose(1011));
		CloseEvent event = event();
		assertThat(event.getInitiator()).isIn(initiatorsOfFailures());
		assertThat(event.getCode()).isIn(sent.code(), 1006);
	}

	/**
	 * Who is said to have closed if the handler failed.
	 * @return the initiators, one of which is told
	 */
	protected Set<CloseInitiator> initiatorsOfFailures() {
		return Set.of(CloseInitiator.APPLICATION);
	}

	/**
	 * What runs on the server.
	 */
	@Configuration(proxyBeanMethods = false)
	@Import({ RawContractTests.Application.class, DegradedTracking.class })
	public static class Application {

	}

}
