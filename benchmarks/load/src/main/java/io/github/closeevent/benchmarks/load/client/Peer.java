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

package io.github.closeevent.benchmarks.load.client;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket client. It reads no more of a frame than it needs to tell messages and
 * Close frames apart, and never answers a Close frame. All methods are called on the
 * thread of its {@link LoadClient}.
 */
public abstract class Peer extends ByteToMessageDecoder {

	private static final ByteBuf END_OF_HEAD = Unpooled.wrappedBuffer(new byte[] { '\r', '\n', '\r', '\n' });

	private static final ByteBuf SWITCHING = Unpooled.wrappedBuffer(new byte[] { ' ', '1', '0', '1', ' ' });

	private static final int EXTENDED = 126;

	private @Nullable Channel channel;

	private boolean open;

	/**
	 * The handshake is done.
	 */
	protected void opened() {
	}

	/**
	 * A text message has come.
	 */
	protected void received() {
	}

	/**
	 * The transport has ended.
	 */
	protected void ended() {
	}

	/**
	 * There is no connection, or the handshake was refused.
	 * @param cause why
	 */
	protected void failed(Throwable cause) {
	}

	/**
	 * Send a message.
	 */
	public final void send() {
		channel().writeAndFlush(Frames.message(), channel().voidPromise());
	}

	/**
	 * Leave the connection as it is when the server has sent all that it will.
	 */
	public final void stay() {
		channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
	}

	/**
	 * End the connection.
	 * @param how in which way
	 */
	public final void drop(Drop how) {
		if (how == Drop.CLOSE) {
			channel().writeAndFlush(Frames.close(), channel().voidPromise());
			return;
		}
		if (how == Drop.RST) {
			channel().config().setOption(ChannelOption.SO_LINGER, 0);
		}
		channel().close();
	}

	private Channel channel() {
		Channel channel = this.channel;
		if (channel == null) {
			throw new IllegalStateException("Not connected");
		}
		return channel;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.channel = context.channel();
		context.writeAndFlush(Frames.handshake(), context.voidPromise());
	}

	@Override
	protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
		if (this.open) {
			frame(in);
			return;
		}
		int end = ByteBufUtil.indexOf(END_OF_HEAD, in);
		if (end < 0) {
			return;
		}
		if (ByteBufUtil.indexOf(SWITCHING, in) < 0) {
			failed(new IllegalStateException("The handshake was refused"));
			context.close();
			return;
		}
		in.skipBytes(end - in.readerIndex() + END_OF_HEAD.readableBytes());
		this.open = true;
		opened();
	}

	private void frame(ByteBuf in) {
		if (in.readableBytes() < 2) {
			return;
		}
		int opcode = in.getByte(in.readerIndex()) & 0xF;
		int length = in.getByte(in.readerIndex() + 1);
		if (length >= EXTENDED) {
			throw new IllegalStateException("No server here sends that much");
		}
		if (in.readableBytes() < 2 + length) {
			return;
		}
		in.skipBytes(2 + length);
		if (opcode == Frames.TEXT) {
			received();
		}
	}

	@Override
	public final void channelInactive(ChannelHandlerContext context) {
		if (!this.open) {
			failed(new IllegalStateException("The connection ended before the handshake was done"));
			return;
		}
		ended();
	}

	@Override
	public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		// A reset by the server, after which the channel becomes inactive.
		context.close();
	}

}
