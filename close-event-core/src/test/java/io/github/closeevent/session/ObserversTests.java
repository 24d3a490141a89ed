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

import java.util.ArrayList;
import java.util.List;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.WebSocketSessionInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Observers}.
 */
class ObserversTests {

	private final WebSocketSessionInfo info = WebSocketSessionInfo.builder("1").build();

	private final SessionRecord record = new FakeSessionRecord(this.info);

	private final List<String> seen = new ArrayList<>();

	private final Observers observers = new Observers((session) -> {
		this.seen.add("opened " + session.getId());
		return () -> this.seen.add("ended " + session.getId());
	}, (attributes) -> attributes.apply("trace"));

	@Test
	void sessionIsSeenToOpenAndEnd() {
		this.observers.opened(this.record);
		assertThat(this.seen).containsExactly("opened 1");
		this.record.end();
		this.record.tellEnded(new CloseEvent(this.info, CloseEventInit.create()));
		assertThat(this.seen).containsExactly("opened 1", "ended 1");
	}

	@Test
	void sessionThatHasEndedMeanwhileIsSeenToEnd() {
		this.record.end();
		this.observers.opened(this.record);
		assertThat(this.seen).containsExactly("opened 1", "ended 1");
	}

	@Test
	void sessionWithoutAnEventIsNotSeen() {
		this.observers.opened(new FakeSessionRecord(this.info, false));
		assertThat(this.seen).isEmpty();
	}

	@Test
	void traceIsThatOfTheRequest() {
		assertThat(this.observers.handshakeTrace((name) -> name + " of the request")).isEqualTo("trace of the request");
	}

	@Test
	void nobodyNeedsToWatch() {
		assertThatNoException().isThrownBy(() -> Observers.NONE.opened(this.record));
		assertThat(Observers.NONE.handshakeTrace((name) -> "trace")).isNull();
	}

	@Test
	void whoFailsStopsNothing() {
		Observers failing = new Observers((session) -> {
			throw new IllegalStateException("planned");
		}, (attributes) -> {
			throw new AssertionError("planned");
		});
		assertThatNoException().isThrownBy(() -> failing.opened(this.record));
		assertThat(failing.handshakeTrace((name) -> "trace")).isNull();
	}

	@Test
	void whoFailsAtTheEndStopsNothing() {
		Observers failing = new Observers((session) -> () -> {
			throw new IllegalStateException("planned");
		}, null);
		failing.opened(this.record);
		assertThatNoException()
			.isThrownBy(() -> this.record.tellEnded(new CloseEvent(this.info, CloseEventInit.create())));
	}

}
