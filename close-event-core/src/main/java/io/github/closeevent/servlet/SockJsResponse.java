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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The response to a SockJS request over HTTP. Notes for a thread that closes what became
 * of its write: SockJS writes no close frame if a heartbeat or a message has just
 * answered the poll, swallows the exception of one that fails, and calls back on the same
 * thread.
 *
 * @see SockJsHttpConnection
 */
final class SockJsResponse extends HttpServletResponseWrapper {

	private static final ThreadLocal<Outcome> outcome = new ThreadLocal<>();

	/**
	 * SockJS writes its close frame beside a message that is being written. A server
	 * would lose one of them, or both, without a word.
	 */
	private final Lock lock = new ReentrantLock();

	/**
	 * Whether a write of any thread has failed. What comes behind it is lost as well.
	 */
	private boolean failed;

	SockJsResponse(HttpServletResponse response) {
		super(response);
	}

	/**
	 * Note what this thread writes from now on.
	 */
	static void note() {
		outcome.set(Outcome.NOTHING);
	}

	/**
	 * Note no more.
	 */
	static void forget() {
		outcome.remove();
	}

	/**
	 * Return what became of the writes of this thread.
	 * @return the outcome, or null if nothing was noted
	 */
	static @Nullable Outcome outcome() {
		return outcome.get();
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		return new NotingOutputStream(super.getOutputStream());
	}

	@Override
	public void flushBuffer() throws IOException {
		noting(super::flushBuffer);
	}

	private void noting(Write write) throws IOException {
		this.lock.lock();
		try {
			write.run();
		}
		catch (IOException | RuntimeException ex) {
			this.failed = true;
			throw ex;
		}
		finally {
			Outcome before = outcome.get();
			if (before != null && before != Outcome.FAILED) {
				outcome.set((this.failed) ? Outcome.FAILED : Outcome.WRITTEN);
			}
			this.lock.unlock();
		}
	}

	/**
	 * Passes everything on.
	 */
	private final class NotingOutputStream extends ServletOutputStream {

		private final ServletOutputStream delegate;

		NotingOutputStream(ServletOutputStream delegate) {
			this.delegate = delegate;
		}

		@Override
		public void write(int b) throws IOException {
			noting(() -> this.delegate.write(b));
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			noting(() -> this.delegate.write(bytes, offset, length));
		}

		@Override
		public void flush() throws IOException {
			noting(this.delegate::flush);
		}

		@Override
		public void close() throws IOException {
			noting(this.delegate::close);
		}

		@Override
		public boolean isReady() {
			return this.delegate.isReady();
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.delegate.setWriteListener(listener);
		}

	}

	/**
	 * What became of the writes of a thread.
	 */
	enum Outcome {

		/**
		 * There was none.
		 */
		NOTHING,

		/**
		 * All came to their end.
		 */
		WRITTEN,

		/**
		 * One has failed, or one of another thread before it.
		 */
		FAILED

	}

	/**
	 * One write.
	 */
	@FunctionalInterface
	private interface Write {

		void run() throws IOException;

	}

}
