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

package io.github.closeevent.server;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.Wire;
import io.github.closeevent.session.Wire.First;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NettyConnection}.
 */
class NettyConnectionTests {

	private static final CloseFrame BYE = new CloseFrame(4001, "bye");

	private final EmbeddedChannel channel = new EmbeddedChannel();

	private final NettyConnection connection = new NettyConnection(this.channel, true);

	@Test
	void isOpenAtFirst() {
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.OPEN, false, null, false));
		assertThat(this.connection.isSettled()).isFalse();
		assertThat(this.connection.isExact()).isTrue();
		assertThat(this.connection.reportsInsideClose()).isFalse();
	}

	@Test
	void stateTellsOfThePeersClose() {
		this.connection.received(BYE);
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.INBOUND, true, BYE, false));
	}

	@Test
	void stateTellsOfARefusal() {
		this.connection.received(null);
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.INBOUND, false, null, false));
	}

	@Test
	void stateTellsOfOurClose() {
		this.connection.sending(false);
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.OUTBOUND, false, null, false));
		this.connection.sent(BYE);
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.OUTBOUND, false, null, true));
		this.connection.received(BYE);
		assertThat(this.connection.getState()).isEqualTo(new ConnectionState(Phase.OUTBOUND, true, BYE, true));
	}

	@Test
	void endIsSeenBeforeItIsTold() {
		this.channel.close();
		assertThat(this.connection.getWire().first()).isEqualTo(First.LOST);
		assertThat(this.connection.getState().phase()).isEqualTo(Phase.INBOUND);
		assertThat(this.connection.isSettled()).isFalse();
		this.connection.ended();
		assertThat(this.connection.isSettled()).isTrue();
	}

	@Test
	void endAfterOurCloseIsNotTakenForALoss() {
		this.connection.sending(false);
		this.channel.close();
		assertThat(this.connection.getWire().first()).isEqualTo(First.SENT);
	}

	@Test
	void nothingIsSentOnALostConnection() {
		this.connection.ended();
		this.connection.sending(false);
		this.connection.sent(BYE);
		assertThat(this.connection.getWire()).isEqualTo(new Wire(First.LOST, null, null, null, true, true));
	}

	@Test
	void onlyTheFirstCloseFrameCounts() {
		this.connection.sending(false);
		this.connection.sent(BYE);
		this.connection.sending(false);
		this.connection.sent(CloseFrame.EMPTY);
		assertThat(this.connection.getWire().sent()).isEqualTo(BYE);
	}

	@Test
	void ioExceptionIsALossHoweverItIsWrapped() {
		DecoderException error = new DecoderException(new IOException("Connection reset"));
		this.connection.failed(error, true);
		assertThat(this.connection.getWire()).isEqualTo(new Wire(First.LOST, null, null, error, false, false));
	}

	@Test
	void exceptionOfAConnectionThatIsGoneIsALoss() {
		IllegalStateException error = new IllegalStateException();
		this.connection.failed(error, false);
		assertThat(this.connection.getWire().first()).isEqualTo(First.LOST);
	}

	@Test
	void bytesThatAreRefusedAreNoLossThoughTheConnectionIsClosedAtOnce() {
		this.connection.failed(new DecoderException(), false);
		assertThat(this.connection.getWire().first()).isEqualTo(First.REFUSED);
	}

	@Test
	void firstExceptionStays() {
		IOException first = new IOException("first");
		this.connection.failed(first, true);
		this.connection.failed(new IOException("second"), true);
		assertThat(this.connection.getWire().error()).isSameAs(first);
	}

	@Test
	void exceptionAfterACloseIsNotItsReason() {
		this.connection.received(BYE);
		this.connection.failed(new IOException(), true);
		assertThat(this.connection.getWire().error()).isNull();
	}

	@Test
	void listenerIsToldOfEachChange() {
		AtomicInteger told = new AtomicInteger();
		this.connection.onChange(told::incrementAndGet);
		assertThat(told).hasValue(0);
		this.connection.received(BYE);
		this.connection.ended();
		assertThat(told).hasValue(2);
	}

	@Test
	void listenerThatComesLateIsToldAtOnce() {
		AtomicInteger told = new AtomicInteger();
		this.connection.received(BYE);
		this.connection.onChange(told::incrementAndGet);
		assertThat(told).hasValue(1);
	}

	@Test
	void closesThatNobodyAskedForAreTheServersIfThoseOfTheApplicationAreKnown() {
		assertThat(this.connection.isServersOwn(4001, "")).isTrue();
		NettyConnection unwrapped = new NettyConnection(this.channel, false);
		assertThat(unwrapped.isServersOwn(4001, "")).isFalse();
		assertThat(unwrapped.isServersOwn(1001, "")).isTrue();
	}

}
