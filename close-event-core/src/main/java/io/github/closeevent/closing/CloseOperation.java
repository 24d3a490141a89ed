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

package io.github.closeevent.closing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseReport;
import io.github.closeevent.WebSocketSessionInfo;
import io.github.closeevent.session.SessionRecord;

/**
 * The sessions of one call of the closer, and what became of them.
 */
final class CloseOperation {

	private final Set<SessionRecord> waiting = ConcurrentHashMap.newKeySet();

	private final List<WebSocketSessionInfo> clean = new ArrayList<>();

	private final List<WebSocketSessionInfo> notClean = new ArrayList<>();

	private final List<WebSocketSessionInfo> refused = new ArrayList<>();

	private final CompletableFuture<CloseReport> report = new CompletableFuture<>();

	private final Executor executor;

	private volatile boolean complete;

	/**
	 * Create an operation.
	 * @param executor cuts the connections of those that did not end clean and completes
	 * the report, so that neither an application's handler nor what waits for the report
	 * runs on a thread of a container; never waits for a peer
	 */
	CloseOperation(Executor executor) {
		this.executor = executor;
	}

	CompletableFuture<CloseReport> getReport() {
		return this.report;
	}

	/**
	 * Wait for the end of a session, unless it has ended.
	 * @return whether there is an end to wait for
	 */
	boolean add(SessionRecord record) {
		this.waiting.add(record);
		boolean open = record.whenEnded((event) -> ended(record, event));
		if (!open) {
			this.waiting.remove(record);
		}
		return open;
	}

	/**
	 * There are no more sessions to come.
	 */
	void complete() {
		this.complete = true;
		check();
	}

	private void ended(SessionRecord record, CloseEvent event) {
		settle(record, (event.wasClean()) ? this.clean : this.notClean, event.getSession());
		if (!event.wasClean()) {
			// A peer that did not answer in time would be heard by the handler all the
			// same, and keep a thread that waits for it.
			this.executor.execute(record.getConnection()::cut);
		}
	}

	/**
	 * A session stays open.
	 */
	void refused(SessionRecord record) {
		settle(record, this.refused, record.snapshot());
	}

	private void settle(SessionRecord record, List<WebSocketSessionInfo> outcome, WebSocketSessionInfo session) {
		synchronized (this) {
			if (this.waiting.remove(record)) {
				outcome.add(session);
			}
		}
		check();
	}

	private void check() {
		if (this.complete && this.waiting.isEmpty() && !this.report.isDone()) {
			this.report.completeAsync(this::toReport, this.executor);
		}
	}

	private synchronized CloseReport toReport() {
		return new CloseReport(this.clean, this.notClean, this.refused);
	}

}
