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

package io.github.closeevent.benchmarks.parts;

import io.github.closeevent.server.Servers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ResourceLeakDetector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message in the channel of Reactor Netty: from the bytes to the frame, and from the
 * frame to the bytes.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 5, batchSize = 2_000_000)
@Measurement(iterations = 7, batchSize = 2_000_000)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init")
public class NettyMessageBenchmark {

	private static final int MAX_FRAME_LENGTH = 65_536;

	/**
	 * A text frame of five letters, masked by zeros.
	 */
	private static final ByteBuf BYTES = Unpooled.unreleasableBuffer(
			Unpooled.wrappedBuffer(new byte[] { (byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'h', 'e', 'l', 'l', 'o' }));

	private static final ByteBuf TEXT = Unpooled
		.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[] { 'h', 'e', 'l', 'l', 'o' }));

	/**
	 * {@link Features#SPRING} or {@link Features#DEFAULT}.
	 */
	@Param
	public Features features;

	private EmbeddedChannel channel;

	private ChannelPipeline pipeline;

	private int received;

	private int sent;

	/**
	 * Open the channel. For one buffer of 128 Netty records the stack, which in a channel
	 * of nothing else would be most of what is measured.
	 */
	@Setup
	public void open() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
		this.channel = new EmbeddedChannel(new Network(), new WebSocket13FrameEncoder(false),
				new WebSocket13FrameDecoder(true, false, MAX_FRAME_LENGTH), new Server());
		this.pipeline = this.channel.pipeline();
		if (this.features != Features.SPRING && Servers.find().watch(this.channel, true) == null) {
			throw new IllegalStateException("close-event does not watch this channel");
		}
	}

	/**
	 * See that all messages have come through.
	 */
	@TearDown
	public void close() {
		this.channel.close();
		if (this.received + this.sent == 0) {
			throw new IllegalStateException("No message has come through");
		}
	}

	/**
	 * The bytes of a message arrive.
	 */
	@Benchmark
	public void receive() {
		this.pipeline.fireChannelRead(BYTES.duplicate());
	}

	/**
	 * A message is written.
	 */
	@Benchmark
	public void send() {
		this.pipeline.write(new TextWebSocketFrame(TEXT.duplicate()), this.channel.voidPromise());
	}

	/**
	 * What is above the codec.
	 */
	private final class Server extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			NettyMessageBenchmark.this.received++;
			ReferenceCountUtil.release(message);
		}

	}

	/**
	 * What is below the codec.
	 */
	private final class Network extends ChannelOutboundHandlerAdapter {

		@Override
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
			NettyMessageBenchmark.this.sent++;
			ReferenceCountUtil.release(message);
		}

	}

}
