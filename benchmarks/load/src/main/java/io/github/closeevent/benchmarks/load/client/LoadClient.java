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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * Connects to loopback, all on one thread.
 */
public final class LoadClient implements AutoCloseable {

	private static final long TIMEOUT_SECONDS = 300;

	/**
	 * How many addresses connections come from in turn. Beyond some ten thousand from one
	 * address to one port, and each keeps its port for a minute after its end, Linux
	 * searches longer for a free one than all else takes.
	 */
	private static final int SOURCES = ("Linux".equals(System.getProperty("os.name"))) ? 64 : 1;

	private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1,
			new DefaultThreadFactory("load", true), NioIoHandler.newFactory());

	private final Bootstrap bootstrap = new Bootstrap().group(this.group)
		.channel(NioSocketChannel.class)
		.option(ChannelOption.TCP_NODELAY, true);

	private int connections;

	/**
	 * Return the thread on which all clients live.
	 * @return this thread
	 */
	public ScheduledExecutorService scheduler() {
		return this.group;
	}

	/**
	 * Connect a client.
	 * @param port the server's port
	 * @param peer the client
	 */
	public void connect(int port, Peer peer) {
		connect(port, peer, peer::failed);
	}

	void connect(int port, ChannelHandler handler, Consumer<Throwable> failed) {
		this.bootstrap.clone()
			.handler(handler)
			.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), nextSource())
			.addListener((ChannelFutureListener) (future) -> {
				if (!future.isSuccess()) {
					failed.accept(future.cause());
				}
			});
	}

	/**
	 * All of 127.0.0.0/8 is loopback on Linux.
	 */
	private InetSocketAddress nextSource() {
		try {
			byte last = (byte) (1 + this.connections++ % SOURCES);
			return new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, last }), 0);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Do something on the clients' thread and wait until it has come to an end.
	 * @param <T> the result's type
	 * @param action is given what to complete
	 * @return the result
	 */
	public <T> T await(Consumer<CompletableFuture<T>> action) {
		CompletableFuture<T> result = new CompletableFuture<>();
		scheduler().execute(() -> {
			try {
				action.accept(result);
			}
			catch (RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		});
		try {
			return result.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
		}
		catch (CompletionException ex) {
			String message = (ex.getCause() instanceof TimeoutException) ? "Nothing came for " + TIMEOUT_SECONDS + " s"
					: "The load failed";
			throw new IllegalStateException(message, ex.getCause());
		}
	}

	@Override
	public void close() {
		this.group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
	}

}
