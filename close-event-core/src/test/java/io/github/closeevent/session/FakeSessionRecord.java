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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseEventInit;
import io.github.closeevent.CloseFrame;
import io.github.closeevent.CloseInitiator;
import io.github.closeevent.WebSocketSessionInfo;

/**
 * The record of a session whose end is told by a test.
 */
public class FakeSessionRecord extends SessionRecord {

	private final List<CloseFrame> closes = new CopyOnWriteArrayList<>();

	private volatile Close close = (record) -> {
	};

	public FakeSessionRecord(Object session, WebSocketSessionInfo info, Map<String, Object> attributes,
			Connection connection) {
		this(session, info, attributes, connection, true);
	}

	public FakeSessionRecord(WebSocketSessionInfo info, boolean published) {
		this(new Object(), info, Map.of(), new FakeConnection(), published);
	}

	private FakeSessionRecord(Object session, WebSocketSessionInfo info, Map<String, Object> attributes,
			Connection connection, boolean published) {
		super(session, info, attributes, connection, published);
		opened();
	}

	public FakeSessionRecord(WebSocketSessionInfo info) {
		this(info, true);
	}

	/**
	 * Say what happens inside a close.
	 * @param close what happens
	 * @return this record
	 */
	public FakeSessionRecord onClose(Close close) {
		this.close = close;
		return this;
	}

	@Override
	public void close(CloseInitiator initiator, CloseFrame frame) throws Exception {
		this.closes.add(frame);
		CloseCause cause = closing(initiator, frame.code(), frame.reason());
		try {
			this.close.close(this);
		}
		catch (Exception ex) {
			if (cause != null) {
				refused(cause);
			}
			throw ex;
		}
	}

	/**
	 * Return what was sent.
	 * @return the frames of all closes
	 */
	public List<CloseFrame> getCloses() {
		return this.closes;
	}

	/**
	 * The session ends.
	 * @param clean whether the event says that it was clean
	 */
	public void end(boolean clean) {
		if (end()) {
			tellEnded(new CloseEvent(snapshot(), CloseEventInit.create().wasClean(clean)));
		}
	}

	/**
	 * What happens inside a close.
	 */
	@FunctionalInterface
	public interface Close {

		void close(FakeSessionRecord record) throws Exception;

	}

}
