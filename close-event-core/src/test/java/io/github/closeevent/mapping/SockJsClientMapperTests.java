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

package io.github.closeevent.mapping;

import java.util.Map;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.WebSocketSessionInfo.Side;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.FakeConnection;
import io.github.closeevent.session.FakeSessionRecord;
import io.github.closeevent.session.SessionRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseEventMapper} with the sessions of SockJS clients.
 */
class SockJsClientMapperTests {

	private static final CloseFrame GO_AWAY = new CloseFrame(3000, "Go away!");

	private final FakeConnection connection = new FakeConnection();

	@Test
	void closeThatNobodyAskedForIsThePeers() {
		SessionRecord record = record("sockjs-websocket");
		this.connection.phase(Phase.OUTBOUND);
		record.reported(3000, "Go away!");
		this.connection.parsed(GO_AWAY);
		assertThat(CloseEventMapper.map(record))
			.isEqualTo(new Ending(CloseInitiator.PEER, GO_AWAY, GO_AWAY, GO_AWAY, null, true, false));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1007, 1011 })
	void closeOfSockJsItselfIsTheContainers(int code) {
		SessionRecord record = record("sockjs-websocket");
		this.connection.phase(Phase.OUTBOUND);
		record.reported(code, null);
		assertThat(CloseEventMapper.map(record).initiator()).isEqualTo(CloseInitiator.CONTAINER);
	}

	@Test
	void closeThatTheApplicationAskedForIsItsOwn() {
		SessionRecord record = record("sockjs-websocket");
		record.closing(CloseInitiator.APPLICATION, 3000, "Go away!");
		this.connection.phase(Phase.OUTBOUND);
		record.reported(3000, "Go away!");
		assertThat(CloseEventMapper.map(record).initiator()).isEqualTo(CloseInitiator.APPLICATION);
	}

	@Test
	void closeOfAnotherClientThatNobodyAskedForIsTheApplications() {
		SessionRecord record = record("websocket");
		this.connection.phase(Phase.OUTBOUND);
		record.reported(3000, "Go away!");
		assertThat(CloseEventMapper.map(record).initiator()).isEqualTo(CloseInitiator.APPLICATION);
	}

	@Test
	void closeFrameOverHttpStandsAlone() {
		assertThat(overHttp(3000, "Go away!"))
			.isEqualTo(new Ending(CloseInitiator.PEER, GO_AWAY, null, GO_AWAY, null, true, false));
	}

	@Test
	void serverThatKnowsTheSessionNoMoreIsLost() {
		assertThat(overHttp(1006, "Server lost session")).isEqualTo(Ending.lost(null, false));
	}

	@Test
	void badJsonOverHttpIsClosedByTheContainerWithoutAFrame() {
		assertThat(overHttp(1007, ""))
			.isEqualTo(new Ending(CloseInitiator.CONTAINER, null, null, null, null, false, false));
	}

	private Ending overHttp(int code, String reason) {
		SessionRecord record = record("sockjs");
		this.connection.layered().withoutHandshake().phase(Phase.INBOUND).parsed(null);
		record.reported(code, reason);
		return CloseEventMapper.map(record);
	}

	private SessionRecord record(String transport) {
		return new FakeSessionRecord(new Object(),
				WebSocketSessionInfo.builder("1").side(Side.CLIENT).transport(transport).build(), Map.of(),
				this.connection);
	}

}
