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

package io.github.closeevent.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What watches over sessions besides the listeners of their events. Whatever it throws,
 * the sessions go on.
 *
 * @since 0.1.0
 */
public final class Observers {

	/**
	 * Nobody watches.
	 */
	public static final Observers NONE = new Observers(null, null);

	private static final Log logger = LogFactory.getLog(Observers.class);

	private final AtomicBoolean failed = new AtomicBoolean();

	private final @Nullable SessionObserver sessions;

	private final @Nullable HandshakeTraces traces;

	/**
	 * Create a holder of those who watch.
	 * @param sessions is told of sessions, or null
	 * @param traces remembers the traces of handshakes, or null
	 */
	public Observers(@Nullable SessionObserver sessions, @Nullable HandshakeTraces traces) {
		this.sessions = sessions;
		this.traces = traces;
	}

	/**
	 * Return what to remember of the trace of a handshake, which takes place on this
	 * thread.
	 * @param attributes gives the attributes of its request by name, or null
	 * @return what {@link SessionRecord#setHandshakeTrace(Object)} takes
	 */
	public @Nullable Object handshakeTrace(Function<String, @Nullable Object> attributes) {
		try {
			return (this.traces != null) ? this.traces.current(attributes) : null;
		}
		catch (Throwable ex) {
			failed("The trace of a handshake is not known", ex);
			return null;
		}
	}

	/**
	 * A session was opened. Nobody is told of one that has no event.
	 * @param record its record
	 */
	public void opened(SessionRecord record) {
		if (this.sessions == null || !record.isPublished()) {
			return;
		}
		try {
			Runnable ended = this.sessions.opened(record.getInfo());
			if (!record.whenEnded((event) -> ended(ended))) {
				ended(ended);
			}
		}
		catch (Throwable ex) {
			failed("Could not tell that a session was opened", ex);
		}
	}

	private void ended(Runnable ended) {
		try {
			ended.run();
		}
		catch (Throwable ex) {
			failed("Could not tell that a session has ended", ex);
		}
	}

	private void failed(String what, Throwable ex) {
		if (this.failed.compareAndSet(false, true)) {
			logger.warn(what + "; further failures are logged at DEBUG", ex);
		}
		else {
			logger.debug(what, ex);
		}
	}

}
