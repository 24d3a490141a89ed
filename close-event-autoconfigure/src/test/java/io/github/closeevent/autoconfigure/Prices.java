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

package io.github.closeevent.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.closeevent.CloseCode;
import io.github.closeevent.CloseEvent;
import io.github.closeevent.ReconnectPolicy;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * The example of {@code docs/reconnecting.md}, word for word.
 */
@Component
class Prices extends TextWebSocketHandler {

	private final WebSocketClient client;

	private final ReconnectPolicy policy;

	private final TaskScheduler scheduler;

	private final ConfigurableApplicationContext context;

	private final AtomicInteger failures = new AtomicInteger();

	Prices(WebSocketClient client, ReconnectPolicy policy, TaskScheduler scheduler,
			ConfigurableApplicationContext context) {
		this.client = client;
		this.policy = policy;
		this.scheduler = scheduler;
		this.context = context;
	}

	@EventListener(ApplicationReadyEvent.class)
	void connect() {
		this.client.execute(this, "wss://prices.example/feed").whenComplete((session, failure) -> {
			if (failure != null) {
				comeBack(CloseCode.of(CloseCode.ABNORMAL_CLOSURE));
			}
		});
	}

	@EventListener(condition = "#event.session.uri?.host == 'prices.example'")
	void closed(CloseEvent event) {
		if (event.getDuration().compareTo(this.policy.getResetAfter()) >= 0) {
			this.failures.set(0);
		}
		comeBack(event.getCloseCode());
	}

	private void comeBack(CloseCode code) {
		Duration delay = this.policy.getDelay(code, this.failures.getAndIncrement());
		if (delay != null && !this.context.isClosed()) {
			this.scheduler.schedule(this::connect, Instant.now().plus(delay));
		}
	}

}
