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

import java.util.List;

import io.github.closeevent.CloseFrame;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Watches the Close frames of a channel, on both sides of Netty's frame decoder: what the
 * decoder itself writes is its answer to bytes that it refuses, and all else comes from
 * above. Passes everything on as it is.
 */
final class NettyWatch extends ChannelDuplexHandler {

	private static final String NAME = "close-event.frames";

	private final NettyConnection connection;

	/**
	 * Whether something is on its way down from above the decoder.
	 */
	private boolean fromAbove;

	private NettyWatch(NettyConnection connection) {
		this.connection = connection;
	}

	/**
	 * Begin to watch a channel.
	 * @param wrapped whether whoever closes is known
	 * @return what is seen, or null if it is no channel with WebSocket frames
	 */
	static @Nullable NettyConnection install(Channel channel, boolean wrapped) {
		ChannelPipeline pipeline = channel.pipeline();
		ChannelHandlerContext decoder = pipeline.context(WebSocketFrameDecoder.class);
		ChannelHandlerContext encoder = pipeline.context(WebSocketFrameEncoder.class);
		if (decoder == null || encoder == null) {
			return null;
		}
		NettyConnection connection = new NettyConnection(channel, wrapped);
		NettyWatch watch = new NettyWatch(connection);
		boolean client = isBelow(decoder, encoder);
		pipeline.addAfter(decoder.name(), NAME, watch);
		pipeline.addAfter(encoder.name(), "close-event.bytes", watch.new Bytes(client));
		if (client) {
			pipeline.addBefore(decoder.name(), "close-event.refusals", watch.new Refusals());
		}
		return connection;
	}

	/**
	 * Whether bytes that come in meet one handler before the other: a client decodes
	 * below its encoder, a server above.
	 */
	private static boolean isBelow(ChannelHandlerContext one, ChannelHandlerContext other) {
		List<String> names = one.pipeline().names();
		return names.indexOf(one.name()) < names.indexOf(other.name());
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
		if (message instanceof CloseWebSocketFrame frame) {
			this.connection.received(ClosePayload.parse(frame.content().nioBuffer()));
		}
		super.channelRead(context, message);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
		this.connection.failed(cause, context.channel().isActive());
		super.exceptionCaught(context, cause);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) throws Exception {
		this.connection.ended();
		super.channelInactive(context);
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
		this.fromAbove = true;
		try {
			super.write(context, message, promise);
		}
		finally {
			this.fromAbove = false;
		}
	}

	/**
	 * The part next to the encoder, above which frames are written. On a server that is
	 * below the decoder.
	 */
	private final class Bytes extends ChannelOutboundHandlerAdapter {

		private final boolean aboveDecoder;

		private Bytes(boolean aboveDecoder) {
			this.aboveDecoder = aboveDecoder;
		}

		@Override
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
			NettyConnection connection = NettyWatch.this.connection;
			boolean refusal = !this.aboveDecoder && !NettyWatch.this.fromAbove;
			if (!(message instanceof CloseWebSocketFrame close)) {
				if (refusal) {
					// Then the decoder closes the channel, without a Close frame.
					connection.refused();
				}
				super.write(context, message, promise);
				return;
			}
			CloseFrame frame = ClosePayload.read(close.content().nioBuffer());
			connection.sending(refusal);
			ChannelPromise written = promise.unvoid();
			written.addListener((future) -> connection.sent((future.isSuccess()) ? frame : null));
			super.write(context, message, written);
		}

	}

	/**
	 * The part below the decoder of a client. What comes by here, and not from above, is
	 * the decoder's answer to bytes that it refuses. Such a Close frame is past the
	 * encoder, and so never gets out.
	 */
	private final class Refusals extends ChannelOutboundHandlerAdapter {

		@Override
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
			if (!NettyWatch.this.fromAbove) {
				NettyWatch.this.connection.refused();
			}
			super.write(context, message, promise);
		}

	}

}
