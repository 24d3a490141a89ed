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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.closeevent.CloseFrame;
import io.github.closeevent.session.Wire;
import io.github.closeevent.session.Wire.First;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link NettyWatch}, between the codecs of Netty on either side.
 */
class NettyWatchTests {

	private static final CloseFrame BYE = new CloseFrame(4001, "bye");

	private static final int MAX_FRAME = 200;

	@ParameterizedTest
	@EnumSource
	void nothingHappensAtFirst(Side side) {
		Peer peer = new Peer(side);
		assertThat(peer.wire()).isEqualTo(new Wire(First.NOTHING, null, null, null, false, false));
		assertThat(peer.changes).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void closeOfThePeerIsSeenAndPassedOnAsItIs(Side side) {
		Peer peer = new Peer(side);
		peer.sends(close(4001, "bye"));
		assertThat(peer.changes).containsExactly(new Wire(First.PEER, null, BYE, null, false, false));
		CloseWebSocketFrame passedOn = peer.channel.readInbound();
		assertThat(passedOn).isSameAs(peer.decoded.get(0));
		assertThat(passedOn.statusCode()).isEqualTo(4001);
		assertThat(passedOn.reasonText()).isEqualTo("bye");
		assertThat(passedOn.refCnt()).isOne();
		passedOn.release();
	}

	@ParameterizedTest
	@EnumSource
	void closeOfThePeerMayBeEmpty(Side side) {
		Peer peer = new Peer(side);
		peer.sends(new CloseWebSocketFrame());
		assertThat(peer.wire()).isEqualTo(new Wire(First.PEER, null, CloseFrame.EMPTY, null, false, false));
	}

	@ParameterizedTest
	@EnumSource
	void onlyTheFirstCloseOfThePeerCounts(Side side) {
		Peer peer = new Peer(side);
		peer.sends(close(4001, "bye"));
		peer.sends(close(4002, "again"));
		assertThat(peer.wire()).isEqualTo(new Wire(First.PEER, null, BYE, null, false, false));
	}

	@ParameterizedTest
	@EnumSource
	void codeThatOnlyNettyAcceptsIsRefused(Side side) {
		Peer peer = new Peer(side);
		peer.sends(close(5000, "bye"));
		assertThat(peer.wire()).isEqualTo(new Wire(First.REFUSED, null, null, null, false, false));
		CloseWebSocketFrame passedOn = peer.channel.readInbound();
		assertThat(passedOn.statusCode()).isEqualTo(5000);
		peer.channel.writeOutbound(passedOn);
		assertThat(peer.wire())
			.isEqualTo(new Wire(First.REFUSED, new CloseFrame(5000, "bye"), null, null, true, false));
		peer.sends(close(4001, "bye"));
		assertThat(peer.wire().received()).isNull();
	}

	static Stream<Arguments> illegalCloses() {
		return Stream.of(Side.values())
			.flatMap((side) -> Stream
				.of(payload(1005, ""), payload(1006, ""), payload(2500, ""),
						new byte[] { 0x0f, (byte) 0xa1, (byte) 0xc3, 0x28 })
				.map((payload) -> Arguments.of(side, payload)));
	}

	@ParameterizedTest
	@MethodSource("illegalCloses")
	void illegalCloseIsRefusedWithoutAFrame(Side side, byte[] payload) {
		Peer peer = new Peer(side);
		Throwable refusal = catchThrowable(
				() -> peer.sends(new CloseWebSocketFrame(true, 0, Unpooled.wrappedBuffer(payload))));
		assertThat(refusal).isInstanceOf(CorruptedFrameException.class);
		assertThat(peer.wire()).isEqualTo(new Wire(First.REFUSED, null, null, refusal, false, true));
		assertThat(peer.channel.<Object>readInbound()).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void closeOfOneByteIsRefused(Side side) {
		assertRefused(side, 1002, new CloseWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[] { 3 })));
	}

	@ParameterizedTest
	@EnumSource
	void frameThatIsTooBigIsRefused(Side side) {
		assertRefused(side, 1009, tooBig());
	}

	private static void assertRefused(Side side, int code, WebSocketFrame frame) {
		Peer peer = new Peer(side);
		Throwable refusal = catchThrowable(() -> peer.sends(frame));
		assertThat(refusal).isInstanceOf(CorruptedFrameException.class);
		// A client of Netty answers past its own encoder, and so with nothing.
		CloseFrame sent = (side == Side.SERVER) ? new CloseFrame(code, refusal.getMessage()) : null;
		assertThat(peer.wire()).isEqualTo(new Wire(First.REFUSED, sent, null, refusal, side == Side.SERVER, true));
	}

	@ParameterizedTest
	@EnumSource
	void refusalAfterOurCloseIsNotTheFirst(Side side) {
		Peer peer = new Peer(side);
		peer.channel.writeOutbound(close(4001, "bye"));
		assertThat(catchThrowable(() -> peer.sends(tooBig()))).isNotNull();
		assertThat(peer.wire()).isEqualTo(new Wire(First.SENT, BYE, null, null, true, true));
	}

	@ParameterizedTest
	@EnumSource
	void ourCloseIsSeenAndItsAnswerStillRead(Side side) {
		Peer peer = new Peer(side);
		peer.channel.writeOutbound(close(4001, "bye"));
		assertThat(peer.changes).containsExactly(new Wire(First.SENT, null, null, null, false, false),
				new Wire(First.SENT, BYE, null, null, true, false));
		assertThat(peer.written()).isInstanceOf(CloseWebSocketFrame.class);
		peer.sends(close(1000, "ok"));
		peer.channel.close();
		assertThat(peer.wire()).isEqualTo(new Wire(First.SENT, BYE, new CloseFrame(1000, "ok"), null, true, true));
	}

	@ParameterizedTest
	@EnumSource
	void ourAnswerIsSeen(Side side) {
		Peer peer = new Peer(side);
		peer.sends(close(4001, "bye"));
		peer.channel.writeOutbound(close(1000, ""));
		assertThat(peer.wire()).isEqualTo(new Wire(First.PEER, new CloseFrame(1000, ""), BYE, null, true, false));
	}

	@ParameterizedTest
	@EnumSource
	void ourCloseIsNotSentBeforeItIsWritten(Side side) {
		Peer peer = new Peer(side);
		SlowWrites writes = new SlowWrites();
		peer.channel.pipeline().addFirst(writes);
		peer.channel.writeAndFlush(close(4001, "bye"));
		assertThat(peer.wire()).isEqualTo(new Wire(First.SENT, null, null, null, false, false));
		writes.succeed();
		assertThat(peer.wire()).isEqualTo(new Wire(First.SENT, BYE, null, null, true, false));
	}

	@ParameterizedTest
	@EnumSource
	void ourCloseThatCannotBeWrittenWasNotSent(Side side) {
		Peer peer = new Peer(side);
		SlowWrites writes = new SlowWrites();
		peer.channel.pipeline().addFirst(writes);
		ChannelPromise promise = peer.channel.newPromise();
		IOException broken = new IOException("Broken pipe");
		peer.channel.writeAndFlush(close(4001, "bye"), promise);
		writes.fail(broken);
		assertThat(promise.cause()).isSameAs(broken);
		assertThat(peer.wire()).isEqualTo(new Wire(First.SENT, null, null, null, true, false));
	}

	@ParameterizedTest
	@EnumSource
	void closeWhoseEndNobodyAskedForIsSeen(Side side) {
		Peer peer = new Peer(side);
		peer.channel.writeAndFlush(close(4001, "bye"), peer.channel.voidPromise());
		assertThat(peer.wire()).isEqualTo(new Wire(First.SENT, BYE, null, null, true, false));
	}

	@ParameterizedTest
	@EnumSource
	void failureOfACloseWhoseEndNobodyAskedForIsStillToldToThePipeline(Side side) {
		Peer peer = new Peer(side);
		SlowWrites writes = new SlowWrites();
		peer.channel.pipeline().addFirst(writes);
		IOException broken = new IOException("Broken pipe");
		peer.channel.writeAndFlush(close(4001, "bye"), peer.channel.voidPromise());
		writes.fail(broken);
		assertThat(catchThrowable(peer.channel::checkException)).isSameAs(broken);
		assertThat(peer.wire()).isEqualTo(new Wire(First.SENT, null, null, null, true, false));
	}

	@ParameterizedTest
	@EnumSource
	void failedConnectionIsLost(Side side) {
		Peer peer = new Peer(side);
		IOException reset = new IOException("Connection reset");
		peer.channel.pipeline().fireExceptionCaught(reset);
		assertThat(catchThrowable(peer.channel::checkException)).isSameAs(reset);
		assertThat(peer.wire()).isEqualTo(new Wire(First.LOST, null, null, reset, false, false));
	}

	@ParameterizedTest
	@EnumSource
	void anyOtherExceptionIsARefusal(Side side) {
		Peer peer = new Peer(side);
		IllegalStateException error = new IllegalStateException();
		peer.channel.pipeline().fireExceptionCaught(error);
		assertThat(catchThrowable(peer.channel::checkException)).isSameAs(error);
		assertThat(peer.wire()).isEqualTo(new Wire(First.REFUSED, null, null, error, false, false));
	}

	@ParameterizedTest
	@EnumSource
	void connectionThatEndsBeforeAnythingElseIsLost(Side side) {
		Peer peer = new Peer(side);
		peer.channel.close();
		assertThat(peer.wire()).isEqualTo(new Wire(First.LOST, null, null, null, false, true));
		assertThat(peer.connection.isSettled()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void whatIsReadIsPassedOnAndNotTakenForAnything(Side side) {
		Peer peer = new Peer(side);
		List.of(text(), binary(), new PingWebSocketFrame(), new PongWebSocketFrame()).forEach(peer::sends);
		assertThat(peer.decoded).hasSize(4)
			.allSatisfy((frame) -> assertThat(peer.channel.<Object>readInbound()).isSameAs(frame));
		assertThat(peer.changes).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void whatIsWrittenIsPassedOnAndNotTakenForAnything(Side side) {
		Peer peer = new Peer(side);
		List<WebSocketFrame> frames = List.of(text(), binary(), new PingWebSocketFrame(), new PongWebSocketFrame());
		frames.forEach(peer.channel::writeOutbound);
		assertThat(peer.encoded).hasSize(4)
			.zipSatisfy(frames, (passedOn, frame) -> assertThat(passedOn).isSameAs(frame));
		assertThat(peer.channel.outboundMessages()).isNotEmpty().allMatch(ByteBuf.class::isInstance);
		assertThat(peer.changes).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void promiseOfAWriteIsPassedOn(Side side) {
		Peer peer = new Peer(side);
		SlowWrites writes = new SlowWrites();
		peer.channel.pipeline().addFirst(writes);
		ChannelPromise promise = peer.channel.newPromise();
		peer.channel.writeAndFlush(close(4001, ""), promise);
		assertThat(promise.isDone()).isFalse();
		writes.succeed();
		assertThat(promise.isSuccess()).isTrue();
	}

	@Test
	void channelWithoutBothCodecsIsNotWatched() {
		EmbeddedChannel none = new EmbeddedChannel();
		EmbeddedChannel encoderOnly = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
		EmbeddedChannel decoderOnly = new EmbeddedChannel(
				new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder().build()));
		for (EmbeddedChannel channel : List.of(none, encoderOnly, decoderOnly)) {
			List<String> before = channel.pipeline().names();
			assertThat(NettyWatch.install(channel, true)).isNull();
			assertThat(channel.pipeline().names()).isEqualTo(before);
		}
	}

	private static CloseWebSocketFrame close(int code, String reason) {
		return new CloseWebSocketFrame(true, 0, Unpooled.wrappedBuffer(payload(code, reason)));
	}

	private static byte[] payload(int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array();
	}

	private static WebSocketFrame text() {
		return new TextWebSocketFrame("hello");
	}

	private static WebSocketFrame tooBig() {
		return new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[MAX_FRAME + 1]));
	}

	private static WebSocketFrame binary() {
		return new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] { 1, 2, 3 }));
	}

	/**
	 * The two orders in which Netty puts its codecs.
	 */
	enum Side {

		SERVER, CLIENT;

		private EmbeddedChannel channel() {
			WebSocket13FrameEncoder encoder = new WebSocket13FrameEncoder(this == CLIENT);
			WebSocket13FrameDecoder decoder = new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
				.expectMaskedFrames(this == SERVER)
				.maxFramePayloadLength(MAX_FRAME)
				.build());
			return (this == SERVER) ? new EmbeddedChannel(encoder, decoder) : new EmbeddedChannel(decoder, encoder);
		}

	}

	/**
	 * A watched channel, and what comes by around the watch.
	 */
	private static final class Peer {

		private final EmbeddedChannel channel;

		private final EmbeddedChannel other;

		private final NettyConnection connection;

		private final List<Wire> changes = new ArrayList<>();

		/**
		 * What the decoder reads, before the watch.
		 */
		private final List<Object> decoded = new ArrayList<>();

		/**
		 * What the encoder is given, after the watch.
		 */
		private final List<Object> encoded = new ArrayList<>();

		private Peer(Side side) {
			this.channel = side.channel();
			this.other = new EmbeddedChannel(new WebSocket13FrameEncoder(side == Side.SERVER));
			NettyConnection connection = NettyWatch.install(this.channel, true);
			assertThat(connection).isNotNull();
			this.connection = connection;
			connection.onChange(() -> this.changes.add(connection.getWire()));
			addAfter(WebSocket13FrameDecoder.class, new ChannelDuplexHandler() {

				@Override
				public void channelRead(ChannelHandlerContext context, Object message) {
					Peer.this.decoded.add(message);
					context.fireChannelRead(message);
				}

			});
			addAfter(WebSocket13FrameEncoder.class, new ChannelDuplexHandler() {

				@Override
				public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
					Peer.this.encoded.add(message);
					context.write(message, promise);
				}

			});
		}

		private void addAfter(Class<? extends ChannelHandler> codec, ChannelDuplexHandler handler) {
			this.channel.pipeline().addAfter(this.channel.pipeline().context(codec).name(), null, handler);
		}

		private void sends(WebSocketFrame frame) {
			this.other.writeOutbound(frame);
			for (ByteBuf bytes = this.other.readOutbound(); bytes != null; bytes = this.other.readOutbound()) {
				this.channel.writeInbound(bytes);
			}
		}

		private Object written() {
			return this.encoded.get(this.encoded.size() - 1);
		}

		private Wire wire() {
			return this.connection.getWire();
		}

	}

	/**
	 * A socket that takes what is written, and tells later whether it could.
	 */
	private static final class SlowWrites extends ChannelOutboundHandlerAdapter {

		private final List<ChannelPromise> promises = new ArrayList<>();

		@Override
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
			ReferenceCountUtil.release(message);
			this.promises.add(promise);
		}

		private void succeed() {
			this.promises.forEach(ChannelPromise::setSuccess);
		}

		private void fail(Throwable cause) {
			this.promises.forEach((promise) -> promise.setFailure(cause));
		}

	}

}
