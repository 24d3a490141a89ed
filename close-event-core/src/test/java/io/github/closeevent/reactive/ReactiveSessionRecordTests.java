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

package io.github.closeevent.reactive;

import java.util.Map;

import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.session.CloseCause;
import io.github.closeevent.session.CloseCause.Kind;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.FakeConnection;
import org.junit.jupiter.api.Test;

import org.springframework.web.reactive.socket.CloseStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ReactiveSessionRecord}.
 */
class ReactiveSessionRecordTests {

	private final FakeReactiveSession session = new FakeReactiveSession();

	private final FakeConnection connection = new FakeConnection();

	private final ReactiveSessionRecord record = new ReactiveSessionRecord(this.session,
			WebSocketSessionInfo.builder("1").build(), this.connection, mock());

	@Test
	void isFoundByItsSession() {
		assertThat(this.record.getSession()).isSameAs(this.session);
		assertThat(this.record.getWebSocketSession()).isSameAs(this.session);
	}

	@Test
	void principalHasNoNameAtFirst() {
		assertThat(this.record.snapshot().getPrincipalName()).isNull();
	}

	@Test
	void snapshotHasThePrincipalThatCameLaterAndTheAttributesOfNow() {
		this.record.setPrincipalName("alice");
		this.session.getAttributes().put("room", "blue");
		WebSocketSessionInfo snapshot = this.record.snapshot();
		assertThat(snapshot.getPrincipalName()).isEqualTo("alice");
		assertThat(snapshot.getAttributes()).containsExactly(Map.entry("room", "blue"));
		assertThat(this.record.getInfo().getPrincipalName()).isNull();
	}

	@Test
	void wordOfTheServerIsKept() {
		assertThat(this.record.getTold()).isNull();
		this.record.told(CloseStatus.GOING_AWAY);
		assertThat(this.record.getTold()).isEqualTo(CloseStatus.GOING_AWAY);
		assertThat(this.record.seen().report()).isNull();
	}

	@Test
	void handlerThatWantsNoMoreMessagesHasOneLookToFail() {
		this.record.cancelled();
		this.record.settling();
		assertKind(Kind.CANCEL);
		this.record.settling();
		assertKind(Kind.CLOSE);
	}

	@Test
	void failureOfTheHandlerIsFinal() {
		CloseCause failure = this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException());
		assertThat(this.record.forgetFailure()).isFalse();
		assertThat(this.record.seen().cause()).isSameAs(failure).isNotNull();
	}

	@Test
	void serverThatPassesOnTheFailureOfTheHandlerHasFailedToWriteNothing() {
		this.record.failed(CloseInitiator.APPLICATION, new IllegalStateException());
		assertThat(this.record.lost()).isNull();
		assertThat(this.record.seen().writeFailed()).isFalse();
		this.connection.phase(Phase.OUTBOUND);
		assertThat(this.record.lost()).isNull();
		assertThat(this.record.seen().writeFailed()).isTrue();
	}

	private void assertKind(Kind kind) {
		assertThat(this.record.seen().cause()).isNotNull().extracting(CloseCause::kind).isEqualTo(kind);
	}

}
