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

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * The response to a SockJS request over HTTP. Notes for its thread that a write failed:
 * SockJS swallows the exception when it writes its close frame, and calls back on the
 * same thread.
 *
 * @see SockJsHttpConnection
 */
final class SockJsResponse extends HttpServletResponseWrapper {

	private static final ThreadLocal<Boolean> failed = new ThreadLocal<>();

	SockJsResponse(HttpServletResponse response) {
		super(response);
	}

	/**
	 * Forget what failed on this thread.
	 */
	static void forget() {
		failed.remove();
	}

	/**
	 * Whether a write has failed on this thread since {@link #forget}.
	 */
	static boolean hasFailed() {
		return failed.get() != null;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		return new NotingOutputStream(super.getOutputStream());
	}

	@Override
	public void flushBuffer() throws IOException {
		noting(super::flushBuffer);
	}

	private static void noting(Write write) throws IOException {
		try {
			write.run();
		}
		catch (IOException | RuntimeException ex) {
			failed.set(true);
			throw ex;
		}
	}

	/**
	 * Passes everything on.
	 */
	private static final class NotingOutputStream extends ServletOutputStream {

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
	 * One write.
	 */
	@FunctionalInterface
	private interface Write {

		void run() throws IOException;

	}

}
