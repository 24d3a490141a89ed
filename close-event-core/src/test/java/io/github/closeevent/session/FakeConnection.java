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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.session.ConnectionState.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose end is told by a test.
 */
public class FakeConnection implements Connection {

	private final AtomicInteger looks = new AtomicInteger();

	private final List<Integer> askedCodes = new CopyOnWriteArrayList<>();

	private final List<Integer> laterCodes = new CopyOnWriteArrayList<>();

	private volatile ConnectionState state = new ConnectionState(Phase.OPEN, false, null, false);

	private volatile boolean idle;

	private volatile boolean handshake = true;

	private volatile boolean layered;

	private volatile boolean answering;

	private volatile boolean exact = true;

	private volatile boolean tellsLate;

	private volatile boolean reachable = true;

	private volatile @Nullable ConnectionState stateWhenCut;

	private volatile @Nullable Duration allowed;

	private volatile @Nullable Wire wire;

	private volatile int maxReason = Integer.MAX_VALUE;

	public FakeConnection phase(Phase phase) {
		this.state = new ConnectionState(phase, this.state.peerCloseParsed(), this.state.received(),
				this.state.closeWritten());
		return this;
	}

	/**
	 * The peer's Close frame is parsed.
	 * @param frame the frame, or null if it was not a valid one
	 * @return this connection
	 */
	public FakeConnection parsed(@Nullable CloseFrame frame) {
		this.state = new ConnectionState(this.state.phase(), true, frame, this.state.closeWritten());
		return this;
	}

	public FakeConnection closeWritten() {
		this.state = new ConnectionState(this.state.phase(), this.state.peerCloseParsed(), this.state.received(), true);
		return this;
	}

	public FakeConnection idle() {
		this.idle = true;
		return this;
	}

	public FakeConnection layered() {
		this.layered = true;
		return this;
	}

	public FakeConnection answering(boolean answering) {
		this.answering = answering;
		return this;
	}

	public FakeConnection withoutHandshake() {
		this.handshake = false;
		return this;
	}

	public FakeConnection inexact() {
		this.exact = false;
		return this;
	}

	public FakeConnection tellsOfItsEndLate() {
		this.tellsLate = true;
		return this;
	}

	public FakeConnection wire(Wire wire) {
		this.wire = wire;
		return this;
	}

	/**
	 * Say whether the peer can be told of a close.
	 * @param reachable whether it can
	 * @return this connection
	 */
	public FakeConnection reachable(boolean reachable) {
		this.reachable = reachable;
		return this;
	}

	/**
	 * Return the time that the server was given to write a Close frame.
	 * @return the time, or null if it was given none
	 */
	public @Nullable Duration getAllowed() {
		return this.allowed;
	}

	/**
	 * Return whether the transport was dropped.
	 * @return whether {@link #cut()} was called
	 */
	public boolean isCut() {
		return this.stateWhenCut != null;
	}

	/**
	 * Return how far the end had come when the transport was dropped.
	 * @return the state, or null if the transport was not dropped
	 */
	public @Nullable ConnectionState getStateWhenCut() {
		return this.stateWhenCut;
	}

	@Override
	public void cut() {
		this.stateWhenCut = this.state;
	}

	@Override
	public boolean isReachable() {
		return this.reachable;
	}

	@Override
	public void allowToClose(Duration timeout) {
		this.allowed = timeout;
	}

	public FakeConnection cutsReasonsAt(int length) {
		this.maxReason = length;
		return this;
	}

	/**
	 * Return the codes of the closes that were asked for after the first.
	 * @return the codes, in order
	 */
	public List<Integer> getLaterCodes() {
		return this.laterCodes;
	}

	/**
	 * Return how often the watch has looked at this connection.
	 * @return the number of calls of {@link #isSettled()}
	 */
	public int getLooks() {
		return this.looks.get();
	}

	public List<Integer> getAskedCodes() {
		return this.askedCodes;
	}

	@Override
	public ConnectionState getState() {
		return this.state;
	}

	@Override
	public boolean isSettled() {
		this.looks.incrementAndGet();
		return this.exact && (this.state.peerCloseParsed() || this.state.phase() == Phase.ENDED);
	}

	@Override
	public void beforeClose(CloseCause.Kind kind, int code) {
		this.askedCodes.add(code);
	}

	@Override
	public void beforeLaterClose(int code) {
		this.laterCodes.add(code);
	}

	@Override
	public boolean reportsAnswer() {
		return this.tellsLate;
	}

	@Override
	public @Nullable Wire getWire() {
		return this.wire;
	}

	@Override
	public CloseFrame toWire(int code, String reason) {
		return new CloseFrame(code, reason.substring(0, Math.min(this.maxReason, reason.length())));
	}

	@Override
	public boolean isIdle() {
		return this.idle;
	}

	@Override
	public boolean hasHandshake() {
		return this.handshake;
	}

	@Override
	public boolean isLayered() {
		return this.layered;
	}

	@Override
	public boolean isAnswering() {
		return this.answering;
	}

	@Override
	public boolean isExact() {
		return this.exact;
	}

}
