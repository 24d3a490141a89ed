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

package io.github.closeevent.sample.feed;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.closeevent.CloseEvent;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * Sends each ending to all pages that are open, and the last ones to a page that opens.
 * Everything is done on one thread of its own, because a listener should not wait for a
 * page that is slow to read.
 */
@Component
class Feed extends TextWebSocketHandler implements DisposableBean {

	private static final int KEPT = 50;

	private final Deque<Ending> endings = new ArrayDeque<>(KEPT);

	private final Set<WebSocketSession> pages = new HashSet<>();

	/**
	 * Drops the oldest if pages cannot follow, and everything once it is shut down.
	 */
	private final ExecutorService executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1000), new CustomizableThreadFactory("feed-"),
			new ThreadPoolExecutor.DiscardOldestPolicy());

	private final JsonMapper json;

	Feed(JsonMapper json) {
		this.json = json;
	}

	@EventListener
	void closed(CloseEvent event) {
		Ending ending = Ending.of(event);
		this.executor.execute(() -> {
			if (this.endings.size() == KEPT) {
				this.endings.removeFirst();
			}
			this.endings.addLast(ending);
			this.pages.removeIf((page) -> !send(page, List.of(ending)));
		});
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) {
		this.executor.execute(() -> {
			if (send(session, this.endings)) {
				this.pages.add(session);
			}
		});
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
		this.executor.execute(() -> this.pages.remove(session));
	}

	private boolean send(WebSocketSession page, Collection<Ending> some) {
		try {
			page.sendMessage(new TextMessage(this.json.writeValueAsString(some)));
			return true;
		}
		catch (IOException | RuntimeException ex) {
			// The page is gone; it asks again when it is back.
			return false;
		}
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

}
