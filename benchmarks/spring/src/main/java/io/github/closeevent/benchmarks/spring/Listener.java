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

package io.github.closeevent.benchmarks.spring;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import io.github.closeevent.CloseEvent;
import io.github.closeevent.CloseReport;
import io.github.closeevent.SessionSelector;
import io.github.closeevent.WebSocketCloser;
import io.github.closeevent.benchmarks.control.Control;
import io.github.closeevent.publish.CloseEventPublisher;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;

/**
 * One listener, which becomes slow when it is told to, and what the load generator asks
 * close-event.
 */
final class Listener {

	private static final int CODE = 4000;

	private final Control control;

	private volatile long pause;

	private volatile CompletableFuture<CloseReport> report = new CompletableFuture<>();

	Listener(Control control, WebSocketCloser closer, CloseEventPublisher publisher,
			@Value("${benchmark.pause:0ms}") Duration pause) {
		this.control = control;
		control.on("slow", () -> becomeSlow(pause));
		control.on("close", () -> close(closer));
		control.on("report", this::report);
		control.on("queue", () -> publisher.getQueueSize() + " " + publisher.getDeferred());
	}

	@EventListener
	void closed(CloseEvent event) {
		if (this.pause > 0) {
			LockSupport.parkNanos(this.pause);
		}
		this.control.ended();
	}

	private String becomeSlow(Duration pause) {
		this.pause = pause.toNanos();
		return "ok";
	}

	private String close(WebSocketCloser closer) {
		this.report = closer.close(SessionSelector.all(), CODE, "Closed by the benchmark");
		return "ok";
	}

	private String report() {
		return (this.report.isDone()) ? this.report.join().toString() : "pending";
	}

}
