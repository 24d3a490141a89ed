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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Asks a server over HTTP all the time, each time on a connection of its own, on a thread
 * that does nothing else.
 */
public final class Pings implements AutoCloseable {

	private static final long INTERVAL_MILLIS = 20;

	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

	private final LoadClient client = new LoadClient();

	private final ScheduledFuture<?> schedule;

	private int asked;

	private int answered;

	private int failed;

	private long worst;

	/**
	 * Start to ask.
	 * @param port the server's port
	 */
	public Pings(int port) {
		this.schedule = this.client.scheduler()
			.scheduleAtFixedRate(() -> ask(port), 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void ask(int port) {
		this.asked++;
		this.client.connect(port, new Ping(), (cause) -> this.failed++);
	}

	/**
	 * Stop to ask, and wait for what is still to come. A request that still has no answer
	 * after half a minute is one without.
	 * @return what came of it
	 */
	public Result stop() {
		this.schedule.cancel(false);
		long until = System.nanoTime() + PATIENCE_NANOS;
		return this.client.await((result) -> complete(result, until));
	}

	private void complete(CompletableFuture<Result> result, long until) {
		if (this.answered + this.failed < this.asked && System.nanoTime() - until < 0) {
			this.client.scheduler().schedule(() -> complete(result, until), INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
			return;
		}
		result.complete(new Result(this.asked, this.answered, this.worst / 1e6));
	}

	@Override
	public void close() {
		this.client.close();
	}

	/**
	 * What came of all requests.
	 *
	 * @param asked the number of requests
	 * @param answered how many were answered with {@code pong}
	 * @param worstMillis how long the slowest answer took
	 */
	public record Result(int asked, int answered, double worstMillis) {

		/**
		 * Nothing was asked.
		 */
		public static final Result NONE = new Result(0, 0, 0);

		/**
		 * Return what came of these requests and of others.
		 * @param other what came of the others
		 * @return what came of all
		 */
		public Result plus(Result other) {
			return new Result(this.asked + other.asked, this.answered + other.answered,
					Math.max(this.worstMillis, other.worstMillis));
		}

	}

	/**
	 * One request; the time to connect is part of the wait.
	 */
	private final class Ping extends ChannelInboundHandlerAdapter {

		private final long begin = System.nanoTime();

		private final StringBuilder answer = new StringBuilder();

		@Override
		public void channelActive(ChannelHandlerContext context) {
			context.writeAndFlush(Frames.ping());
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			this.answer.append(((ByteBuf) message).toString(StandardCharsets.US_ASCII));
			ReferenceCountUtil.release(message);
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			if (this.answer.indexOf("pong") < 0) {
				Pings.this.failed++;
				return;
			}
			Pings.this.answered++;
			Pings.this.worst = Math.max(Pings.this.worst, System.nanoTime() - this.begin);
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
			context.close();
		}

	}

}
