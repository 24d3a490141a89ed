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

package io.github.closeevent.benchmarks.peers.netty;

import io.github.closeevent.benchmarks.control.Control;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/**
 * Sends messages back. That the channel is inactive is all that Netty tells of the end.
 */
final class EchoHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {

	private final Control control;

	EchoHandler(Control control) {
		this.control = control;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame message) {
		context.writeAndFlush(message.retain());
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.control.ended();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
