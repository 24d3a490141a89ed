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

package io.github.closeevent.contract.shutdown;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import org.awaitility.core.ConditionTimeoutException;

import static org.awaitility.Awaitility.await;

/**
 * Many clients and one thread, which reads whatever comes to whomever.
 */
final class Crowd implements AutoCloseable {

	/**
	 * The most that open at once, so that nobody is lost before it is accepted.
	 */
	private static final int AT_ONCE = 32;

	/**
	 * Leaves no room for what is not read.
	 */
	private static final int DEAF_BUFFER = 4096;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final InetSocketAddress address;

	private final Selector selector;

	private final Thread thread = new Thread(this::run, "crowd");

	private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

	private final Queue<Member> waiting = new ConcurrentLinkedQueue<>();

	private final List<Member> opening = new ArrayList<>();

	private volatile boolean left;

	Crowd(int port) throws IOException {
		this.address = new InetSocketAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }), port);
		this.selector = Selector.open();
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Connect clients, and wait until each has an open session.
	 */
	void open(Collection<? extends Member> members) {
		connect(members);
		awaitAll(members, (member) -> member.isOpen() || member.isEnded(), "opened");
		List<? extends Member> refused = members.stream().filter(Member::isEnded).toList();
		if (!refused.isEmpty()) {
			Member first = refused.get(0);
			throw new AssertionError(refused.size() + " were not accepted, such as " + first + ": " + first.head());
		}
	}

	/**
	 * Connect a client that is not accepted.
	 * @return the head of the response
	 */
	String refused(Member member) {
		connect(List.of(member));
		awaitAll(List.of(member), (it) -> it.isOpen() || it.isEnded(), "refused");
		if (member.isOpen()) {
			throw new AssertionError("It was accepted");
		}
		return member.head();
	}

	/**
	 * Connect clients.
	 */
	void connect(Collection<? extends Member> members) {
		this.waiting.addAll(members);
		this.selector.wakeup();
	}

	/**
	 * Wait for clients.
	 */
	static <T extends Member> void awaitAll(Collection<T> members, Predicate<? super T> condition, String what) {
		try {
			await().atMost(PATIENCE).until(() -> members.stream().allMatch(condition));
		}
		catch (ConditionTimeoutException ex) {
			List<T> others = members.stream().filter(condition.negate()).toList();
			throw new AssertionError(others.size() + " of " + members.size() + " are not " + what + ": "
					+ others.subList(0, Math.min(10, others.size())), ex);
		}
	}

	private void run() {
		try {
			while (!this.left) {
				this.opening.removeIf((member) -> member.isOpen() || member.isEnded());
				while (this.opening.size() < AT_ONCE && !this.waiting.isEmpty()) {
					Member member = this.waiting.remove();
					this.opening.add(member);
					attempt(member, () -> connect(member));
				}
				this.selector.select(this::ready, 10);
			}
			for (SelectionKey key : this.selector.keys()) {
				key.channel().close();
			}
			this.selector.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void connect(Member member) throws IOException {
		SocketChannel channel = SocketChannel.open();
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		if (member.manner() == Member.Manner.DEAF) {
			channel.setOption(StandardSocketOptions.SO_RCVBUF, DEAF_BUFFER);
		}
		channel.connect(this.address);
		channel.configureBlocking(false);
		member.connected(channel.register(this.selector, SelectionKey.OP_READ, member));
	}

	private void ready(SelectionKey key) {
		Member member = (Member) key.attachment();
		attempt(member, () -> {
			this.buffer.clear();
			int count = ((SocketChannel) key.channel()).read(this.buffer);
			if (count >= 0) {
				member.received(this.buffer.flip());
			}
			else {
				leave(member, key);
			}
		});
		if (member.isEnded()) {
			attempt(member, () -> leave(member, key));
		}
	}

	private static void leave(Member member, SelectionKey key) throws IOException {
		member.ended();
		key.channel().close();
	}

	/**
	 * Whatever fails is the end of one client only.
	 */
	private static void attempt(Member member, Action action) {
		try {
			action.run();
		}
		catch (IOException | RuntimeException ex) {
			member.ended();
		}
	}

	@Override
	public void close() {
		this.left = true;
		this.selector.wakeup();
		try {
			this.thread.join(PATIENCE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * What may fail.
	 */
	private interface Action {

		void run() throws IOException;

	}

}
