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

package io.github.closeevent.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.closeevent.session.CloseCause.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.socket.sockjs.transport.session.AbstractSockJsSession;
import org.springframework.web.socket.sockjs.transport.session.PollingSockJsSession;
import org.springframework.web.socket.sockjs.transport.session.StreamingSockJsSession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link SockJsHttpConnection}.
 */
class SockJsHttpConnectionTests {

	private final PollingSockJsSession session = mock();

	private final SlowResponse servletResponse = new SlowResponse();

	private final SockJsResponse response = new SockJsResponse(this.servletResponse);

	@AfterEach
	void forget() {
		SockJsResponse.forget();
	}

	@Test
	void frameThatIsWrittenCounts() throws IOException {
		SockJsHttpConnection connection = opened(this.session);
		connection.beforeClose(Kind.CLOSE, 4001);
		this.response.getOutputStream().write(1);
		this.response.flushBuffer();
		assertThat(connection.getState().closeWritten()).isTrue();
	}

	/**
	 * A heartbeat or a message has answered the poll after it was looked for.
	 */
	@Test
	void frameThatFoundNoPollDoesNotCount() {
		SockJsHttpConnection connection = opened(this.session);
		connection.beforeClose(Kind.CLOSE, 4001);
		assertThat(connection.getState().closeWritten()).isFalse();
	}

	@Test
	void frameThatFailsDoesNotCount() throws IOException {
		SockJsHttpConnection connection = opened(this.session);
		connection.beforeClose(Kind.CLOSE, 4001);
		this.response.getOutputStream().write(1);
		this.servletResponse.gone = true;
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this.response::flushBuffer);
		assertThat(connection.getState().closeWritten()).isFalse();
	}

	@Test
	void frameBehindAMessageThatFailsDoesNotCount() throws IOException {
		SockJsHttpConnection connection = opened(this.session);
		this.servletResponse.gone = true;
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this.response::flushBuffer);
		this.servletResponse.gone = false;
		connection.beforeClose(Kind.CLOSE, 4001);
		this.response.getOutputStream().write(1);
		this.response.flushBuffer();
		assertThat(connection.getState().closeWritten()).isFalse();
	}

	/**
	 * The client was told and has gone.
	 */
	@Test
	void frameBeforeAMessageThatFailsCounts() throws IOException {
		SockJsHttpConnection connection = opened(this.session);
		connection.beforeClose(Kind.CLOSE, 4001);
		this.response.flushBuffer();
		this.servletResponse.gone = true;
		assertThat(CompletableFuture.runAsync(() -> flush(this.response))).failsWithin(Duration.ofSeconds(10));
		assertThat(connection.getState().closeWritten()).isTrue();
	}

	@Test
	void frameIsWrittenBehindAMessage() throws Exception {
		CountDownLatch writing = new CountDownLatch(1);
		CompletableFuture<Void> read = new CompletableFuture<>();
		this.servletResponse.flushing = () -> {
			writing.countDown();
			read.join();
		};
		Thread message = new Thread(() -> flush(this.response));
		message.start();
		writing.await();
		AtomicBoolean behind = new AtomicBoolean();
		this.servletResponse.flushing = () -> behind.set(read.isDone());
		Thread close = new Thread(() -> flush(this.response));
		close.start();
		await().until(() -> close.getState() == Thread.State.WAITING);
		read.complete(null);
		message.join();
		close.join();
		assertThat(behind).isTrue();
	}

	/**
	 * Spring's requests may come past our adapter.
	 */
	@Test
	void frameCountsIfNobodySeesWhatIsWritten() {
		given(this.session.isActive()).willReturn(true);
		SockJsHttpConnection connection = new SockJsHttpConnection(this.session);
		connection.beforeClose(Kind.CLOSE, 4001);
		assertThat(connection.getState().closeWritten()).isTrue();
		assertThat(SockJsResponse.outcome()).isNull();
	}

	@Test
	void frameOfACloseThatWasFasterCounts() throws InterruptedException {
		SockJsHttpConnection connection = opened(this.session);
		connection.beforeClose(Kind.CLOSE, 4001);
		AtomicBoolean written = new AtomicBoolean();
		Thread other = new Thread(() -> written.set(connection.getState().closeWritten()));
		other.start();
		other.join();
		assertThat(written).isTrue();
	}

	@Test
	void noHeartbeatAnswersThePollOfWhoIsToBeTold() {
		SockJsHttpConnection connection = opened(this.session);
		assertThat(connection.isReachable()).isTrue();
		InOrder order = inOrder(this.session);
		order.verify(this.session).disableHeartbeat();
		order.verify(this.session).isActive();
	}

	/**
	 * Whose lock is held as long as its peer does not read.
	 */
	@Test
	void streamKeepsItsHeartbeat() {
		StreamingSockJsSession stream = mock();
		assertThat(opened(stream).isReachable()).isTrue();
		verify(stream, never()).disableHeartbeat();
	}

	private static SockJsHttpConnection opened(AbstractSockJsSession session) {
		given(session.isActive()).willReturn(true);
		SockJsResponse.note();
		return new SockJsHttpConnection(session);
	}

	private static void flush(SockJsResponse response) {
		try {
			response.flushBuffer();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class SlowResponse extends MockHttpServletResponse {

		private volatile Runnable flushing = () -> {
		};

		private boolean gone;

		@Override
		public void flushBuffer() {
			if (this.gone) {
				throw new IllegalStateException("gone");
			}
			this.flushing.run();
			super.flushBuffer();
		}

	}

}
