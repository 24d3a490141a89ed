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
import java.util.function.UnaryOperator;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.session.Connection;
import io.github.closeevent.session.ConnectionState;
import io.github.closeevent.session.ConnectionState.Phase;
import io.github.closeevent.session.Wire;
import io.github.closeevent.session.Wire.First;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.handler.codec.DecoderException;
import org.jspecify.annotations.Nullable;

/**
 * What is read from and written to a channel of Netty, as {@link NettyWatch} sees it. Its
 * changes come from the channel's event loop, one after the other.
 *
 * @since 0.1.0
 */
public final class NettyConnection implements Connection {

	private static final Wire OPEN = new Wire(First.NOTHING, null, null, null, false, false);

	private final Channel channel;

	private final boolean wrapped;

	private volatile Wire wire = OPEN;

	private volatile Runnable listener = () -> {
	};

	NettyConnection(Channel channel, boolean wrapped) {
		this.channel = channel;
		this.wrapped = wrapped;
	}

	/**
	 * Be told of each change.
	 * @param listener called on the channel's event loop; must not block
	 */
	public void onChange(Runnable listener) {
		this.listener = listener;
		if (this.wire != OPEN) {
			listener.run();
		}
	}

	@Override
	public void cut() {
		this.channel.close();
	}

	/**
	 * A Close frame of the peer was parsed.
	 * @param frame the frame, or null if it is not a valid one
	 */
	void received(@Nullable CloseFrame frame) {
		First first = (frame != null) ? First.PEER : First.REFUSED;
		change((wire) -> new Wire(first(wire, first), wire.sent(),
				(wire.received() != null || wire.first() == First.REFUSED) ? wire.received() : frame, wire.error(),
				wire.answered(), wire.ended()));
	}

	/**
	 * The server refuses what it read.
	 */
	void refused() {
		change((wire) -> begin(wire, First.REFUSED));
	}

	/**
	 * A Close frame of this end is being written.
	 * @param refusal whether the server refuses what it read
	 */
	void sending(boolean refusal) {
		change((wire) -> begin(wire, (refusal) ? First.REFUSED : First.SENT));
	}

	/**
	 * A Close frame of this end was written, or could not be.
	 * @param frame the frame, or null if it could not be written
	 */
	void sent(@Nullable CloseFrame frame) {
		change((wire) -> new Wire(wire.first(),
				(wire.sent() != null || wire.first() == First.LOST) ? wire.sent() : frame, wire.received(),
				wire.error(), true, wire.ended()));
	}

	/**
	 * The receiver of messages was told of an exception. Only that of the connection
	 * counts, not for example that there is a receiver already.
	 * @param error the exception
	 * @param active whether the connection is still there
	 */
	public void receiveFailed(Throwable error, boolean active) {
		if (!active || isRefusal(error) || isLoss(error)) {
			failed(error, active);
		}
	}

	/**
	 * The connection failed, or something that was read did.
	 * @param error the exception
	 * @param active whether the connection is still there
	 */
	void failed(Throwable error, boolean active) {
		boolean lost = isLoss(error) || (!active && !isRefusal(error));
		change((wire) -> new Wire(first(wire, (lost) ? First.LOST : First.REFUSED), wire.sent(), wire.received(),
				(wire.error() != null || wire.first() == First.SENT || wire.first() == First.PEER) ? wire.error()
						: error,
				wire.answered(), wire.ended()));
	}

	private static boolean isLoss(Throwable error) {
		return error instanceof IOException || error.getCause() instanceof IOException;
	}

	/**
	 * Bytes that cannot be decoded, and a peer that is idle for too long.
	 */
	private static boolean isRefusal(Throwable error) {
		return error instanceof DecoderException || error instanceof ChannelException;
	}

	/**
	 * The connection has ended.
	 */
	void ended() {
		change((wire) -> new Wire(first(wire, First.LOST), wire.sent(), wire.received(), wire.error(), wire.answered(),
				true));
	}

	/**
	 * Note what is seen first, if nothing else was.
	 */
	private static Wire begin(Wire wire, First first) {
		return new Wire(first(wire, first), wire.sent(), wire.received(), wire.error(), wire.answered(), wire.ended());
	}

	private static First first(Wire wire, First otherwise) {
		return (wire.first() != First.NOTHING) ? wire.first() : otherwise;
	}

	private void change(UnaryOperator<Wire> change) {
		update(change);
		this.listener.run();
	}

	private synchronized Wire update(UnaryOperator<Wire> change) {
		this.wire = change.apply(this.wire);
		return this.wire;
	}

	/**
	 * The end of the channel is told to others first, but it can be seen at once.
	 */
	@Override
	public Wire getWire() {
		Wire seen = this.wire;
		return (seen.first() == First.NOTHING && !this.channel.isActive()) ? update((wire) -> begin(wire, First.LOST))
				: seen;
	}

	@Override
	public ConnectionState getState() {
		Wire seen = getWire();
		Phase phase = switch (seen.first()) {
			case NOTHING -> Phase.OPEN;
			case SENT -> Phase.OUTBOUND;
			case PEER, REFUSED, LOST -> Phase.INBOUND;
		};
		return new ConnectionState(phase, seen.received() != null, seen.received(), seen.sent() != null);
	}

	@Override
	public boolean isSettled() {
		return this.wire.ended();
	}

	/**
	 * Reactor Netty tells of a close as soon as it is asked for.
	 */
	@Override
	public boolean reportsInsideClose() {
		return false;
	}

	/**
	 * Whoever closes through a view is known, and so whatever is left is the server's.
	 */
	@Override
	public boolean isServersOwn(int code, String reason) {
		return this.wrapped || Connection.super.isServersOwn(code, reason);
	}

}
